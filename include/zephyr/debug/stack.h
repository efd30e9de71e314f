/* SPDX-License-Identifier: MIT */
/*
 * A look at the stack of one thread.
 */
#ifndef ZEPHYR_DEBUG_STACK_H_
#define ZEPHYR_DEBUG_STACK_H_

#include <stddef.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/sys/printk.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Print how much of the stack of @a thread was ever used; nothing without CONFIG_INIT_STACKS. Any context. */
static inline void log_stack_usage(const struct k_thread *thread)
{
	size_t size = thread->stack_info.size;
	size_t unused;

	if (k_thread_stack_space_get(thread, &unused) == 0) {
		const char *name = k_thread_name_get((k_tid_t)thread);

		printk("%p (%s): stack: %zu of %zu bytes used\n", (const void *)thread,
		       name != NULL && name[0] != '\0' ? name : "unnamed", size - unused, size);
	}
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_DEBUG_STACK_H_ */
