/* SPDX-License-Identifier: MIT */
/*
 * Making and ending threads, for start-up, fatal errors and architectures.
 */
#ifndef BREEZE_KERNEL_SCHED_THREAD_H_
#define BREEZE_KERNEL_SCHED_THREAD_H_

#include <zephyr/kernel/thread.h>
#include <zephyr/toolchain.h>

/** Assert that @a prio is one that an application's thread may have. */
void z_thread_check_prio(int prio);

/** Fill in @a thread, not started and in no list. The idle thread is made so. */
void z_thread_init(struct k_thread *thread, k_thread_stack_t *stack, size_t stack_size,
		   k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
		   uint32_t options);

/** Let @a thread, not started yet, start after @a delay; K_FOREVER leaves it as it is. A scheduling point. */
void z_thread_start_after(struct k_thread *thread, k_timeout_t delay);

/** Where every thread starts; see arch_new_thread(). */
FUNC_NORETURN void z_thread_entry(k_thread_entry_t entry, void *p1, void *p2, void *p3);

/** End @a thread, essential or not. Unlocked; does not return for the current thread, except in an interrupt handler. */
void z_thread_end(struct k_thread *thread);

#ifdef CONFIG_INIT_STACKS

/** Write the pattern that k_thread_stack_space_get() looks for. */
void z_thread_fill_stack(struct k_thread *thread);

#else

static inline void z_thread_fill_stack(struct k_thread *thread)
{
	(void)thread;
}

#endif /* CONFIG_INIT_STACKS */

#endif /* BREEZE_KERNEL_SCHED_THREAD_H_ */
