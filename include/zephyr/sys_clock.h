/* SPDX-License-Identifier: MIT */
/*
 * The system clock's types: ticks, timeouts and time points.
 *
 * A timeout holds ticks from now, K_TICKS_FOREVER, or (with 64-bit ticks) an absolute tick kept
 * as a value below K_TICKS_FOREVER. Conversions to ticks round up, and negative durations are 0.
 */
#ifndef ZEPHYR_INCLUDE_SYS_CLOCK_H_
#define ZEPHYR_INCLUDE_SYS_CLOCK_H_

#include <stdbool.h>
#include <stdint.h>
#include <zephyr/toolchain.h>
#include <zephyr/types.h>
#include <zephyr/sys/time_units.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How many of one unit of time make another. */
#define MSEC_PER_SEC  1000U
#define USEC_PER_MSEC 1000U
#define NSEC_PER_USEC 1000U
#define NSEC_PER_MSEC 1000000U
#define USEC_PER_SEC  1000000U
#define NSEC_PER_SEC  1000000000U
#define SEC_PER_MIN   60U
#define MIN_PER_HOUR  60U
#define HOUR_PER_DAY  24U
#define SEC_PER_HOUR  (SEC_PER_MIN * MIN_PER_HOUR)
#define SEC_PER_DAY   (SEC_PER_HOUR * HOUR_PER_DAY)

#ifdef CONFIG_TIMEOUT_64BIT
/** A number of ticks, and the largest one. */
typedef int64_t k_ticks_t;
#define K_TICK_MAX INT64_MAX
#else
/** A number of ticks, and the largest one. */
typedef uint32_t k_ticks_t;
#define K_TICK_MAX (UINT32_MAX - 1)
#endif

/** The number of ticks that stands for ever. */
#define K_TICKS_FOREVER ((k_ticks_t)-1)

/** How long a call may wait. Opaque: make it with the K_ macros below. */
typedef struct {
	k_ticks_t ticks;
} k_timeout_t;

/** Whether two timeouts are the same value. */
#define K_TIMEOUT_EQ(a, b) ((a).ticks == (b).ticks)

#define Z_TIMEOUT_TICKS(t) ((k_timeout_t){.ticks = (t)})
/** Ticks of a duration in some unit. `t` is evaluated once unless it is constant. */
#define Z_TIMEOUT_TICKS_OF(t, unit) ((k_ticks_t)k_##unit##_to_ticks_ceil64(Z_NOT_NEGATIVE(t)))
#if defined(__cplusplus)
#define Z_NOT_NEGATIVE(t) z_not_negative((int64_t)(t))
#else
#define Z_NOT_NEGATIVE(t)                                                                          \
	__builtin_choose_expr(__builtin_constant_p(t), (int64_t)(t) > 0 ? (int64_t)(t) : 0,        \
			      z_not_negative((int64_t)(t)))
#endif

static ALWAYS_INLINE int64_t z_not_negative(int64_t t)
{
	return t > 0 ? t : 0;
}

/** Do not wait. */
#define K_NO_WAIT Z_TIMEOUT_TICKS(0)
/** Wait for as long as it takes. */
#define K_FOREVER Z_TIMEOUT_TICKS(K_TICKS_FOREVER)
/** Timeouts from now on, in the unit that the name says; rounded up to ticks, and negative ones to 0. */
#define K_TICKS(t)   Z_TIMEOUT_TICKS(t)
#define K_NSEC(t)    Z_TIMEOUT_TICKS(Z_TIMEOUT_TICKS_OF(t, ns))
#define K_USEC(t)    Z_TIMEOUT_TICKS(Z_TIMEOUT_TICKS_OF(t, us))
#define K_CYC(t)     Z_TIMEOUT_TICKS(Z_TIMEOUT_TICKS_OF(t, cyc))
#define K_MSEC(t)    Z_TIMEOUT_TICKS(Z_TIMEOUT_TICKS_OF(t, ms))
#define K_SECONDS(t) Z_TIMEOUT_TICKS(Z_TIMEOUT_TICKS_OF(t, sec))
#define K_MINUTES(m) K_SECONDS((int64_t)(m)*60)
#define K_HOURS(h)   K_MINUTES((int64_t)(h)*60)

/** Milliseconds or microseconds where -1 means for ever. */
#define SYS_FOREVER_MS (-1)
#define SYS_FOREVER_US (-1)
#define SYS_TIMEOUT_MS(t)                                                                          \
	Z_TIMEOUT_TICKS((t) == SYS_FOREVER_MS ? K_TICKS_FOREVER : Z_TIMEOUT_TICKS_OF(t, ms))
#define SYS_TIMEOUT_US(t)                                                                          \
	Z_TIMEOUT_TICKS((t) == SYS_FOREVER_US ? K_TICKS_FOREVER : Z_TIMEOUT_TICKS_OF(t, us))

#ifdef CONFIG_TIMEOUT_64BIT
/** An absolute tick and its code in a timeout; the same expression maps both ways. */
#define Z_TICK_ABS(t) (K_TICKS_FOREVER - 1 - (t))
/** @a t as an absolute tick: not negative, and not so late that it has no code. */
#if defined(__cplusplus)
#define Z_ABS_TICK(t) z_abs_tick((int64_t)(t))
#else
#define Z_ABS_TICK(t)                                                                              \
	__builtin_choose_expr(__builtin_constant_p(t), CLAMP((int64_t)(t), 0, INT64_MAX - 1),      \
			      z_abs_tick((int64_t)(t)))
#endif

static ALWAYS_INLINE int64_t z_abs_tick(int64_t t)
{
	return CLAMP(t, 0, INT64_MAX - 1);
}

/** False for the K_TIMEOUT_ABS_ timeouts only; K_FOREVER counts as relative. */
#define Z_IS_TIMEOUT_RELATIVE(timeout) ((timeout).ticks >= K_TICKS_FOREVER)

/** Time outs at a moment of the system's uptime; one in the past expires at once. */
#define K_TIMEOUT_ABS_TICKS(t) Z_TIMEOUT_TICKS(Z_TICK_ABS((k_ticks_t)Z_ABS_TICK(t)))
#define K_TIMEOUT_ABS_SEC(t)   K_TIMEOUT_ABS_TICKS(Z_TIMEOUT_TICKS_OF(t, sec))
#define K_TIMEOUT_ABS_MS(t)    K_TIMEOUT_ABS_TICKS(Z_TIMEOUT_TICKS_OF(t, ms))
#define K_TIMEOUT_ABS_US(t)    K_TIMEOUT_ABS_TICKS(Z_TIMEOUT_TICKS_OF(t, us))
#define K_TIMEOUT_ABS_NS(t)    K_TIMEOUT_ABS_TICKS(Z_TIMEOUT_TICKS_OF(t, ns))
#define K_TIMEOUT_ABS_CYC(t)   K_TIMEOUT_ABS_TICKS(Z_TIMEOUT_TICKS_OF(t, cyc))
#else
#define Z_IS_TIMEOUT_RELATIVE(timeout) true
#endif

/** @return ticks since start-up. Any context. */
int64_t sys_clock_tick_get(void);
#ifdef CONFIG_TIMEOUT_64BIT
/** @return the low 32 bits of sys_clock_tick_get(). Any context. */
static inline uint32_t sys_clock_tick_get_32(void)
{
	return (uint32_t)sys_clock_tick_get();
}
#else
/** @return the low 32 bits of sys_clock_tick_get(). Any context. */
uint32_t sys_clock_tick_get_32(void);
#endif

#ifdef CONFIG_ZTEST
/**
 * For tests: let the last tick that was announced be @a tick, and move what is pending along, so that it is due after the
 * same time as before. Any context but a timeout's handler; does not block.
 */
void sys_clock_tick_set(uint64_t tick);
#endif

/** A moment in ticks, to split one time limit over several waits. */
typedef struct {
#ifdef CONFIG_TIMEOUT_64BIT
	uint64_t tick;
#else
	uint32_t tick;
#endif
} k_timepoint_t;

#ifdef CONFIG_TIMEOUT_64BIT
#define Z_TIMEPOINT_FOREVER UINT64_MAX
#else
#define Z_TIMEPOINT_FOREVER UINT32_MAX
#endif

/** @return the moment at which a timeout that starts now ends. Any context. */
k_timepoint_t sys_timepoint_calc(k_timeout_t timeout);

/**
 * K_FOREVER and K_NO_WAIT survive the round trip through sys_timepoint_calc(); a moment that has passed gives K_NO_WAIT.
 * Any context.
 * @return the timeout that is left until @a timepoint.
 */
k_timeout_t sys_timepoint_timeout(k_timepoint_t timepoint);

/** @return below, equal to or above 0 as @a a is earlier than, the same as or later than @a b. Any context. */
static inline int sys_timepoint_cmp(k_timepoint_t a, k_timepoint_t b)
{
	return a.tick == b.tick ? 0 : (a.tick < b.tick ? -1 : 1);
}

/** @return whether @a timepoint has passed. Any context. */
static inline bool sys_timepoint_expired(k_timepoint_t timepoint)
{
	return K_TIMEOUT_EQ(sys_timepoint_timeout(timepoint), Z_TIMEOUT_TICKS(0));
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_CLOCK_H_ */
