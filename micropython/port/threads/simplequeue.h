/* SPDX-License-Identifier: MIT */
/* What queues share. */
#ifndef PORT_THREADS_SIMPLEQUEUE_H
#define PORT_THREADS_SIMPLEQUEUE_H

#include <zephyr/sys_clock.h>

#include "py/obj.h"

/** queue.Empty */
extern const mp_obj_type_t mp_type_Empty;

/** The limit in the arguments, without self, of get(block=True, timeout=None). */
k_timeout_t py_queue_limit(size_t n_args, const mp_obj_t *args, mp_map_t *kw);

#endif
