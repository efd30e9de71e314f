/* SPDX-License-Identifier: MIT */
/*
 * Priority inheritance, for the files of kernel/sched; the verbs for mutexes are in
 * kernel/sched/scheduler.h. Called locked; a z_reschedule() or a switch follows.
 */
#ifndef BREEZE_KERNEL_SCHED_INHERIT_H_
#define BREEZE_KERNEL_SCHED_INHERIT_H_

#include <zephyr/kernel/mutex.h>
#include <zephyr/kernel/thread.h>
#include <zephyr/sys/util.h>

/** The mutex whose wait queue is @a wait_q. */
static inline struct k_mutex *z_mutex_of(_wait_q_t *wait_q)
{
	return CONTAINER_OF(wait_q, struct k_mutex, wait_q);
}

/** A thread has left the wait queue of @a mutex without getting it. */
void z_inherit_waiter_left(struct k_mutex *mutex);

/** Set the base priority of @a thread; others may change along a chain of owners. */
void z_inherit_set_base(struct k_thread *thread, int prio);

#endif /* BREEZE_KERNEL_SCHED_INHERIT_H_ */
