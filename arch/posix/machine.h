/* SPDX-License-Identifier: MIT */
/*
 * Where a signal's context holds the program counter and the stack pointer.
 */
#ifndef BREEZE_ARCH_POSIX_MACHINE_H_
#define BREEZE_ARCH_POSIX_MACHINE_H_

#include <stdint.h>
#include <ucontext.h>

#if defined(__x86_64__)

static inline uintptr_t machine_pc(const ucontext_t *context)
{
	return (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
}

static inline uintptr_t machine_sp(const ucontext_t *context)
{
	return (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
}

#elif defined(__aarch64__)

static inline uintptr_t machine_pc(const ucontext_t *context)
{
	return (uintptr_t)context->uc_mcontext.pc;
}

static inline uintptr_t machine_sp(const ucontext_t *context)
{
	return (uintptr_t)context->uc_mcontext.sp;
}

#else

/* Unknown, and only used to describe a fault. */
static inline uintptr_t machine_pc(const ucontext_t *context)
{
	(void)context;
	return 0;
}

static inline uintptr_t machine_sp(const ucontext_t *context)
{
	(void)context;
	return 0;
}

#endif

#endif /* BREEZE_ARCH_POSIX_MACHINE_H_ */
