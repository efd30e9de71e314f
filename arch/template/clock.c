/* SPDX-License-Identifier: MIT */
/*
 * The system clock, empty. A real one counts cycles in 64 bits, calls sys_clock_announce_locked() in its
 * interrupt when the tick asked for has come, sys_clock_ticked() as often as sys_clock_tell_each() asks,
 * and has the interrupt connected by a SYS_INIT().
 */
#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/sys/util.h>

void sys_clock_set_timeout(int32_t ticks, bool idle)
{
	ARG_UNUSED(ticks);
	ARG_UNUSED(idle);
}

void sys_clock_tell_each(uint32_t ticks)
{
	ARG_UNUSED(ticks);
}

uint32_t sys_clock_elapsed(void)
{
	return 0;
}

uint64_t sys_clock_cycle_get_64(void)
{
	return 0;
}

uint32_t sys_clock_cycle_get_32(void)
{
	return (uint32_t)sys_clock_cycle_get_64();
}
