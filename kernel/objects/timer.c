/* SPDX-License-Identifier: MIT */
/*
 * Timers. Periods stride from the tick at which the last one was due, not from
 * the time at which it was served, so they do not drift.
 * Lock: the interrupt lock; expiry and stop functions are called without it.
 */
#include <zephyr/kernel/timer.h>

#include "kernel/sched/scheduler.h"

static bool is_periodic(const struct k_timer *timer)
{
	return !K_TIMEOUT_EQ(timer->period, K_NO_WAIT) && !K_TIMEOUT_EQ(timer->period, K_FOREVER);
}

void z_timer_expired(struct _timeout *timeout, unsigned int key)
{
	struct k_timer *timer = CONTAINER_OF(timeout, struct k_timer, timeout);

	if (is_periodic(timer)) {
		z_timeout_start_at(timeout, z_timer_expired,
				   z_tick_after(timeout->dticks, timer->period.ticks));
	}
	timer->status++;
	if (timer->expiry_fn != NULL) {
		z_unlock(key);
		timer->expiry_fn(timer);
		(void)z_lock();
	}
	(void)z_wake_first(&timer->wait_q, 0);
}

void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry_fn, k_timer_stop_t stop_fn)
{
	*timer = (struct k_timer)Z_TIMER_INITIALIZER(*timer, expiry_fn, stop_fn);
	sys_dnode_init(&timer->timeout.node);
}

/** The tick of a first expiry: not "at least", but counted from the start of the current tick. */
static int64_t first_tick(k_timeout_t duration)
{
	return Z_IS_TIMEOUT_RELATIVE(duration) ? z_tick_after(z_tick_now(), MAX(duration.ticks, 1))
					       : Z_TICK_ABS(duration.ticks);
}

void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period)
{
	unsigned int key;

	if (K_TIMEOUT_EQ(duration, K_FOREVER)) {
		return;
	}
	key = z_lock();
	(void)z_timeout_abort(&timer->timeout);
	timer->period = period;
	timer->status = 0;
	z_timeout_start_at(&timer->timeout, z_timer_expired, first_tick(duration));
	z_unlock(key);
}

void k_timer_stop(struct k_timer *timer)
{
	unsigned int key = z_lock();

	if (!z_timeout_abort(&timer->timeout)) {
		z_unlock(key);
		return;
	}
	if (timer->stop_fn != NULL) {
		z_unlock(key);
		timer->stop_fn(timer);
		key = z_lock();
	}
	(void)z_wake_first(&timer->wait_q, 0);
	z_reschedule(key);
}

static uint32_t take_status(struct k_timer *timer)
{
	uint32_t status = timer->status;

	timer->status = 0;
	return status;
}

uint32_t k_timer_status_get(struct k_timer *timer)
{
	unsigned int key = z_lock();
	uint32_t status = take_status(timer);

	z_unlock(key);
	return status;
}

uint32_t k_timer_status_sync(struct k_timer *timer)
{
	z_check_thread();

	unsigned int key = z_lock();

	if (timer->status == 0 && z_timeout_pending(&timer->timeout)) {
		__ASSERT(z_wait_q_first(&timer->wait_q) == NULL,
			 "k_timer_status_sync: another thread waits for timer %p", (void *)timer);
		(void)z_wait(&timer->wait_q, Z_WAIT_TIMER, K_FOREVER, key);
		key = z_lock();
	}

	uint32_t status = take_status(timer);

	z_unlock(key);
	return status;
}

k_ticks_t k_timer_remaining_ticks(const struct k_timer *timer)
{
	return z_timeout_remaining(&timer->timeout);
}

k_ticks_t k_timer_expires_ticks(const struct k_timer *timer)
{
	return z_timeout_expires(&timer->timeout);
}
