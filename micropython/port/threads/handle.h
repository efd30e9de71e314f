/* SPDX-License-Identifier: MIT */
/*
 * What Python knows of a thread, before it starts and after it has ended. Locks name their holder by it.
 * Protected by the interpreter lock.
 */
#ifndef PORT_THREADS_HANDLE_H
#define PORT_THREADS_HANDLE_H

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/sys/dlist.h>

#include "py/obj.h"
#include "threads/pythread.h"

struct py_handle {
	mp_obj_base_t base;
	/** NULL before the thread starts and when it has ended. */
	struct py_thread *thread;
	/** 0 before the thread starts. */
	uintptr_t ident;
	/** Who waits for its end. */
	sys_dlist_t joiners;
	/** The object of class threading.Thread, or MP_OBJ_NULL. */
	mp_obj_t owner;
	/** The name that module threading gives it: a str, the number of an unnamed one, or MP_OBJ_NULL. */
	mp_obj_t name;
	bool ended;
	/** Part of what Thread() makes (threadclass.c). */
	bool is_made;
	/** The program does not wait for its end. */
	bool daemon;
};

extern const mp_obj_type_t py_handle_type;

/** On the Python heap; raises MemoryError. */
struct py_handle *py_handle_new(bool daemon);

/** Sets up a handle that is part of something larger. */
void py_handle_init(struct py_handle *handle, bool daemon);

/** That of the main thread, once for each session. */
void py_handle_init_main(void);

/** The collector's roots in it. */
void py_handle_scan_main(void);

/** @thread is about to start, and has ended but for giving back the lock; to end it again does nothing. */
void py_handle_begin(struct py_handle *handle, struct py_thread *thread);
void py_handle_end(struct py_handle *handle);

/** Waits for the end: PY_WAIT_WOKEN, or PY_WAIT_TIMEOUT. Raises RuntimeError for a wait without end. */
int py_handle_join(struct py_handle *handle, k_timeout_t timeout);

/** Waits for all threads that are no daemons, other than the caller. May raise what is pending. */
void py_handle_join_all(void);

/** As py_lock_describe(), for the wait for the end of a thread. */
int py_handle_describe(mp_obj_t object, char *buf, unsigned int size);

#endif
