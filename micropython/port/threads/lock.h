/* SPDX-License-Identifier: MIT */
/* _thread.LockType, and what other locks of this layer share with it. */
#ifndef PORT_THREADS_LOCK_H
#define PORT_THREADS_LOCK_H

#include <zephyr/kernel.h>

#include "py/obj.h"

extern const mp_obj_type_t py_lock_type;

/** _thread.allocate_lock() */
mp_obj_t py_lock_new(void);

/**
 * If @sem is that of a lock: writes what lock it is and who holds it. While everything stands still.
 * Returns the number of characters, or 0.
 */
int py_lock_describe(const struct k_sem *sem, char *buf, unsigned int size);

/** The longest time-out in seconds that acquire() accepts. */
#define PY_TIMEOUT_MAX 4294967

/**
 * Reads the arguments of acquire(blocking=True, timeout=-1) as CPython does; raises ValueError or
 * OverflowError for a combination that makes no sense.
 */
k_timeout_t py_acquire_timeout(mp_obj_t blocking, mp_obj_t timeout);

#endif
