/* SPDX-License-Identifier: MIT */
/*
 * Stacks: words, last in first out.
 */
#ifndef ZEPHYR_KERNEL_STACK_H_
#define ZEPHYR_KERNEL_STACK_H_

#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a stack holds: an integer or a pointer. */
typedef uintptr_t stack_data_t;

/** A stack. Protected by the interrupt lock. Somebody waits only while it is empty. */
struct k_stack {
	_wait_q_t wait_q;
	/** The first word; the one for the next push; the end of the memory. */
	stack_data_t *base;
	stack_data_t *next;
	stack_data_t *top;
	uint8_t flags;
};

/** Of k_stack::flags: the memory is from k_stack_alloc_init(). */
#define K_STACK_FLAG_ALLOC 1U

#define Z_STACK_INITIALIZER(obj, stack_buffer, stack_num_entries)                                  \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q), .base = (stack_buffer),                    \
		.next = (stack_buffer), .top = (stack_buffer) + (stack_num_entries)                \
	}

/** Define a stack that is ready for use and holds up to @a stack_num_entries words. */
#define K_STACK_DEFINE(name, stack_num_entries)                                                    \
	static stack_data_t __noinit_named(k_stack_buf_##name)                                     \
		_k_stack_buf_##name[stack_num_entries];                                            \
	STRUCT_SECTION_ITERABLE(k_stack, name) =                                                   \
		Z_STACK_INITIALIZER(name, _k_stack_buf_##name, stack_num_entries)

/** Make @a stack empty, with @a buffer for @a num_entries words. Nobody may await it. Any context. */
void k_stack_init(struct k_stack *stack, stack_data_t *buffer, uint32_t num_entries);

/**
 * Make @a stack empty, with memory for @a num_entries words from the heap of the current thread (kernel/heap.h), until
 * k_stack_cleanup(). Nobody may await it. Any context.
 * @retval 0        done.
 * @retval -ENOMEM  there is no memory, or @a num_entries is 0.
 */
int32_t k_stack_alloc_init(struct k_stack *stack, uint32_t num_entries);

/**
 * End the use of @a stack. Any context; a scheduling point.
 * @retval 0        its memory is the caller's again, or free if it was allocated.
 * @retval -EAGAIN  a thread waits.
 */
int k_stack_cleanup(struct k_stack *stack);

/**
 * Give @a data to the best waiter of @a stack, or else put it on top. ISR-legal; a scheduling point.
 * @retval 0        done.
 * @retval -ENOMEM  the stack is full.
 */
int k_stack_push(struct k_stack *stack, stack_data_t data);

/**
 * Take the word on top of @a stack. Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT.
 * @retval 0        *@a data is set.
 * @retval -EBUSY   the stack is empty, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  nothing was pushed within @a timeout.
 */
int k_stack_pop(struct k_stack *stack, stack_data_t *data, k_timeout_t timeout);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_STACK_H_ */
