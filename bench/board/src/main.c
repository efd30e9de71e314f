/* SPDX-License-Identifier: MIT */
/*
 * Counts what the kernel's operations cost on a board in QEMU and prints `name = instructions`.
 * bench/board.py runs it. It prints no row when the counter does not show what it should.
 */
#include <zephyr/arch/arm/semihost.h>
#include <zephyr/sys/printk.h>

#include "rows.h"

static struct k_thread threads[THREADS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, THREADS, STACK_SIZE);

/* Its 64-bit timeout would make the caller a thread with live FP registers. */
__attribute__((target("general-regs-only"))) struct k_thread *
helper(unsigned int index, k_thread_entry_t entry, void *p1, int priority)
{
	return k_thread_create(&threads[index], stacks[index], STACK_SIZE, entry, p1, NULL, NULL,
			       priority, 0, K_NO_WAIT);
}

void end_helpers(unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		k_thread_abort(&threads[i]);
	}
}

void yield_for_ever(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		k_yield();
	}
}

int main(void)
{
	if (!counter_start()) {
		printk("# the counter is off: no figures\n");
		semihost_exit(1);
	}
	k_thread_priority_set(k_current_get(), MEASURING);
	rows_switch();
	rows_objects();
	rows_threads();
	rows_interrupts();
	rows_time();
	rows_masked();

	bool is_right = rows_thread_metric();

	rows_sizes();
	semihost_exit(is_right ? 0 : 1);
}
