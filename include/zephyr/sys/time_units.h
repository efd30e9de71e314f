/* SPDX-License-Identifier: MIT */
/*
 * Conversions between seconds, milliseconds, microseconds, nanoseconds, hardware cycles ("cyc")
 * and system clock ticks: k_FROM_to_TO_ROUNDING followed by the number of bits.
 *
 * Rounding is floor, ceil or near (halves up). The 32 forms truncate the result to uint32_t; the
 * 64 forms are exact as long as the result fits. A constant argument gives a constant expression,
 * legal in a static initialiser. Any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_TIME_UNITS_H_
#define ZEPHYR_INCLUDE_SYS_TIME_UNITS_H_

#include <stdint.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef CONFIG_TIMER_READS_ITS_FREQUENCY_AT_RUNTIME
/** @return cycles per second of the cycle counter, which the timer finds out when it starts. Any context. */
int sys_clock_hw_cycles_per_sec(void);
#else
/** @return cycles per second of the cycle counter. Any context. */
static ALWAYS_INLINE int sys_clock_hw_cycles_per_sec(void)
{
	return CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC;
}
#endif

#define Z_HZ_sec 1U
#define Z_HZ_ms  1000U
#define Z_HZ_us  1000000U
#define Z_HZ_ns  1000000000U
#ifdef CONFIG_TIMER_READS_ITS_FREQUENCY_AT_RUNTIME
#define Z_HZ_cyc ((uint32_t)sys_clock_hw_cycles_per_sec())
#else
#define Z_HZ_cyc ((uint32_t)CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC)
#endif
#define Z_HZ_ticks ((uint32_t)CONFIG_SYS_CLOCK_TICKS_PER_SEC)

/* What to add to a dividend so that the truncating division by `hz` rounds as asked. */
#define Z_ROUND_FLOOR(hz) 0U
#define Z_ROUND_CEIL(hz)  ((hz)-1U)
#define Z_ROUND_NEAR(hz)  ((hz) / 2U)

/* t * to / from. Splitting t keeps every intermediate value in 64 bits. */
#define Z_TIME_SCALE(t, from, to, round)                                                           \
	((t) / (from) * (to) + ((t) % (from) * (to) + (round)) / (from))

/*
 * The same for a t known at run time only: the rates are constants, so that one branch is left,
 * with a single multiplication or division where the rates divide each other.
 */
static ALWAYS_INLINE uint64_t z_time_scale(uint64_t t, uint32_t from, uint32_t to, uint32_t round)
{
	if (to % from == 0U) {
		return t * (to / from);
	}
	if (from % to == 0U) {
		uint32_t divisor = from / to;
		uint64_t whole = t / divisor;

		return whole + (t - whole * divisor + round / to >= divisor);
	}
	if (t <= UINT32_MAX) {
		return (t * to + round) / from;
	}
	return Z_TIME_SCALE(t, from, to, round);
}

#if defined(__cplusplus)
#define Z_TIME_64(t, from, to, rounding)                                                           \
	z_time_scale((uint64_t)(t), from, to, Z_ROUND_##rounding(from))
#else
#define Z_TIME_64(t, from, to, rounding)                                                           \
	__builtin_choose_expr(__builtin_constant_p(t) && __builtin_constant_p(from) &&             \
				      __builtin_constant_p(to),                                    \
			      Z_TIME_SCALE((uint64_t)(t), from, to, Z_ROUND_##rounding(from)),     \
			      z_time_scale((uint64_t)(t), from, to, Z_ROUND_##rounding(from)))
#endif
#define Z_TIME_32(t, from, to, rounding) ((uint32_t)Z_TIME_64((uint32_t)(t), from, to, rounding))

/** @a t in another unit: see above. Any context. */
/** @{ */

#define k_sec_to_cyc_floor32(t) Z_TIME_32(t, Z_HZ_sec, Z_HZ_cyc, FLOOR)
#define k_sec_to_cyc_floor64(t) Z_TIME_64(t, Z_HZ_sec, Z_HZ_cyc, FLOOR)
#define k_sec_to_cyc_ceil32(t)  Z_TIME_32(t, Z_HZ_sec, Z_HZ_cyc, CEIL)
#define k_sec_to_cyc_ceil64(t)  Z_TIME_64(t, Z_HZ_sec, Z_HZ_cyc, CEIL)
#define k_sec_to_cyc_near32(t)  Z_TIME_32(t, Z_HZ_sec, Z_HZ_cyc, NEAR)
#define k_sec_to_cyc_near64(t)  Z_TIME_64(t, Z_HZ_sec, Z_HZ_cyc, NEAR)

#define k_sec_to_ticks_floor32(t) Z_TIME_32(t, Z_HZ_sec, Z_HZ_ticks, FLOOR)
#define k_sec_to_ticks_floor64(t) Z_TIME_64(t, Z_HZ_sec, Z_HZ_ticks, FLOOR)
#define k_sec_to_ticks_ceil32(t)  Z_TIME_32(t, Z_HZ_sec, Z_HZ_ticks, CEIL)
#define k_sec_to_ticks_ceil64(t)  Z_TIME_64(t, Z_HZ_sec, Z_HZ_ticks, CEIL)
#define k_sec_to_ticks_near32(t)  Z_TIME_32(t, Z_HZ_sec, Z_HZ_ticks, NEAR)
#define k_sec_to_ticks_near64(t)  Z_TIME_64(t, Z_HZ_sec, Z_HZ_ticks, NEAR)

#define k_ms_to_cyc_floor32(t) Z_TIME_32(t, Z_HZ_ms, Z_HZ_cyc, FLOOR)
#define k_ms_to_cyc_floor64(t) Z_TIME_64(t, Z_HZ_ms, Z_HZ_cyc, FLOOR)
#define k_ms_to_cyc_ceil32(t)  Z_TIME_32(t, Z_HZ_ms, Z_HZ_cyc, CEIL)
#define k_ms_to_cyc_ceil64(t)  Z_TIME_64(t, Z_HZ_ms, Z_HZ_cyc, CEIL)
#define k_ms_to_cyc_near32(t)  Z_TIME_32(t, Z_HZ_ms, Z_HZ_cyc, NEAR)
#define k_ms_to_cyc_near64(t)  Z_TIME_64(t, Z_HZ_ms, Z_HZ_cyc, NEAR)

#define k_ms_to_ticks_floor32(t) Z_TIME_32(t, Z_HZ_ms, Z_HZ_ticks, FLOOR)
#define k_ms_to_ticks_floor64(t) Z_TIME_64(t, Z_HZ_ms, Z_HZ_ticks, FLOOR)
#define k_ms_to_ticks_ceil32(t)  Z_TIME_32(t, Z_HZ_ms, Z_HZ_ticks, CEIL)
#define k_ms_to_ticks_ceil64(t)  Z_TIME_64(t, Z_HZ_ms, Z_HZ_ticks, CEIL)
#define k_ms_to_ticks_near32(t)  Z_TIME_32(t, Z_HZ_ms, Z_HZ_ticks, NEAR)
#define k_ms_to_ticks_near64(t)  Z_TIME_64(t, Z_HZ_ms, Z_HZ_ticks, NEAR)

#define k_us_to_cyc_floor32(t) Z_TIME_32(t, Z_HZ_us, Z_HZ_cyc, FLOOR)
#define k_us_to_cyc_floor64(t) Z_TIME_64(t, Z_HZ_us, Z_HZ_cyc, FLOOR)
#define k_us_to_cyc_ceil32(t)  Z_TIME_32(t, Z_HZ_us, Z_HZ_cyc, CEIL)
#define k_us_to_cyc_ceil64(t)  Z_TIME_64(t, Z_HZ_us, Z_HZ_cyc, CEIL)
#define k_us_to_cyc_near32(t)  Z_TIME_32(t, Z_HZ_us, Z_HZ_cyc, NEAR)
#define k_us_to_cyc_near64(t)  Z_TIME_64(t, Z_HZ_us, Z_HZ_cyc, NEAR)

#define k_us_to_ticks_floor32(t) Z_TIME_32(t, Z_HZ_us, Z_HZ_ticks, FLOOR)
#define k_us_to_ticks_floor64(t) Z_TIME_64(t, Z_HZ_us, Z_HZ_ticks, FLOOR)
#define k_us_to_ticks_ceil32(t)  Z_TIME_32(t, Z_HZ_us, Z_HZ_ticks, CEIL)
#define k_us_to_ticks_ceil64(t)  Z_TIME_64(t, Z_HZ_us, Z_HZ_ticks, CEIL)
#define k_us_to_ticks_near32(t)  Z_TIME_32(t, Z_HZ_us, Z_HZ_ticks, NEAR)
#define k_us_to_ticks_near64(t)  Z_TIME_64(t, Z_HZ_us, Z_HZ_ticks, NEAR)

#define k_ns_to_cyc_floor32(t) Z_TIME_32(t, Z_HZ_ns, Z_HZ_cyc, FLOOR)
#define k_ns_to_cyc_floor64(t) Z_TIME_64(t, Z_HZ_ns, Z_HZ_cyc, FLOOR)
#define k_ns_to_cyc_ceil32(t)  Z_TIME_32(t, Z_HZ_ns, Z_HZ_cyc, CEIL)
#define k_ns_to_cyc_ceil64(t)  Z_TIME_64(t, Z_HZ_ns, Z_HZ_cyc, CEIL)
#define k_ns_to_cyc_near32(t)  Z_TIME_32(t, Z_HZ_ns, Z_HZ_cyc, NEAR)
#define k_ns_to_cyc_near64(t)  Z_TIME_64(t, Z_HZ_ns, Z_HZ_cyc, NEAR)

#define k_ns_to_ticks_floor32(t) Z_TIME_32(t, Z_HZ_ns, Z_HZ_ticks, FLOOR)
#define k_ns_to_ticks_floor64(t) Z_TIME_64(t, Z_HZ_ns, Z_HZ_ticks, FLOOR)
#define k_ns_to_ticks_ceil32(t)  Z_TIME_32(t, Z_HZ_ns, Z_HZ_ticks, CEIL)
#define k_ns_to_ticks_ceil64(t)  Z_TIME_64(t, Z_HZ_ns, Z_HZ_ticks, CEIL)
#define k_ns_to_ticks_near32(t)  Z_TIME_32(t, Z_HZ_ns, Z_HZ_ticks, NEAR)
#define k_ns_to_ticks_near64(t)  Z_TIME_64(t, Z_HZ_ns, Z_HZ_ticks, NEAR)

#define k_cyc_to_sec_floor32(t) Z_TIME_32(t, Z_HZ_cyc, Z_HZ_sec, FLOOR)
#define k_cyc_to_sec_floor64(t) Z_TIME_64(t, Z_HZ_cyc, Z_HZ_sec, FLOOR)
#define k_cyc_to_sec_ceil32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_sec, CEIL)
#define k_cyc_to_sec_ceil64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_sec, CEIL)
#define k_cyc_to_sec_near32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_sec, NEAR)
#define k_cyc_to_sec_near64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_sec, NEAR)

#define k_cyc_to_ms_floor32(t) Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ms, FLOOR)
#define k_cyc_to_ms_floor64(t) Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ms, FLOOR)
#define k_cyc_to_ms_ceil32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ms, CEIL)
#define k_cyc_to_ms_ceil64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ms, CEIL)
#define k_cyc_to_ms_near32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ms, NEAR)
#define k_cyc_to_ms_near64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ms, NEAR)

#define k_cyc_to_us_floor32(t) Z_TIME_32(t, Z_HZ_cyc, Z_HZ_us, FLOOR)
#define k_cyc_to_us_floor64(t) Z_TIME_64(t, Z_HZ_cyc, Z_HZ_us, FLOOR)
#define k_cyc_to_us_ceil32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_us, CEIL)
#define k_cyc_to_us_ceil64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_us, CEIL)
#define k_cyc_to_us_near32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_us, NEAR)
#define k_cyc_to_us_near64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_us, NEAR)

#define k_cyc_to_ns_floor32(t) Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ns, FLOOR)
#define k_cyc_to_ns_floor64(t) Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ns, FLOOR)
#define k_cyc_to_ns_ceil32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ns, CEIL)
#define k_cyc_to_ns_ceil64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ns, CEIL)
#define k_cyc_to_ns_near32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ns, NEAR)
#define k_cyc_to_ns_near64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ns, NEAR)

#define k_ticks_to_sec_floor32(t) Z_TIME_32(t, Z_HZ_ticks, Z_HZ_sec, FLOOR)
#define k_ticks_to_sec_floor64(t) Z_TIME_64(t, Z_HZ_ticks, Z_HZ_sec, FLOOR)
#define k_ticks_to_sec_ceil32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_sec, CEIL)
#define k_ticks_to_sec_ceil64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_sec, CEIL)
#define k_ticks_to_sec_near32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_sec, NEAR)
#define k_ticks_to_sec_near64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_sec, NEAR)

#define k_ticks_to_ms_floor32(t) Z_TIME_32(t, Z_HZ_ticks, Z_HZ_ms, FLOOR)
#define k_ticks_to_ms_floor64(t) Z_TIME_64(t, Z_HZ_ticks, Z_HZ_ms, FLOOR)
#define k_ticks_to_ms_ceil32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_ms, CEIL)
#define k_ticks_to_ms_ceil64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_ms, CEIL)
#define k_ticks_to_ms_near32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_ms, NEAR)
#define k_ticks_to_ms_near64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_ms, NEAR)

#define k_ticks_to_us_floor32(t) Z_TIME_32(t, Z_HZ_ticks, Z_HZ_us, FLOOR)
#define k_ticks_to_us_floor64(t) Z_TIME_64(t, Z_HZ_ticks, Z_HZ_us, FLOOR)
#define k_ticks_to_us_ceil32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_us, CEIL)
#define k_ticks_to_us_ceil64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_us, CEIL)
#define k_ticks_to_us_near32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_us, NEAR)
#define k_ticks_to_us_near64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_us, NEAR)

#define k_ticks_to_ns_floor32(t) Z_TIME_32(t, Z_HZ_ticks, Z_HZ_ns, FLOOR)
#define k_ticks_to_ns_floor64(t) Z_TIME_64(t, Z_HZ_ticks, Z_HZ_ns, FLOOR)
#define k_ticks_to_ns_ceil32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_ns, CEIL)
#define k_ticks_to_ns_ceil64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_ns, CEIL)
#define k_ticks_to_ns_near32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_ns, NEAR)
#define k_ticks_to_ns_near64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_ns, NEAR)

#define k_cyc_to_ticks_floor32(t) Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ticks, FLOOR)
#define k_cyc_to_ticks_floor64(t) Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ticks, FLOOR)
#define k_cyc_to_ticks_ceil32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ticks, CEIL)
#define k_cyc_to_ticks_ceil64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ticks, CEIL)
#define k_cyc_to_ticks_near32(t)  Z_TIME_32(t, Z_HZ_cyc, Z_HZ_ticks, NEAR)
#define k_cyc_to_ticks_near64(t)  Z_TIME_64(t, Z_HZ_cyc, Z_HZ_ticks, NEAR)

#define k_ticks_to_cyc_floor32(t) Z_TIME_32(t, Z_HZ_ticks, Z_HZ_cyc, FLOOR)
#define k_ticks_to_cyc_floor64(t) Z_TIME_64(t, Z_HZ_ticks, Z_HZ_cyc, FLOOR)
#define k_ticks_to_cyc_ceil32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_cyc, CEIL)
#define k_ticks_to_cyc_ceil64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_cyc, CEIL)
#define k_ticks_to_cyc_near32(t)  Z_TIME_32(t, Z_HZ_ticks, Z_HZ_cyc, NEAR)
#define k_ticks_to_cyc_near64(t)  Z_TIME_64(t, Z_HZ_ticks, Z_HZ_cyc, NEAR)

/** @} */

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_TIME_UNITS_H_ */
