/* SPDX-License-Identifier: MIT */
/*
 * Placing an interrupt: on the virtual clock every unlock is a point at which one
 * can come, and counts for STEP_NS.
 */
#ifndef BREEZE_TESTS_KERNEL_INTERRUPTS_APPROACH_H_
#define BREEZE_TESTS_KERNEL_INTERRUPTS_APPROACH_H_

#include <zephyr/arch/posix/native.h>
#include <zephyr/kernel.h>

#include "tests/kernel/support/worker.h"

#define STEP_NS 50
#define TICK_NS (1000000000 / CONFIG_SYS_CLOCK_TICKS_PER_SEC)

/** Start @a timer, and return @a lead steps before its interrupt. */
static inline void approach(struct k_timer *timer, int lead)
{
	int64_t left;

	(void)start_of_tick();
	k_timer_start(timer, K_TICKS(1), K_NO_WAIT);
	left = TICK_NS - (int64_t)(k_cycle_get_64() % TICK_NS) - (int64_t)lead * STEP_NS;
	if (left > 0) {
		native_work((uint32_t)left);
	}
}

#endif /* BREEZE_TESTS_KERNEL_INTERRUPTS_APPROACH_H_ */
