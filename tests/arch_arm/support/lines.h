/* SPDX-License-Identifier: MIT */
/*
 * Interrupt lines that no device of any board uses, raised by software.
 */
#ifndef BREEZE_TESTS_ARCH_ARM_SUPPORT_LINES_H_
#define BREEZE_TESTS_ARCH_ARM_SUPPORT_LINES_H_

#include <stdint.h>

#include <zephyr/irq.h>

#define LINE_A (CONFIG_NUM_IRQS - 1)
#define LINE_B (CONFIG_NUM_IRQS - 2)
#define LINE_C (CONFIG_NUM_IRQS - 3)
#define LINE_D (CONFIG_NUM_IRQS - 4)

/** Make @a line pending. Its handler has run when this returns, if it may run. */
static inline void raise_line(unsigned int line)
{
	*(volatile uint32_t *)(0xE000E200U + line / 32U * 4U) = 1U << (line % 32U);
	__asm__ volatile("dsb\n\tisb" : : : "memory");
}

/** @return whether @a line waits for its handler. */
static inline int is_pending(unsigned int line)
{
	return (*(volatile uint32_t *)(0xE000E200U + line / 32U * 4U) >> (line % 32U) & 1U) != 0U;
}

#endif /* BREEZE_TESTS_ARCH_ARM_SUPPORT_LINES_H_ */
