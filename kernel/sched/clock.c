/* SPDX-License-Identifier: MIT */
/*
 * The public clock: uptime in ticks, and time points.
 */
#include <zephyr/kernel/clock.h>

#include "kernel/sched/scheduler.h"

int64_t sys_clock_tick_get(void)
{
	unsigned int key = z_lock();
	int64_t now = z_tick_now();

	z_unlock(key);
	return now;
}

int64_t k_uptime_ticks(void)
{
	return sys_clock_tick_get();
}

k_timepoint_t sys_timepoint_calc(k_timeout_t timeout)
{
	k_timepoint_t timepoint = {.tick = 0};

	if (K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		timepoint.tick = Z_TIMEPOINT_FOREVER;
	} else if (!Z_IS_TIMEOUT_RELATIVE(timeout)) {
		timepoint.tick = (uint64_t)Z_TICK_ABS(timeout.ticks);
	} else if (!K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		timepoint.tick = (uint64_t)z_tick_after(sys_clock_tick_get(), timeout.ticks);
	}
	return timepoint;
}

k_timeout_t sys_timepoint_timeout(k_timepoint_t timepoint)
{
	int64_t now;

	if (timepoint.tick == Z_TIMEPOINT_FOREVER) {
		return K_FOREVER;
	}
	if (timepoint.tick == 0) {
		return K_NO_WAIT;
	}
	now = sys_clock_tick_get();
	return (int64_t)timepoint.tick > now ? K_TICKS((int64_t)timepoint.tick - now) : K_NO_WAIT;
}
