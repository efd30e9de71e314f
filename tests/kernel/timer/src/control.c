/* SPDX-License-Identifier: MIT */
/*
 * Stopping, restarting and asking timers: stop functions, status, the waiter, remaining time.
 */
#include <zephyr/irq_offload.h>

#include "tests/kernel/support/expiry_log.h"
#include "tests/kernel/support/misuse.c"

static int stops;
static bool stop_in_isr;

static void note_stop(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	stop_in_isr = k_is_in_isr();
	stops++;
}

K_TIMER_DEFINE(defined_timer, note_expiry, note_stop);

static struct k_timer timer;
static struct k_timer silent;

static int sync_result(void *arg)
{
	return (int)k_timer_status_sync(arg);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	clear_log();
	stops = 0;
	k_timer_init(&timer, note_expiry, note_stop);
	k_timer_init(&silent, NULL, NULL);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	k_timer_stop(&timer);
	k_timer_stop(&silent);
	retire_workers();
}

ZTEST(timer_control, test_defined_timer_needs_no_init)
{
	int64_t start = start_of_tick();

	k_timer_start(&defined_timer, K_TICKS(2), K_TICKS(2));
	sleep_until(start + 7);
	zassert_equal(expired, 3);
	k_timer_stop(&defined_timer);
	zassert_equal(stops, 1);
}

ZTEST(timer_control, test_timer_without_functions)
{
	int64_t start = start_of_tick();

	k_timer_start(&silent, K_TICKS(2), K_TICKS(2));
	sleep_until(start + 7);
	zassert_equal(k_timer_status_get(&silent), 3);
	k_timer_stop(&silent);
}

ZTEST(timer_control, test_stop_calls_the_stop_function_of_a_running_timer)
{
	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	k_timer_stop(&timer);
	zassert_equal(stops, 1);
	zassert_false(stop_in_isr);
	k_sleep(K_TICKS(10));
	zassert_equal(expired, 0);
}

ZTEST(timer_control, test_stop_of_a_timer_that_is_not_running_does_nothing)
{
	k_timer_stop(&timer);
	k_timer_start(&timer, K_TICKS(2), K_NO_WAIT);
	k_sleep(K_TICKS(5));
	k_timer_stop(&timer);
	zassert_equal(expired, 1);
	zassert_equal(stops, 0);
}

static void stop_timer_in_isr(const void *arg)
{
	k_timer_stop((struct k_timer *)arg);
}

ZTEST(timer_control, test_stop_in_isr)
{
	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	irq_offload(stop_timer_in_isr, &timer);
	zassert_equal(stops, 1);
	zassert_true(stop_in_isr, "in the context of the stop");
}

ZTEST(timer_control, test_start_of_a_running_timer_starts_it_anew)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(5), K_TICKS(5));
	sleep_until(start + 3);
	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	sleep_until(start + 20);
	zassert_equal(expired, 1);
	zassert_equal(expiries[0].tick, start + 8);
	zassert_equal(stops, 0, "a new start is no stop");
}

ZTEST(timer_control, test_start_zeroes_the_status)
{
	k_timer_start(&timer, K_TICKS(2), K_NO_WAIT);
	k_sleep(K_TICKS(5));
	k_timer_start(&timer, K_TICKS(2), K_NO_WAIT);
	zassert_equal(k_timer_status_get(&timer), 0);
}

ZTEST(timer_control, test_status_counts_and_is_cleared_when_read)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(1), K_TICKS(1));
	sleep_until(start + 4);
	zassert_equal(k_timer_status_get(&timer), 4);
	zassert_equal(k_timer_status_get(&timer), 0);
	sleep_until(start + 6);
	zassert_equal(k_timer_status_get(&timer), 2);
}

static uint32_t isr_status;

static void get_status_in_isr(const void *arg)
{
	isr_status = k_timer_status_get((struct k_timer *)arg);
}

ZTEST(timer_control, test_status_get_in_isr)
{
	k_timer_start(&timer, K_TICKS(1), K_NO_WAIT);
	k_sleep(K_TICKS(3));
	irq_offload(get_status_in_isr, &timer);
	zassert_equal(isr_status, 1);
}

ZTEST(timer_control, test_status_sync_waits_for_expiry)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	zassert_equal(k_timer_status_sync(&timer), 1);
	zassert_equal(k_uptime_ticks(), start + 5);
	zassert_equal(k_timer_status_get(&timer), 0);
}

ZTEST(timer_control, test_status_sync_returns_at_once_after_an_expiry)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(1), K_TICKS(5));
	sleep_until(start + 2);
	zassert_equal(k_timer_status_sync(&timer), 1);
	zassert_equal(k_uptime_ticks(), start + 2);
}

ZTEST(timer_control, test_status_sync_of_a_timer_that_is_not_running_is_0)
{
	int64_t start = start_of_tick();

	zassert_equal(k_timer_status_sync(&timer), 0);
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(timer_control, test_stop_wakes_the_waiter_with_0)
{
	k_timer_start(&timer, K_TICKS(50), K_NO_WAIT);
	run_worker(0, 3, sync_result, &timer);
	zassert_equal(worker_result(0), INT32_MIN);
	k_timer_stop(&timer);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(timer_control, test_stop_in_isr_wakes_the_waiter)
{
	k_timer_start(&silent, K_TICKS(50), K_NO_WAIT);
	run_worker(0, 3, sync_result, &silent);
	irq_offload(stop_timer_in_isr, &silent);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(timer_control, test_stop_gives_way_to_the_waiter)
{
	k_timer_start(&timer, K_TICKS(50), K_NO_WAIT);
	run_worker(0, 3, sync_result, &timer);
	k_thread_priority_set(k_current_get(), 5);
	k_timer_stop(&timer);
	zassert_equal(worker_result(0), 0);
}

ZTEST(timer_control, test_new_start_lets_the_waiter_wait_on)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	run_worker(0, 3, sync_result, &timer);
	k_timer_start(&timer, K_TICKS(10), K_NO_WAIT);
	sleep_until(start + 8);
	zassert_equal(worker_result(0), INT32_MIN);
	sleep_until(start + 11);
	zassert_equal(worker_result(0), 1);
}

ZTEST(timer_control, test_waiter_sees_each_period_once)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(2), K_TICKS(2));
	for (int i = 1; i <= 5; i++) {
		zassert_equal(k_timer_status_sync(&timer), 1);
		zassert_equal(k_uptime_ticks(), start + 2 * i);
	}
}

ZTEST(timer_control, test_aborted_waiter_leaves_the_timer_usable)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(5), K_TICKS(5));
	k_thread_abort(run_worker(0, 3, sync_result, &timer));
	sleep_until(start + 6);
	zassert_equal(k_timer_status_sync(&timer), 1);
	zassert_equal(k_timer_status_sync(&timer), 1);
}

ZTEST(timer_control, test_second_waiter_asserts)
{
	k_timer_start(&timer, K_TICKS(5), K_NO_WAIT);
	run_worker(0, 3, sync_result, &timer);
	expect_misuse((void)k_timer_status_sync(&timer));
}

MISUSE_IN_ISR(sync_in_isr, (void)k_timer_status_sync(&timer))

ZTEST(timer_control, test_status_sync_in_isr_asserts)
{
	expect_misuse_in_isr(sync_in_isr);
}

ZTEST(timer_control, test_remaining_time_counts_down)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(10), K_TICKS(7));
	zassert_equal(k_timer_remaining_ticks(&timer), 10);
	zassert_equal(k_timer_remaining_get(&timer), k_ticks_to_ms_floor32(10));
	sleep_until(start + 4);
	zassert_equal(k_timer_remaining_ticks(&timer), 6);
	zassert_equal(k_timer_expires_ticks(&timer), start + 10);
	sleep_until(start + 10);
	zassert_equal(k_timer_remaining_ticks(&timer), 7);
	zassert_equal(k_timer_expires_ticks(&timer), start + 17);
}

ZTEST(timer_control, test_remaining_time_of_a_stopped_timer_is_0)
{
	k_timer_start(&timer, K_TICKS(10), K_NO_WAIT);
	k_timer_stop(&timer);
	zassert_equal(k_timer_remaining_ticks(&timer), 0);
	zassert_equal(k_timer_remaining_get(&timer), 0);
}

ZTEST(timer_control, test_remaining_time_of_an_overdue_timer_is_0)
{
	int64_t start = start_of_tick();

	k_timer_start(&timer, K_TICKS(2), K_NO_WAIT);

	unsigned int key = irq_lock();

	while (k_uptime_ticks() < start + 5) {
		k_busy_wait(1000);
	}

	k_ticks_t remaining = k_timer_remaining_ticks(&timer);
	uint32_t remaining_ms = k_timer_remaining_get(&timer);
	k_ticks_t expires = k_timer_expires_ticks(&timer);

	irq_unlock(key);
	zassert_equal(remaining, 0);
	zassert_equal(remaining_ms, 0);
	zassert_equal(expires, start + 2);
}

ZTEST(timer_control, test_expiry_tick_does_not_depend_on_when_one_asks)
{
	int64_t start = start_of_tick();

	/* Long enough for the clock to tick between any two steps of the question. */
	k_timer_start(&timer, K_TICKS(100), K_NO_WAIT);
	while (k_uptime_ticks() < start + 50) {
		zassert_equal(k_timer_expires_ticks(&timer), start + 100);
		k_busy_wait(17);
	}
}

ZTEST(timer_control, test_remaining_milliseconds_of_months)
{
	k_timer_start(&timer, K_HOURS(24 * 45), K_NO_WAIT);
	zassert_within(k_timer_remaining_get(&timer), 24U * 45U * 3600U * 1000U, 1000U);
}

ZTEST(timer_control, test_user_data)
{
	zassert_is_null(k_timer_user_data_get(&timer));
	k_timer_user_data_set(&timer, &stops);
	zassert_equal_ptr(k_timer_user_data_get(&timer), &stops);
	k_timer_start(&timer, K_TICKS(1), K_NO_WAIT);
	k_sleep(K_TICKS(3));
	zassert_equal_ptr(k_timer_user_data_get(&timer), &stops);
}

ZTEST_SUITE(timer_control, NULL, NULL, before, after, NULL);
