/* SPDX-License-Identifier: MIT */
/*
 * Interrupt lines: enabling, priorities, handlers connected at run time, and
 * the priorities of the kernel's own exceptions. PendSV and the SVC of
 * irq_offload() have the lowest level to themselves, so every handler is done
 * before a switch; the clock has the level above.
 */
#include <errno.h>

#include <zephyr/fatal.h>
#include <zephyr/irq.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"
#include "kernel/fatal.h"

#define EXCEPTIONS 16U
#define SVCALL     11U
#define PENDSV     14U
#define SYSTICK    15U

BUILD_ASSERT(CONFIG_NUM_IRQ_PRIO_BITS >= 2 && CONFIG_NUM_IRQ_PRIO_BITS <= 8,
	     "CONFIG_NUM_IRQ_PRIO_BITS is not set by the SoC");

static void set_exception_level(unsigned int exception, unsigned int level)
{
	REG8(SHPR_ADDR + exception - 4U) = (uint8_t)Z_ARM_IRQ_LEVEL(level);
}

void z_arm_exceptions_init(void)
{
	unsigned int lowest = BIT(CONFIG_NUM_IRQ_PRIO_BITS) - 1U;

	set_exception_level(SVCALL, lowest);
	set_exception_level(PENDSV, lowest);
	set_exception_level(SYSTICK, lowest - 1U);
}

int z_arm_irq_priority_set(unsigned int irq, unsigned int priority, uint32_t flags)
{
	unsigned int level = priority + Z_ARM_IRQ_LEVELS_TAKEN;

	if (irq >= CONFIG_NUM_IRQS || priority >= Z_ARM_IRQ_LEVELS) {
		return -EINVAL;
	}
	if (IS_ENABLED(CONFIG_ZERO_LATENCY_IRQS) && (flags & IRQ_ZERO_LATENCY) != 0U) {
		level = 0;
	}
	REG8(NVIC_IPR_ADDR + irq) = (uint8_t)Z_ARM_IRQ_LEVEL(level);
	return 0;
}

static uint32_t line_bit(unsigned int irq)
{
	return BIT(irq % 32U);
}

static uintptr_t word_of(unsigned int irq)
{
	return irq / 32U * sizeof(uint32_t);
}

void arch_irq_enable(unsigned int irq)
{
	REG32(NVIC_ISER_ADDR + word_of(irq)) = line_bit(irq);
}

void arch_irq_disable(unsigned int irq)
{
	REG32(NVIC_ICER_ADDR + word_of(irq)) = line_bit(irq);
	/* It has been disabled when this returns. */
	__asm__ volatile("dsb\n\tisb" : : : "memory");
}

int arch_irq_is_enabled(unsigned int irq)
{
	return (REG32(NVIC_ISER_ADDR + word_of(irq)) & line_bit(irq)) != 0U;
}

static unsigned int current_line(void)
{
	uint32_t exception;

	__asm__ volatile("mrs %0, ipsr" : "=r"(exception));
	return exception - EXCEPTIONS;
}

/** Line @a irq has no handler: without it the system can go on, if the application wants it to. */
static void unexpected(unsigned int irq)
{
	printk("interrupt line %u has no handler\n", irq);
	arch_irq_disable(irq);
	z_fatal_error(K_ERR_SPURIOUS_IRQ, NULL);
}

#ifdef CONFIG_DYNAMIC_INTERRUPTS

/** Handlers connected at run time; both members change under the interrupt lock. */
static struct {
	void (*handler)(const void *param);
	const void *param;
} lines[CONFIG_NUM_IRQS];

void z_arm_irq_default(void)
{
	unsigned int irq = current_line();

	if (lines[irq].handler == NULL) {
		unexpected(irq);
		return;
	}
	lines[irq].handler(lines[irq].param);
}

int arch_irq_connect_dynamic(unsigned int irq, unsigned int priority,
			     void (*handler)(const void *param), const void *param, uint32_t flags)
{
	unsigned int key;

	if (irq >= CONFIG_NUM_IRQS || z_arm_vectors[EXCEPTIONS + irq] != z_arm_isr_unconnected ||
	    z_arm_irq_priority_set(irq, priority, flags) != 0) {
		return -EINVAL;
	}
	key = arch_irq_lock();
	lines[irq].handler = handler;
	lines[irq].param = param;
	arch_irq_unlock(key);
	return (int)irq;
}

#else

void z_arm_irq_default(void)
{
	unexpected(current_line());
}

#endif /* CONFIG_DYNAMIC_INTERRUPTS */
