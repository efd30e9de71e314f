/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>

#include "counter.h"

#define KNOWN     2000000U
#define TOLERANCE 10U
#define FREE      0xFFFFFFFFU

void spend_instructions(uint32_t count)
{
	uint32_t left = count / 2U;

	__asm__ volatile("1:\tsubs %0, #1\n\tbne 1b" : "+r"(left) : : "cc");
}

uint32_t hundredths(uint32_t counts, uint32_t times)
{
	return (uint32_t)(((uint64_t)counts * 125U + times) / 2U / times);
}

static uint32_t instructions_of(uint32_t length)
{
	unsigned int key = irq_lock();
	uint32_t began = counter_read();

	spend_instructions(length);

	uint32_t counts = counter_read() - began;

	irq_unlock(key);
	return (uint32_t)((uint64_t)counts * 5U / 8U);
}

bool counter_start(void)
{
	REG32(TIMER0_BASE + TIMER_RELOAD) = FREE;
	REG32(TIMER0_BASE + TIMER_VALUE) = FREE;
	REG32(TIMER0_BASE + TIMER_CTRL) = 1U;

	uint32_t read = instructions_of(KNOWN) - instructions_of(2U);

	printk("# a loop of %u instructions reads as %u\n", KNOWN, read);
	return read + TOLERANCE - (KNOWN - 2U) <= 2U * TOLERANCE;
}

void row(const char *name, uint32_t value)
{
	printk("%s = %u.%02u\n", name, value / 100U, value % 100U);
}

void row_of(const char *name, uint32_t n, uint32_t value)
{
	printk("%s %u = %u.%02u\n", name, n, value / 100U, value % 100U);
}
