/* SPDX-License-Identifier: MIT */
/*
 * Stacks. While somebody waits the stack is empty: what is pushed goes straight
 * to the best waiter, even if the stack has no room for a single word.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/heap.h>
#include <zephyr/kernel/stack.h>
#include <zephyr/sys/check.h>
#include <zephyr/sys/math_extras.h>

#include "kernel/sched/scheduler.h"

void k_stack_init(struct k_stack *stack, stack_data_t *buffer, uint32_t num_entries)
{
	*stack = (struct k_stack)Z_STACK_INITIALIZER(*stack, buffer, num_entries);
}

int32_t k_stack_alloc_init(struct k_stack *stack, uint32_t num_entries)
{
	size_t bytes;

	if (size_mul_overflow(num_entries, sizeof(stack_data_t), &bytes)) {
		return -ENOMEM;
	}

	stack_data_t *buffer = z_thread_malloc(bytes);

	if (buffer == NULL) {
		return -ENOMEM;
	}
	k_stack_init(stack, buffer, num_entries);
	stack->flags = K_STACK_FLAG_ALLOC;
	return 0;
}

int k_stack_cleanup(struct k_stack *stack)
{
	CHECKIF(z_wait_q_first(&stack->wait_q) != NULL) {
		return -EAGAIN;
	}
	if ((stack->flags & K_STACK_FLAG_ALLOC) != 0U) {
		stack->flags = 0;
		k_free(stack->base);
	}
	return 0;
}

/** @return 0, or -ENOMEM. */
static int put(struct k_stack *stack, stack_data_t data)
{
	struct k_thread *waiter = z_wake_first(&stack->wait_q, 0);

	if (waiter != NULL) {
		*(stack_data_t *)waiter->base.swap_data = data;
		return 0;
	}
	if (stack->next == stack->top) {
		return -ENOMEM;
	}
	*stack->next++ = data;
	return 0;
}

int k_stack_push(struct k_stack *stack, stack_data_t data)
{
	unsigned int key = z_lock();
	int result = put(stack, data);

	z_reschedule(key);
	return result;
}

int k_stack_pop(struct k_stack *stack, stack_data_t *data, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();

	if (stack->next > stack->base) {
		*data = *--stack->next;
		z_unlock(key);
		return 0;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -EBUSY;
	}
	_current->base.swap_data = data;
	return z_wait(&stack->wait_q, Z_WAIT_STACK, timeout, key);
}
