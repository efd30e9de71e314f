/* SPDX-License-Identifier: MIT */
/*
 * Uptime and cycles. Time is counted in ticks since the kernel started, of
 * CONFIG_SYS_CLOCK_TICKS_PER_SEC a second. No call here blocks; all are legal in any context.
 */
#ifndef ZEPHYR_KERNEL_CLOCK_H_
#define ZEPHYR_KERNEL_CLOCK_H_

#include <stdint.h>

#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/sys/time_units.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @return ticks since start; inside a timeout's handler, the tick at which it was due. */
int64_t k_uptime_ticks(void);

/** @return milliseconds since start, rounded down. */
static inline int64_t k_uptime_get(void)
{
	return (int64_t)k_ticks_to_ms_floor64((uint64_t)k_uptime_ticks());
}

/** @return milliseconds since start, the low 32 bits. */
static inline uint32_t k_uptime_get_32(void)
{
	return (uint32_t)k_uptime_get();
}

/** @return seconds since start, rounded down. */
static inline uint32_t k_uptime_seconds(void)
{
	return (uint32_t)k_ticks_to_sec_floor64((uint64_t)k_uptime_ticks());
}

/** @return milliseconds since *@a reftime, which is set to now. */
static inline int64_t k_uptime_delta(int64_t *reftime)
{
	int64_t now = k_uptime_get();
	int64_t delta = now - *reftime;

	*reftime = now;
	return delta;
}

/** @return hardware cycles, wrapping at 32 bits; sys_clock_hw_cycles_per_sec() a second. */
static inline uint32_t k_cycle_get_32(void)
{
	return sys_clock_cycle_get_32();
}

/** @return hardware cycles, 64 bits. */
static inline uint64_t k_cycle_get_64(void)
{
	return sys_clock_cycle_get_64();
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_CLOCK_H_ */
