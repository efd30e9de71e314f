/* SPDX-License-Identifier: MIT */
/*
 * Interrupts: the lock, and handlers of interrupt lines. How a static
 * connection is made is the architecture's: ARCH_IRQ_CONNECT and kin.
 */
#ifndef ZEPHYR_IRQ_H_
#define ZEPHYR_IRQ_H_

#include <stdint.h>

#include <zephyr/arch/cpu.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Mask interrupts; nests. Any context. @return the state for irq_unlock(). */
#define irq_lock() arch_irq_lock()

/** Restore what irq_lock() returned. Not a scheduling point. Any context. */
#define irq_unlock(key) arch_irq_unlock(key)

void arch_irq_enable(unsigned int irq);
void arch_irq_disable(unsigned int irq);
int arch_irq_is_enabled(unsigned int irq);
int arch_irq_connect_dynamic(unsigned int irq, unsigned int priority,
			     void (*handler)(const void *param), const void *param, uint32_t flags);

/** Let interrupt line @a irq interrupt. Any context. */
#define irq_enable(irq) arch_irq_enable(irq)

/** Stop interrupt line @a irq from interrupting. Any context. */
#define irq_disable(irq) arch_irq_disable(irq)

/** @return non-zero if interrupt line @a irq is enabled. Any context. */
#define irq_is_enabled(irq) arch_irq_is_enabled(irq)

/** Connect @a isr, called with @a param, to line @a irq; all are constants. Use inside a function. */
#define IRQ_CONNECT(irq, priority, isr, param, flags)                                              \
	ARCH_IRQ_CONNECT(irq, priority, isr, param, flags)

/** Connect @a isr, made by ISR_DIRECT_DECLARE(), to line @a irq without the kernel's help. */
#define IRQ_DIRECT_CONNECT(irq, priority, isr, flags)                                              \
	ARCH_IRQ_DIRECT_CONNECT(irq, priority, isr, flags)

/**
 * Define a direct handler; its body returns non-zero if a switch may be due. Here what the kernel's calls in it ask
 * for happens at its exit by itself, so the body's result has no effect.
 */
#define ISR_DIRECT_DECLARE(name)                                                                   \
	static inline int name##_body(void);                                                       \
	void name(void);                                                                           \
	void name(void)                                                                            \
	{                                                                                          \
		ISR_DIRECT_HEADER();                                                               \
		ISR_DIRECT_FOOTER(name##_body());                                                  \
	}                                                                                          \
	static inline int name##_body(void)

/** What a direct handler that is not made by ISR_DIRECT_DECLARE() begins and ends with: nothing is needed here. */
#define ISR_DIRECT_HEADER()                                                                        \
	do {                                                                                       \
	} while (false)
#define ISR_DIRECT_FOOTER(check_reschedule) ((void)(check_reschedule))

/** Leave a power saving state, in a direct handler: there is none. */
#define ISR_DIRECT_PM()                                                                            \
	do {                                                                                       \
	} while (false)

/** Connect at run time. Any thread. @return the line, or -EINVAL. */
static inline int irq_connect_dynamic(unsigned int irq, unsigned int priority,
				      void (*routine)(const void *parameter), const void *parameter,
				      uint32_t flags)
{
	return arch_irq_connect_dynamic(irq, priority, routine, parameter, flags);
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_IRQ_H_ */
