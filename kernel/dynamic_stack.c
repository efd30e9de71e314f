/* SPDX-License-Identifier: MIT */
/*
 * Stacks from the board's free RAM, aligned for the guard below them.
 * Lock: the scheduler's, so that no thread gets or leaves a stack while its users are looked for.
 */
#include <errno.h>

#include <zephyr/kernel/scheduling.h>
#include <zephyr/kernel/thread.h>
#include <zephyr/sys/ram.h>

BUILD_ASSERT(IS_ENABLED(CONFIG_THREAD_MONITOR),
	     "CONFIG_DYNAMIC_THREAD looks for the users of a stack: set CONFIG_THREAD_MONITOR too");

k_thread_stack_t *k_thread_stack_alloc(size_t size, int flags)
{
	ARG_UNUSED(flags);
	if (size > SIZE_MAX - ARCH_STACK_RESERVED) {
		return NULL;
	}
	return sys_ram_alloc(ARCH_STACK_ALIGN, size + ARCH_STACK_RESERVED);
}

struct search {
	uintptr_t start;
	size_t size;
	bool found;
};

static void look_at(const struct k_thread *thread, void *user_data)
{
	struct search *search = user_data;

	if (thread->stack_info.start - search->start < search->size) {
		search->found = true;
	}
}

static int free_unless_used(k_thread_stack_t *stack)
{
	struct search search = {.start = (uintptr_t)stack, .size = sys_ram_size(stack)};

	if (search.size == 0U) {
		return -EINVAL;
	}
	k_thread_foreach(look_at, &search);
	if (search.found) {
		return -EBUSY;
	}
	(void)sys_ram_free(stack);
	return 0;
}

int k_thread_stack_free(k_thread_stack_t *stack)
{
	int result;

	k_sched_lock();
	result = free_unless_used(stack);
	k_sched_unlock();
	return result;
}
