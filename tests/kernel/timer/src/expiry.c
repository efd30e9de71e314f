/* SPDX-License-Identifier: MIT */
/*
 * When timers expire: first durations, periods, order, lateness.
 */
#include <zephyr/irq_offload.h>

#include "tests/kernel/support/expiry_log.h"

static struct k_timer timer;
static struct k_timer others[3];

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	clear_log();
	k_timer_init(&timer, note_expiry, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		k_timer_init(&others[i], note_expiry, NULL);
	}
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	k_timer_stop(&timer);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		k_timer_stop(&others[i]);
	}
	retire_workers();
}

static void zassert_expired_once_at(int64_t tick)
{
	zassert_equal(expired, 1);
	zassert_equal(expiries[0].tick, tick, "%d ticks late", (int)(expiries[0].tick - tick));
	zassert_true(only_in_isr);
}

ZTEST(timer_expiry, test_first_duration_counts_from_the_tick_boundary)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 5);
}

ZTEST(timer_expiry, test_duration_0_expires_at_the_next_tick)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_NO_WAIT, K_NO_WAIT);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 1);
}

ZTEST(timer_expiry, test_duration_1_expires_at_the_next_tick)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(1), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 1);
}

ZTEST(timer_expiry, test_duration_forever_does_nothing)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_FOREVER, K_TICKS(1));
	sleep_until(start + 20);
	zassert_equal(expired, 0);
	zassert_equal(k_timer_remaining_ticks(&timer), 0);
}

ZTEST(timer_expiry, test_duration_forever_leaves_a_running_timer_running)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	k_timer_start(&timer, K_FOREVER, K_NO_WAIT);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 5);
}

ZTEST(timer_expiry, test_period_forever_is_one_shot)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(5), K_FOREVER);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 5);
}

ZTEST(timer_expiry, test_absolute_duration)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TIMEOUT_ABS_TICKS(start + 7), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 7);
}

ZTEST(timer_expiry, test_absolute_duration_in_the_past_expires_at_the_next_tick)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TIMEOUT_ABS_TICKS(start - 3), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 1);
}

ZTEST(timer_expiry, test_periods_stride_from_the_first_expiry)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(2), K_TICKS(3));
	sleep_until(start + 20);
	zassert_equal(expired, 7);
	for (int i = 0; i < expired; i++) {
		zassert_equal(expiries[i].tick, start + 2 + 3 * i);
	}
}

ZTEST(timer_expiry, test_late_service_makes_no_drift)
{
	int64_t start = start_of_tick();
	unsigned int key;

	k_timer_start(&timer, K_TICKS(2), K_TICKS(3));
	key = irq_lock();
	while (k_uptime_ticks() < start + 10) {
		k_busy_wait(1000);
	}
	zassert_equal(expired, 0, "interrupts are locked");
	irq_unlock(key);
	zassert_equal(expired, 3, "all that were due have run");
	sleep_until(start + 20);
	for (int i = 0; i < expired; i++) {
		zassert_equal(expiries[i].tick, start + 2 + 3 * i, "each sees its own tick");
	}
}

ZTEST(timer_expiry, test_same_tick_expires_in_order_of_start)
{
	int64_t start = start_of_tick();

	k_timer_start(&others[1], K_TICKS(5), K_NO_WAIT);
	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	k_timer_start(&others[0], K_TICKS(5), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_equal(expired, 3);
	zassert_equal_ptr(expiries[0].timer, &others[1]);
	zassert_equal_ptr(expiries[1].timer, &timer);
	zassert_equal_ptr(expiries[2].timer, &others[0]);
}

ZTEST(timer_expiry, test_late_announcement_keeps_the_order_of_expiry)
{
	int64_t start = start_of_tick();
	unsigned int key = irq_lock();

	k_timer_start(&others[0], K_TICKS(30), K_NO_WAIT);
	k_timer_start(&others[1], K_TICKS(3), K_NO_WAIT);
	k_timer_start(&others[2], K_TICKS(17), K_NO_WAIT);
	k_timer_start(&timer, K_TICKS(4), K_NO_WAIT);
	while (k_uptime_ticks() < start + 40) {
		k_busy_wait(10000);
	}
	irq_unlock(key);
	zassert_equal(expired, 4);
	zassert_equal_ptr(expiries[0].timer, &others[1]);
	zassert_equal_ptr(expiries[1].timer, &timer);
	zassert_equal_ptr(expiries[2].timer, &others[2]);
	zassert_equal_ptr(expiries[3].timer, &others[0]);
}

static void start_in_isr(const void *arg)
{
	k_timer_start((struct k_timer *)arg, K_TICKS(5), K_NO_WAIT);
}

ZTEST(timer_expiry, test_start_in_isr)
{
	int64_t start = start_of_tick();

	irq_offload(start_in_isr, &timer);
	sleep_until(start + 20);
	zassert_expired_once_at(start + 5);
}

/* Timeouts that are started in an expiry function */

static void start_other(struct k_timer *from)
{
	note_expiry(from);
	k_timer_start(k_timer_user_data_get(from), K_TICKS(2), K_NO_WAIT);
}

ZTEST(timer_expiry, test_start_in_expiry_counts_from_its_scheduled_tick)
{
	struct k_timer first;
	int64_t start = start_of_tick();

	k_timer_init(&first, start_other, NULL);
	k_timer_user_data_set(&first, &timer);
	k_timer_start(&first, K_TICKS(3), K_NO_WAIT);

	unsigned int key = irq_lock();

	while (k_uptime_ticks() < start + 10) {
		k_busy_wait(1000);
	}
	irq_unlock(key);
	zassert_equal(expired, 2);
	zassert_equal(expiries[0].tick, start + 3);
	zassert_equal(expiries[1].tick, start + 5);
}

static void linger(struct k_timer *from)
{
	int64_t until = k_cycle_get_64() + k_ticks_to_cyc_ceil64(4);

	while ((int64_t)k_cycle_get_64() < until) {
		k_busy_wait(100);
	}
	start_other(from);
}

ZTEST(timer_expiry, test_time_stands_still_in_a_handler)
{
	struct k_timer first;
	int64_t start = start_of_tick();

	k_timer_init(&first, linger, NULL);
	k_timer_user_data_set(&first, &timer);
	k_timer_start(&first, K_TICKS(3), K_NO_WAIT);
	k_timer_start(&others[0], K_TICKS(4), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_equal(expired, 3);
	zassert_equal(expiries[0].tick, start + 3,
		      "the tick at which it was due, however long it takes");
	zassert_equal(expiries[1].tick, start + 4);
	zassert_equal(expiries[2].tick, start + 5, "and what it starts counts from there");
}

static void restart_itself(struct k_timer *self)
{
	note_expiry(self);
	if (expired < 4) {
		k_timer_start(self, K_TICKS(expired), K_NO_WAIT);
	}
}

ZTEST(timer_expiry, test_one_shot_restarts_itself)
{
	static const int ticks[] = {2, 3, 5, 8};
	struct k_timer self;
	int64_t start = start_of_tick();

	k_timer_init(&self, restart_itself, NULL);
	k_timer_start(&self, K_TICKS(2), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_equal(expired, 4);
	for (int i = 0; i < 4; i++) {
		zassert_equal(expiries[i].tick, start + ticks[i]);
	}
}

static void stop_itself(struct k_timer *self)
{
	note_expiry(self);
	k_timer_stop(self);
}

ZTEST(timer_expiry, test_periodic_stops_itself)
{
	struct k_timer self;
	int64_t start = start_of_tick();

	k_timer_init(&self, stop_itself, NULL);
	k_timer_start(&self, K_TICKS(2), K_TICKS(2));
	sleep_until(start + 20);
	zassert_equal(expired, 1);
}

static void stop_all_others(struct k_timer *self)
{
	note_expiry(self);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		k_timer_stop(&others[i]);
	}
}

ZTEST(timer_expiry, test_expiry_stops_a_timer_of_the_same_tick)
{
	struct k_timer first;
	int64_t start = start_of_tick();

	k_timer_init(&first, stop_all_others, NULL);
	k_timer_start(&others[0], K_TICKS(3), K_NO_WAIT);
	k_timer_start(&first, K_TICKS(3), K_NO_WAIT);
	k_timer_start(&others[1], K_TICKS(3), K_NO_WAIT);
	k_timer_start(&timer, K_TICKS(3), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_equal(expired, 3, "the second of the others was stopped in time");
	zassert_equal_ptr(expiries[2].timer, &timer);
}

ZTEST_SUITE(timer_expiry, NULL, NULL, before, after, NULL);
