/* SPDX-License-Identifier: MIT */
/*
 * Timeouts, for start-up and for architectures; the verbs for objects are in
 * kernel/sched/scheduler.h.
 */
#ifndef BREEZE_KERNEL_SCHED_TIMEOUT_H_
#define BREEZE_KERNEL_SCHED_TIMEOUT_H_

#include <stdbool.h>

/** Make no timeout pending and time 0. Before anything else of the kernel. */
void z_timeout_init(void);

/** Locked. @return whether no timeout will ever be due, as things stand. */
bool z_timeout_none_pending(void);

#endif /* BREEZE_KERNEL_SCHED_TIMEOUT_H_ */
