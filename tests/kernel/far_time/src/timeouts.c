/* SPDX-License-Identifier: MIT */
/*
 * Timeouts of hours to years. This suite and no other needs a clock that jumps over idle time, such
 * as the virtual one of the desk.
 */
#include "tests/kernel/support/expiry_log.h"

static struct k_timer timer;
static struct k_timer others[3];

static int sleep_for_ever(void *arg)
{
	ARG_UNUSED(arg);
	return k_sleep(K_FOREVER);
}

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

ZTEST(far_timeouts, test_same_tick_is_in_order_however_far_it_was)
{
	/* The first is started when the tick is far, the others as it comes closer. */
	int64_t tick = start_of_tick() + 70000;

	k_timer_start(&others[1], K_TIMEOUT_ABS_TICKS(tick), K_NO_WAIT);
	sleep_until(tick - 5000);
	k_timer_start(&others[0], K_TIMEOUT_ABS_TICKS(tick), K_NO_WAIT);
	sleep_until(tick - 40);
	k_timer_start(&others[2], K_TIMEOUT_ABS_TICKS(tick), K_NO_WAIT);
	sleep_until(tick - 1);
	k_timer_start(&timer, K_TIMEOUT_ABS_TICKS(tick), K_NO_WAIT);
	sleep_until(tick + 1);
	zassert_equal(expired, 4);
	zassert_equal_ptr(expiries[0].timer, &others[1]);
	zassert_equal_ptr(expiries[1].timer, &others[0]);
	zassert_equal_ptr(expiries[2].timer, &others[2]);
	zassert_equal_ptr(expiries[3].timer, &timer);
}

ZTEST(far_timeouts, test_days_later)
{
	int64_t start = start_of_tick();
	k_timeout_t days = K_HOURS(24 * 60);

	k_timer_start(&timer, days, K_NO_WAIT);
	zassert_within(k_timer_remaining_ticks(&timer), days.ticks, 1);
	sleep_until(start + days.ticks - 1);
	zassert_equal(expired, 0);
	sleep_until(start + days.ticks + 1);
	zassert_equal(expired, 1);
	zassert_equal(expiries[0].tick, start + days.ticks);
}

ZTEST(far_timeouts, test_sleep_for_ever_returns_minus_1_when_woken)
{
	k_tid_t thread = run_worker(0, 3, sleep_for_ever, NULL);

	k_sleep(K_HOURS(24 * 400));
	zassert_equal(worker_result(0), INT32_MIN);
	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), -1);
}

ZTEST(far_timeouts, test_sleep_of_years)
{
	int64_t start = start_of_tick();

	zassert_equal(k_sleep(K_HOURS(24 * 400)), 0);
	zassert_equal(k_uptime_ticks(), start + K_HOURS(24 * 400).ticks + 1);
}

ZTEST_SUITE(far_timeouts, NULL, NULL, before, after, NULL);
