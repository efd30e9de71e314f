/* SPDX-License-Identifier: MIT */
/*
 * Interrupts of pins. A line serves the pins of its number in all ports, one at a time; lines 5 to 9 and 10 to
 * 15 share an interrupt each.
 * Lock: the interrupt lock protects `lines` and the registers.
 */
#include <errno.h>

#include <zephyr/drivers/stm32f4/pin.h>
#include <zephyr/init.h>
#include <zephyr/irq.h>
#include <zephyr/sys/util.h>

#include "soc/stm32f4/stm32f4.h"

#define LINES 16U
/** Handlers may take long: less urgent than the USARTs. */
#define IRQ_PRIORITY 8

static struct {
	void (*handler)(void *param);
	void *param;
	unsigned int pin;
} lines[LINES];

static void set_bit(volatile uint32_t *word, unsigned int line, bool on)
{
	*word = on ? *word | BIT(line) : *word & ~BIT(line);
}

/** Locked. */
static void connect(unsigned int pin, uint32_t edges)
{
	unsigned int line = pin % LINES;
	unsigned int shift = line % 4U * 4U;

	RCC_APB2ENR |= RCC_APB2ENR_SYSCFGEN;
	(void)RCC_APB2ENR;
	set_bit(&EXTI_IMR, line, false);
	SYSCFG_EXTICR(line / 4U) = (SYSCFG_EXTICR(line / 4U) & ~(0xFU << shift)) | pin / LINES
											   << shift;
	set_bit(&EXTI_RTSR, line, (edges & STM32F4_EDGE_RISING) != 0U);
	set_bit(&EXTI_FTSR, line, (edges & STM32F4_EDGE_FALLING) != 0U);
	EXTI_PR = BIT(line);
	set_bit(&EXTI_IMR, line, edges != 0U);
}

int stm32f4_pin_interrupt(unsigned int pin, uint32_t edges, void (*handler)(void *param),
			  void *param)
{
	unsigned int line = pin % LINES;
	unsigned int key = irq_lock();
	bool is_other = lines[line].handler != NULL && lines[line].pin != pin;

	if (is_other) {
		irq_unlock(key);
		return edges != 0U ? -EBUSY : 0;
	}
	lines[line].handler = edges != 0U ? handler : NULL;
	lines[line].param = param;
	lines[line].pin = pin;
	connect(pin, edges);
	irq_unlock(key);
	return 0;
}

/** An edge that comes while the handler runs makes it run again. */
static void serve(unsigned int line)
{
	if ((EXTI_PR & EXTI_IMR & BIT(line)) != 0U) {
		EXTI_PR = BIT(line);
		if (lines[line].handler != NULL) {
			lines[line].handler(lines[line].param);
		}
	}
}

/** The lines of an interrupt, from the first one in the low half to the last one in the high half. */
static void isr(const void *range)
{
	unsigned int last = (uintptr_t)range >> 8;

	for (unsigned int line = (uintptr_t)range & 0xFFU; line <= last; line++) {
		serve(line);
	}
}

#define RANGE(first, last) ((void *)((last) << 8 | (first)))

static int init(void)
{
	IRQ_CONNECT(6, IRQ_PRIORITY, isr, RANGE(0, 0), 0);
	IRQ_CONNECT(7, IRQ_PRIORITY, isr, RANGE(1, 1), 0);
	IRQ_CONNECT(8, IRQ_PRIORITY, isr, RANGE(2, 2), 0);
	IRQ_CONNECT(9, IRQ_PRIORITY, isr, RANGE(3, 3), 0);
	IRQ_CONNECT(10, IRQ_PRIORITY, isr, RANGE(4, 4), 0);
	IRQ_CONNECT(23, IRQ_PRIORITY, isr, RANGE(5, 9), 0);
	IRQ_CONNECT(40, IRQ_PRIORITY, isr, RANGE(10, 15), 0);
	for (unsigned int irq = 6; irq <= 10U; irq++) {
		irq_enable(irq);
	}
	irq_enable(23);
	irq_enable(40);
	return 0;
}

SYS_INIT(init, PRE_KERNEL_1, 10);
