/* SPDX-License-Identifier: MIT */
/* Seconds that Python code gives as a time limit. */
#ifndef PORT_THREADS_TIMEOUT_H
#define PORT_THREADS_TIMEOUT_H

#include <zephyr/sys_clock.h>

#include "py/obj.h"

/** The longest limit in seconds: threading.TIMEOUT_MAX. */
#define PY_TIMEOUT_MAX 4294967

/**
 * The limit of a wait: None is no limit, what is not above 0 is no wait. Raises OverflowError
 * above PY_TIMEOUT_MAX, ValueError for a NaN.
 */
k_timeout_t py_timeout(mp_obj_t seconds);

/** The limit in the arguments of wait(self, timeout=None). */
k_timeout_t py_timeout_argument(size_t n_args, const mp_obj_t *args, mp_map_t *kw);

/**
 * The limit in the arguments, without self, of Lock.acquire(blocking=True, timeout=-1). Raises ValueError or
 * OverflowError for a combination that makes no sense.
 */
k_timeout_t py_acquire_arguments(size_t n_args, const mp_obj_t *args, mp_map_t *kw);

#endif
