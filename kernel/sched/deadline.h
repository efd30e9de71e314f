/* SPDX-License-Identifier: MIT */
/*
 * The order of threads that wait for the processor or for an object: by priority and, with
 * CONFIG_SCHED_DEADLINE, by deadline within one priority.
 */
#ifndef BREEZE_KERNEL_SCHED_DEADLINE_H_
#define BREEZE_KERNEL_SCHED_DEADLINE_H_

#include <stdbool.h>

#include <zephyr/kernel/thread.h>

#ifdef CONFIG_SCHED_DEADLINE

/** @return whether @a one is due before @a other; the clock wraps. */
static inline bool z_due_before(const struct k_thread *one, const struct k_thread *other)
{
	return (int32_t)((uint32_t)one->base.prio_deadline - (uint32_t)other->base.prio_deadline) <
	       0;
}

#else

static inline bool z_due_before(const struct k_thread *one, const struct k_thread *other)
{
	(void)one;
	(void)other;
	return false;
}

#endif /* CONFIG_SCHED_DEADLINE */

/** @return whether @a one goes before @a other, whichever came first. */
static inline bool z_goes_before(const struct k_thread *one, const struct k_thread *other)
{
	return one->base.prio < other->base.prio ||
	       (one->base.prio == other->base.prio && z_due_before(one, other));
}

#endif /* BREEZE_KERNEL_SCHED_DEADLINE_H_ */
