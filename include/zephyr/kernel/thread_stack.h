/* SPDX-License-Identifier: MIT */
/*
 * Stacks: memory with the alignment and the reserve (guard, room for
 * interrupt frames) that the architecture wants below the part a thread uses.
 */
#ifndef ZEPHYR_KERNEL_THREAD_STACK_H_
#define ZEPHYR_KERNEL_THREAD_STACK_H_

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/arch/cpu.h>
#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

struct __packed z_thread_stack_element {
	char data;
};

/** An element of a stack; stacks are arrays of these. */
typedef struct z_thread_stack_element k_thread_stack_t;

/** Bytes at the low end of every stack object that the thread may not use. */
#define K_THREAD_STACK_RESERVED ARCH_STACK_RESERVED
#define K_KERNEL_STACK_RESERVED ARCH_STACK_RESERVED

/** Bytes of a stack object that gives a thread @a size bytes. */
#define K_THREAD_STACK_LEN(size) (ROUND_UP((size), ARCH_STACK_ALIGN) + ARCH_STACK_RESERVED)
#define K_KERNEL_STACK_LEN(size) K_THREAD_STACK_LEN(size)

/** Define a stack of @a size bytes. */
#define K_THREAD_STACK_DEFINE(sym, size)                                                           \
	struct z_thread_stack_element __noinit __aligned(ARCH_STACK_ALIGN)                         \
		sym[K_THREAD_STACK_LEN(size)]

/** Define an array of @a nmemb stacks. */
#define K_THREAD_STACK_ARRAY_DEFINE(sym, nmemb, size)                                              \
	struct z_thread_stack_element __noinit __aligned(ARCH_STACK_ALIGN)                         \
		sym[nmemb][K_THREAD_STACK_LEN(size)]

/** Declare a stack that is defined elsewhere. */
#define K_THREAD_STACK_DECLARE(sym, size)                                                          \
	extern struct z_thread_stack_element sym[K_THREAD_STACK_LEN(size)]

/** Declare an array of stacks that is defined elsewhere. */
#define K_THREAD_STACK_ARRAY_DECLARE(sym, nmemb, size)                                             \
	extern struct z_thread_stack_element sym[nmemb][K_THREAD_STACK_LEN(size)]

/** Bytes of the stack @a sym that a thread may use. */
#define K_THREAD_STACK_SIZEOF(sym) (sizeof(sym) - ARCH_STACK_RESERVED)

/** @return the lowest address of the part of @a sym that a thread may use. Any context. */
static inline char *K_THREAD_STACK_BUFFER(k_thread_stack_t *sym)
{
	return (char *)sym + ARCH_STACK_RESERVED;
}

/** Stacks of threads that never run in user mode: as there is none, the same as K_THREAD_STACK_... */
#define K_KERNEL_STACK_DEFINE(sym, size)              K_THREAD_STACK_DEFINE(sym, size)
#define K_KERNEL_PINNED_STACK_DEFINE(sym, size)       K_THREAD_STACK_DEFINE(sym, size)
#define K_KERNEL_STACK_ARRAY_DEFINE(sym, nmemb, size) K_THREAD_STACK_ARRAY_DEFINE(sym, nmemb, size)
#define K_KERNEL_STACK_DECLARE(sym, size)             K_THREAD_STACK_DECLARE(sym, size)
#define K_KERNEL_STACK_ARRAY_DECLARE(sym, nmemb, size)                                             \
	K_THREAD_STACK_ARRAY_DECLARE(sym, nmemb, size)
#define K_KERNEL_STACK_SIZEOF(sym) K_THREAD_STACK_SIZEOF(sym)
#define K_KERNEL_STACK_BUFFER(sym) K_THREAD_STACK_BUFFER(sym)

/** A stack as a member of a struct. */
#define K_KERNEL_STACK_MEMBER(sym, size)                                                           \
	struct z_thread_stack_element __aligned(ARCH_STACK_ALIGN) sym[K_THREAD_STACK_LEN(size)]

#ifdef CONFIG_DYNAMIC_THREAD

/**
 * Get a stack from memory. Any thread; does not block.
 * @param size   bytes that a thread can use; rounded up.
 * @param flags  0 or K_USER, without effect.
 * @return the stack, or NULL when there is no memory, or without CONFIG_DYNAMIC_THREAD.
 */
k_thread_stack_t *k_thread_stack_alloc(size_t size, int flags);

/**
 * Give back a stack from k_thread_stack_alloc(). Any thread; does not block.
 * @retval 0        done.
 * @retval -EBUSY   a living thread uses it.
 * @retval -EINVAL  it is not such a stack.
 * @retval -ENOSYS  without CONFIG_DYNAMIC_THREAD.
 */
int k_thread_stack_free(k_thread_stack_t *stack);

#else

static inline k_thread_stack_t *k_thread_stack_alloc(size_t size, int flags)
{
	ARG_UNUSED(size);
	ARG_UNUSED(flags);
	return NULL;
}

static inline int k_thread_stack_free(k_thread_stack_t *stack)
{
	ARG_UNUSED(stack);
	return -ENOSYS;
}

#endif /* CONFIG_DYNAMIC_THREAD */

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_THREAD_STACK_H_ */
