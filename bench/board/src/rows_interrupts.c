/* SPDX-License-Identifier: MIT */
/* Interrupts, raised by software: until the instruction after it, and until a thread runs. */
#include <zephyr/irq.h>

#include "rows.h"

static K_SEM_DEFINE(raised, 0, 1);
static volatile uint32_t began;
static volatile uint32_t total;

static void handle_nothing(const void *parameter)
{
	ARG_UNUSED(parameter);
}

static void give_from_handler(const void *parameter)
{
	ARG_UNUSED(parameter);
	k_sem_give(&raised);
}

static void wait_for_line(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&raised, K_FOREVER);
		total += counter_read() - began;
	}
}

static uint32_t until_thread_runs(void)
{
	total = 0;
	(void)helper(0, wait_for_line, NULL, ABOVE);
	for (unsigned int i = 0; i < ROUNDS; i++) {
		began = counter_read();
		raise_line(OTHER_SPARE_IRQ);
	}
	end_helpers(1);
	return hundredths(total, ROUNDS);
}

void rows_interrupts(void)
{
	IRQ_CONNECT(SPARE_IRQ, 2, handle_nothing, NULL, 0);
	IRQ_CONNECT(OTHER_SPARE_IRQ, 2, give_from_handler, NULL, 0);
	irq_enable(SPARE_IRQ);
	irq_enable(OTHER_SPARE_IRQ);
	row("interrupt, empty handler", MEASURE(ROUNDS, raise_line(SPARE_IRQ)));
	row("interrupt raised -> thread runs", until_thread_runs());
}
