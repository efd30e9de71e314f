/* SPDX-License-Identifier: MIT */
/*
 * The list of all living threads (CONFIG_THREAD_MONITOR), for kernel/sched.
 */
#ifndef BREEZE_KERNEL_SCHED_THREAD_LIST_H_
#define BREEZE_KERNEL_SCHED_THREAD_LIST_H_

#include <zephyr/kernel/thread.h>

#ifdef CONFIG_THREAD_MONITOR

/** Unlocked. */
void z_thread_list_add(struct k_thread *thread);

/** Locked. */
void z_thread_list_remove(struct k_thread *thread);

#else

static inline void z_thread_list_add(struct k_thread *thread)
{
	(void)thread;
}

static inline void z_thread_list_remove(struct k_thread *thread)
{
	(void)thread;
}

#endif /* CONFIG_THREAD_MONITOR */

#endif /* BREEZE_KERNEL_SCHED_THREAD_LIST_H_ */
