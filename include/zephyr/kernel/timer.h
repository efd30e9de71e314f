/* SPDX-License-Identifier: MIT */
/*
 * Timers: a function called in interrupt context at a time, once or with a
 * period that does not drift, and a count of expiries to poll or wait for.
 */
#ifndef ZEPHYR_KERNEL_TIMER_H_
#define ZEPHYR_KERNEL_TIMER_H_

#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/time_units.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

struct k_timer;

/** Called at each expiry, in interrupt context. */
typedef void (*k_timer_expiry_t)(struct k_timer *timer);

/** Called by k_timer_stop() of a running timer, in the context of that call. */
typedef void (*k_timer_stop_t)(struct k_timer *timer);

/** A timer. Protected by the interrupt lock. */
struct k_timer {
	struct _timeout timeout;
	/** The one thread in k_timer_status_sync(). */
	_wait_q_t wait_q;
	k_timer_expiry_t expiry_fn;
	k_timer_stop_t stop_fn;
	k_timeout_t period;
	/** Expiries since it was last read. */
	uint32_t status;
	void *user_data;
};

#define Z_TIMER_INITIALIZER(obj, expiry, stop)                                                     \
	{                                                                                          \
		.timeout = {.fn = z_timer_expired}, .wait_q = Z_WAIT_Q_INIT(&(obj).wait_q),        \
		.expiry_fn = (expiry), .stop_fn = (stop),                                          \
	}

void z_timer_expired(struct _timeout *timeout, unsigned int key);

/** Define a timer that is ready for use; either function may be NULL. */
#define K_TIMER_DEFINE(name, expiry_fn, stop_fn)                                                   \
	STRUCT_SECTION_ITERABLE(k_timer, name) = Z_TIMER_INITIALIZER(name, expiry_fn, stop_fn)

/** Prepare @a timer; it must not be running. Either function may be NULL. Any context. */
void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry_fn, k_timer_stop_t stop_fn);

/**
 * Start @a timer, or start it anew; its status becomes 0. ISR-legal; does not block.
 * @param duration  until the first expiry, counted from the current tick's start and at least one tick; K_FOREVER leaves the timer as it is.
 * @param period    between later expiries; K_NO_WAIT or K_FOREVER for one expiry only.
 */
void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period);

/** Stop @a timer, if it runs: call its stop function and wake its waiter. ISR-legal; a scheduling point. */
void k_timer_stop(struct k_timer *timer);

/** @return the expiries since the last call, and set them to 0. Any context. */
uint32_t k_timer_status_get(struct k_timer *timer);

/**
 * Wait until @a timer expires or is stopped, unless it has expired since the last call or is not running. Threads only, one at a time; blocks.
 * @return the expiries since the last call, which become 0.
 */
uint32_t k_timer_status_sync(struct k_timer *timer);

/** @return the tick at which @a timer expires next; now when it is not running. Any context. */
k_ticks_t k_timer_expires_ticks(const struct k_timer *timer);

/** @return ticks until @a timer expires next, 0 when it is not running. Any context. */
k_ticks_t k_timer_remaining_ticks(const struct k_timer *timer);

/** @return milliseconds until @a timer expires next, rounded down; 0 when it is not running. Any context. */
static inline uint32_t k_timer_remaining_get(struct k_timer *timer)
{
	return (uint32_t)k_ticks_to_ms_floor64((uint64_t)k_timer_remaining_ticks(timer));
}

/** Keep @a user_data with @a timer. Any context. */
static inline void k_timer_user_data_set(struct k_timer *timer, void *user_data)
{
	timer->user_data = user_data;
}

/** @return what k_timer_user_data_set() kept. Any context. */
static inline void *k_timer_user_data_get(const struct k_timer *timer)
{
	return timer->user_data;
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_TIMER_H_ */
