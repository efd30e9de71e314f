/* SPDX-License-Identifier: MIT */
/*
 * Python threads: what the layer knows of each, and the list of them.
 *
 * A thread is created suspended, completed, linked into the list that the collector walks, and
 * then started. Its control block lies at the upper end of its stack's memory, so that both
 * live exactly as long. It is freed only when its kernel thread is dead.
 */
#ifndef PORT_THREADS_PYTHREAD_H
#define PORT_THREADS_PYTHREAD_H

#include <stdbool.h>
#include <stddef.h>

#include <zephyr/kernel.h>

#include "py/mpstate.h"

struct py_handle;
struct py_wait;
struct py_frame;

struct py_thread {
	/* Protected by the interpreter lock. */
	sys_dnode_t node;
	/** State of the core; NULL until the thread runs Python, and again when it has done so. */
	mp_state_thread_t *state;
	/** Its innermost Python frame while it does not hold the interpreter lock: see threads/frames.h. */
	struct py_frame *frames;
	/** What the thread will start with, kept alive by the collector from here. */
	struct {
		void *start;
		mp_obj_dict_t *locals, *globals;
		/** What Python knows of the thread; outlives it. */
		struct py_handle *handle;
		/** dict of the values of threading.local, or MP_OBJ_NULL. */
		mp_obj_t local;
		/** dict with the state of its event loop, empty without one: see threads/eventloop.h. */
		mp_obj_t loop;
		/** ThreadStop that came before `state` was set up, or MP_OBJ_NULL. */
		mp_obj_t stop;
	} roots;
	/** Its innermost wait for an object of Python, or NULL. */
	struct py_wait *wait;
	/** Its own priority; the best of those that wait for its locks; and the better of them, or that of main in a hurry. */
	int priority, lent, rank;
	/** Cycles of its turn that have gone when a better thread interrupted it; 0 if none did. */
	uint64_t turn_used;
	/** Locks that it holds and others wait for. */
	sys_dlist_t lenders;
	/** `state` is in use: see threads/stop.h. */
	bool is_set_up;
	/** Holds the interpreter lock; written by the thread itself. */
	bool has_gil;
	/** Between GIL_EXIT and GIL_ENTER: may release it. */
	bool may_let_go;

	/* Does not change while the thread lives. */
	struct k_thread *kernel;
	k_thread_stack_t *stack;
	/** What Python may use of it; 0 for main, whose stack is the port's. */
	size_t stack_size;

	/* Protected by the interrupt lock. */
	/** The semaphore that an interruptible wait is for, or NULL. */
	struct k_sem *waits_for;
	/** The present wait, or else the next, shall end. */
	bool interrupted;
	/** Waits for the interpreter lock. */
	bool in_line;
	/** Waits for the rest of its turn, before its equals: in the kernel with a priority that is better by one. */
	bool keeps_place;
	/** Sleeps until something happens; and what it has seen happen: see threads/interrupt.h. */
	bool awaits_event;
	uint32_t events_seen;
};

/** What a thread runs; the interpreter lock is held and the state is set up. */
typedef void (*py_thread_entry_t)(void *start);

struct py_thread_params {
	py_thread_entry_t entry;
	/** On the Python heap: the collector keeps it until @entry returns. */
	void *start;
	/** New; of this thread from now on. */
	struct py_handle *handle;
	/** Bytes of stack, 0 for the default; small values are raised to the least that works. */
	size_t stack_size;
	int priority;
	/** Copied; cut to what the kernel keeps. */
	const char *name;
	mp_obj_dict_t *locals;
	mp_obj_dict_t *globals;
};

/** Starts a thread. With the interpreter lock. Returns it, or NULL when there is no memory. */
struct py_thread *py_thread_create(const struct py_thread_params *params);

/** The calling thread. */
static inline struct py_thread *py_thread_self(void)
{
	return k_thread_custom_data_get();
}

/** The thread that started the interpreter. */
extern struct py_thread py_main_thread;

/** Threads alive, main included, and threads ever started. With the interpreter lock. */
size_t py_thread_count(void);
size_t py_thread_created(void);

/** The living threads: the first, and the one after @thread, or NULL. With the interpreter lock, or in an interrupt handler. */
struct py_thread *py_thread_first(void);
struct py_thread *py_thread_next(const struct py_thread *thread);

/** The living thread whose get_ident() is @ident, or NULL. With the interpreter lock. */
struct py_thread *py_thread_find(uintptr_t ident);

static inline uintptr_t py_thread_ident(const struct py_thread *thread)
{
	return (uintptr_t)thread->kernel;
}

/** Bytes below this are raised to it by py_thread_create(). */
size_t py_thread_min_stack(void);

#endif
