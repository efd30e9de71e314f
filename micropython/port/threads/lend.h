/* SPDX-License-Identifier: MIT */
/*
 * Priority inheritance of Python's locks: who holds a lock runs at the priority of its best waiter, also
 * through chains of locks, so that no thread in between can hold both up. Protected by the interpreter lock.
 */
#ifndef PORT_THREADS_LEND_H
#define PORT_THREADS_LEND_H

#include <limits.h>

#include "threads/lock.h"

/** Worse than any priority. */
#define PY_LENT_NOTHING INT_MAX

/** @thread is new: nobody waits for it. */
void py_lend_init(struct py_thread *thread);

/** The waiters of @lock, their priorities or its holder have changed. NULL does nothing. */
void py_lend(py_lock_t *lock);

/** Before the holder of @lock changes. */
void py_lend_end(py_lock_t *lock);

/** @thread ends, and may still hold locks. */
void py_lend_forget(struct py_thread *thread);

/** The lock that @thread waits for, or NULL. */
py_lock_t *py_lock_waited_for(const struct py_thread *thread);

#endif
