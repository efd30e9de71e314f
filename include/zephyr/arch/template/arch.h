/* SPDX-License-Identifier: MIT */
/*
 * The public part of an empty port: copy it with arch/template, and fill in. The contracts are in
 * arch/arch.h; arch/posix and arch/arm/cortex_m are complete ports.
 */
#ifndef ZEPHYR_ARCH_TEMPLATE_ARCH_H_
#define ZEPHYR_ARCH_TEMPLATE_ARCH_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a switched-out thread leaves outside its stack: the stack pointer at least. */
struct _callee_saved {
	void *sp;
};

/** The port's own notes on a thread; an unused member keeps it from being empty. */
struct _thread_arch {
	int unused;
};

/** Alignment of stack objects, of the stack pointer, and bytes below a stack that the thread may not use. */
#define ARCH_STACK_ALIGN     16
#define ARCH_STACK_PTR_ALIGN 16
#define ARCH_STACK_RESERVED  0

/** Read the processor's interrupt mask, then mask everything. A barrier for the compiler. */
static inline unsigned int arch_irq_lock(void)
{
	__asm__ volatile("" : : : "memory");
	return 0U;
}

/** Write the mask back. A barrier for the compiler. */
static inline void arch_irq_unlock(unsigned int key)
{
	(void)key;
	__asm__ volatile("" : : : "memory");
}

static inline bool arch_irq_unlocked(unsigned int key)
{
	return key == 0U;
}

static inline bool arch_is_in_isr(void)
{
	return false;
}

/** A static connection: into a table that the linker builds, or like here at run time. */
#define ARCH_IRQ_CONNECT(irq, priority, isr, param, flags)                                         \
	((void)arch_irq_connect_dynamic((irq), (priority), (isr), (param), (flags)))

#define ARCH_IRQ_DIRECT_CONNECT(irq, priority, isr, flags)                                         \
	((void)(irq), (void)(priority), (void)(isr), (void)(flags))

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_ARCH_TEMPLATE_ARCH_H_ */
