/* SPDX-License-Identifier: MIT */
/*
 * Who has used the processor how long (CONFIG_SCHED_THREAD_USAGE), for kernel/sched, start-up and
 * architectures.
 */
#ifndef BREEZE_KERNEL_SCHED_USAGE_H_
#define BREEZE_KERNEL_SCHED_USAGE_H_

#include <zephyr/kernel/thread.h>

#ifdef CONFIG_SCHED_THREAD_USAGE

/** Nothing before now counts. Once, before threads run. */
void z_usage_start(void);

/**
 * Count what has passed for the current thread. An architecture calls it in every switch, before current
 * changes; it does not matter whether it is locked, nor whether another thread is chosen at all.
 */
void z_usage_account(void);

/** A new thread has used nothing. */
static inline void z_usage_init(struct _thread_base *base)
{
	base->usage = (struct k_cycle_stats){
		.track_usage = IS_ENABLED(CONFIG_SCHED_THREAD_USAGE_AUTO_ENABLE),
	};
}

#else

static inline void z_usage_start(void)
{
}

static inline void z_usage_account(void)
{
}

static inline void z_usage_init(struct _thread_base *base)
{
	(void)base;
}

#endif /* CONFIG_SCHED_THREAD_USAGE */

#endif /* BREEZE_KERNEL_SCHED_USAGE_H_ */
