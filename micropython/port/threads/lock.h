/* SPDX-License-Identifier: MIT */
/*
 * _thread.LockType and _thread.RLock. A released lock goes straight to its best waiter. Any thread may
 * release a Lock, only its holder an RLock. Protected by the interpreter lock.
 */
#ifndef PORT_THREADS_LOCK_H
#define PORT_THREADS_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel.h>

#include "py/obj.h"
#include "threads/handle.h"

typedef struct {
	mp_obj_base_t base;
	sys_dlist_t waiters;
	/** In py_thread::lenders of the holder, while somebody waits. */
	sys_dnode_t lent;
	/** Who acquired it last; of no meaning while count is 0. */
	struct py_handle *holder;
	/** How often its holder has acquired it; at most 1 for a Lock. */
	uint32_t count;
	/** Held by a `with` statement, which will release it. */
	bool scoped;
} py_lock_t;

extern const mp_obj_type_t py_lock_type;
extern const mp_obj_type_t py_rlock_type;

/** _thread.allocate_lock() */
mp_obj_t py_lock_new(void);

/** The lock that @object is, or is derived from, or NULL. */
py_lock_t *py_lock_of(mp_obj_t object);

/** The holder if @object is a lock that is held, else NULL. */
struct py_handle *py_lock_holder(mp_obj_t object);

/** Only the thread that the caller waits for, by waiting for @object, can end that wait. */
bool py_lock_is_bound(mp_obj_t object);

/** Held by the calling thread; a Lock by any. */
bool py_lock_is_owned(const py_lock_t *lock);

bool py_lock_acquire(py_lock_t *lock, k_timeout_t timeout, bool scoped);

/** Once. Raises RuntimeError unless held. */
void py_lock_release(py_lock_t *lock);

/** What a wait for a condition gives back and gets again: how often, and whether by `with`. */
struct py_lock_hold {
	uint32_t count;
	bool scoped;
};

struct py_lock_hold py_lock_release_all(py_lock_t *lock);

/** Raises nothing. */
void py_lock_acquire_again(py_lock_t *lock, struct py_lock_hold hold);

/**
 * If @object is a lock: writes what lock it is and who holds it. While everything stands still.
 * Returns the number of characters, or 0.
 */
int py_lock_describe(mp_obj_t object, char *buf, unsigned int size);

#endif
