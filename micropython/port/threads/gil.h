/* SPDX-License-Identifier: MIT */
/*
 * The interpreter lock: a kernel mutex with priority inheritance, handed straight to its best
 * waiter. Its holder gives it up when its turn is over, when a better thread waits, or when it
 * blocks. The core's calls, mp_thread_mutex_lock() and _unlock(), are in gil.c.
 */
#ifndef PORT_THREADS_GIL_H
#define PORT_THREADS_GIL_H

#include <stdint.h>

#include "threads/pythread.h"

void py_gil_init(void);

/**
 * The calling thread is about to wait: between GIL_EXIT and GIL_ENTER, releases the lock. Elsewhere, in
 * the collector and with interrupts locked, keeps it. Every wait of this layer calls it.
 *
 * Where PORT_GIL_EXIT_IS_LAZY, GIL_EXIT alone releases nothing: what does not wait in the kernel
 * holds up all threads anyway, and giving the lock away for it would cost a turn of everybody else.
 */
void py_gil_let_go(void);

/** All other threads are gone: nobody waits. With the interpreter lock. */
void py_gil_forget_waiters(void);

/** Gives @thread a priority, which counts in the line for the lock at once. With the lock. */
void py_gil_set_priority(struct py_thread *thread, int priority);

/**
 * As long as @priority is better than that of @thread, it has that. With the lock. Returns whether this changed where
 * it stands; the caller tells those that it waits for.
 */
bool py_gil_lend(struct py_thread *thread, int priority);

/** The priority that @thread runs and waits with: its own, or a better one that others lend it. With the lock, or in an interrupt. */
int py_gil_priority(const struct py_thread *thread);

/** Ctrl-C: main goes before all other Python threads for a while. Any context. */
void py_gil_hurry_main(void);

/** What the lock has seen so far. With the interpreter lock. */
struct py_gil_stats {
	/** How often it went from one thread to another that waited for it. */
	uint64_t handovers;
	/** The longest wait for it, in microseconds. */
	uint64_t longest_wait_us;
};

const struct py_gil_stats *py_gil_stats(void);

#endif
