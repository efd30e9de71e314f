/* SPDX-License-Identifier: MIT */
/*
 * Stacks from memory, as far as thread creation has to know.
 */
#ifndef BREEZE_ARCH_POSIX_STACK_ALLOC_H_
#define BREEZE_ARCH_POSIX_STACK_ALLOC_H_

#include <stdbool.h>

#ifdef CONFIG_DYNAMIC_THREAD

/**
 * Locked. @return whether @a object comes from k_thread_stack_alloc(); then it is in use from now
 * on.
 */
bool z_posix_stack_attach(const void *object);

/**
 * Locked: if @a object comes from k_thread_stack_alloc(), no thread uses it any more. @return
 * whether it does.
 */
bool z_posix_stack_detach(const void *object);

#else

static inline bool z_posix_stack_attach(const void *object)
{
	(void)object;
	return false;
}

static inline bool z_posix_stack_detach(const void *object)
{
	(void)object;
	return false;
}

#endif /* CONFIG_DYNAMIC_THREAD */

#endif /* BREEZE_ARCH_POSIX_STACK_ALLOC_H_ */
