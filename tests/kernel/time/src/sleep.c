/* SPDX-License-Identifier: MIT */
/*
 * Sleeping and waking sleepers.
 */
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.c"
#include "tests/kernel/support/worker.h"

/** A time that takes whole ticks at any rate that is used here. */
#define SLEEP_MS    1000
#define SLEEP_TICKS K_MSEC(SLEEP_MS).ticks
#define TICK_MS     (MSEC_PER_SEC / CONFIG_SYS_CLOCK_TICKS_PER_SEC)

static int64_t woke_at;

static int sleep_a_second(void *arg)
{
	int left = k_sleep(K_MSEC(SLEEP_MS));

	ARG_UNUSED(arg);
	woke_at = k_uptime_ticks();
	return left;
}

static int usleep_a_second(void *arg)
{
	ARG_UNUSED(arg);
	return k_usleep(1000000);
}

static int usleep_longest(void *arg)
{
	ARG_UNUSED(arg);
	return k_usleep(INT32_MAX);
}

static int sleep_for_ever(void *arg)
{
	ARG_UNUSED(arg);
	return k_sleep(K_FOREVER);
}

static int sleep_until_tick(void *arg)
{
	return k_sleep(K_TIMEOUT_ABS_TICKS(*(int64_t *)arg));
}

static int end_at_once(void *arg)
{
	ARG_UNUSED(arg);
	return 0;
}

static void wake_in_isr(const void *arg)
{
	k_wakeup((k_tid_t)arg);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(time_sleep, test_sleep_lasts_at_least_its_time)
{
	int64_t start = start_of_tick();

	zassert_equal(k_sleep(K_TICKS(5)), 0);
	zassert_equal(k_uptime_ticks(), start + 6, "5 whole ticks after the current one");
}

ZTEST(time_sleep, test_sleep_from_late_in_a_tick_is_not_short)
{
	int64_t start = start_of_tick();
	uint64_t cycles = k_cycle_get_64();

	while (k_uptime_ticks() == start) {
		cycles = k_cycle_get_64();
	}
	k_sleep(K_TICKS(1));
	zassert_true(k_cycle_get_64() - cycles >= k_ticks_to_cyc_floor64(1));
}

ZTEST(time_sleep, test_msleep_and_usleep)
{
	int64_t start = start_of_tick();

	zassert_equal(k_msleep(SLEEP_MS), 0);
	zassert_equal(k_uptime_ticks(), start + SLEEP_TICKS + 1);
	start = k_uptime_ticks();
	zassert_equal(k_usleep(1), 0);
	zassert_equal(k_uptime_ticks(), start + 2, "1 us rounds up to a tick");
}

ZTEST(time_sleep, test_negative_times_yield)
{
	int64_t start = start_of_tick();

	zassert_equal(k_msleep(-5), 0);
	zassert_equal(k_usleep(-5), 0);
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(time_sleep, test_absolute_sleep)
{
	int64_t start = start_of_tick();

	zassert_equal(k_sleep(K_TIMEOUT_ABS_TICKS(start + 5)), 0);
	zassert_equal(k_uptime_ticks(), start + 5);
	zassert_equal(k_sleep(K_TIMEOUT_ABS_TICKS(start)), 0);
	zassert_equal(k_uptime_ticks(), start + 6, "one in the past ends at the next tick");
}

ZTEST(time_sleep, test_no_wait_yields_to_an_equal)
{
	int64_t start = start_of_tick();

	start_worker(0, k_thread_priority_get(k_current_get()), end_at_once, NULL);
	zassert_equal(k_sleep(K_NO_WAIT), 0);
	zassert_equal(worker_result(0), 0);
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(time_sleep, test_no_wait_does_not_run_a_lower_thread)
{
	start_worker(0, 3, end_at_once, NULL);
	zassert_equal(k_sleep(K_NO_WAIT), 0);
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(time_sleep, test_woken_at_once_all_the_time_is_left)
{
	start_of_tick();
	k_wakeup(run_worker(0, 3, sleep_a_second, NULL));
	run_others();
	zassert_equal(worker_result(0), SLEEP_MS);
}

ZTEST(time_sleep, test_woken_later_the_rest_is_left)
{
	int64_t start = start_of_tick();
	k_tid_t thread = run_worker(0, 3, sleep_a_second, NULL);

	k_sleep(K_TIMEOUT_ABS_TICKS(start + SLEEP_TICKS / 4));
	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), SLEEP_MS * 3 / 4);
}

ZTEST(time_sleep, test_rest_is_rounded_up)
{
	int64_t start = start_of_tick();
	k_tid_t thread = run_worker(0, 3, sleep_a_second, NULL);

	k_sleep(K_TIMEOUT_ABS_TICKS(start + SLEEP_TICKS - 1));
	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), (int)k_ticks_to_ms_ceil32(1));
}

ZTEST(time_sleep, test_woken_in_its_last_tick_nothing_is_left)
{
	int64_t start = start_of_tick();
	k_tid_t thread = run_worker(0, 3, sleep_a_second, NULL);

	k_sleep(K_TIMEOUT_ABS_TICKS(start + SLEEP_TICKS));
	zassert_equal(worker_result(0), INT32_MIN);
	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(time_sleep, test_woken_but_late_to_run_nothing_is_left)
{
	start_of_tick();
	k_wakeup(run_worker(0, 3, sleep_a_second, NULL));
	k_busy_wait(2 * SLEEP_MS * USEC_PER_MSEC);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(time_sleep, test_usleep_woken_returns_microseconds_left)
{
	int64_t start = start_of_tick();
	k_tid_t thread = run_worker(0, 3, usleep_a_second, NULL);

	k_sleep(K_TIMEOUT_ABS_TICKS(start + SLEEP_TICKS / 4));
	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), 750000);
}

ZTEST(time_sleep, test_absolute_sleep_woken)
{
	int64_t start = start_of_tick();
	int64_t end = start + SLEEP_TICKS;

	k_wakeup(run_worker(0, 3, sleep_until_tick, &end));
	run_others();
	zassert_equal(worker_result(0), SLEEP_MS);
}

ZTEST(time_sleep, test_sleep_for_ever_returns_minus_1_when_woken)
{
	k_tid_t thread = run_worker(0, 3, sleep_for_ever, NULL);

	k_sleep(K_TICKS(50));
	zassert_equal(worker_result(0), INT32_MIN);
	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), -1);
}

ZTEST(time_sleep, test_rest_of_a_long_sleep_is_capped)
{
	int64_t end = k_uptime_ticks() + K_HOURS(24 * 400).ticks;

	k_wakeup(run_worker(0, 3, sleep_until_tick, &end));
	run_others();
	zassert_equal(worker_result(0), INT32_MAX);
}

ZTEST(time_sleep, test_rest_of_the_longest_usleep_is_capped)
{
	start_of_tick();
	k_wakeup(run_worker(0, 3, usleep_longest, NULL));
	run_others();
	zassert_equal(worker_result(0), INT32_MAX, "rounded up to ticks it would not fit");
}

ZTEST(time_sleep, test_wakeup_in_isr)
{
	start_of_tick();
	irq_offload(wake_in_isr, run_worker(0, 3, sleep_a_second, NULL));
	run_others();
	zassert_equal(worker_result(0), SLEEP_MS);
}

ZTEST(time_sleep, test_wakeup_gives_way_to_a_better_thread)
{
	k_tid_t thread = run_worker(0, 3, sleep_a_second, NULL);

	k_thread_priority_set(k_current_get(), 5);
	k_wakeup(thread);
	zassert_not_equal(worker_result(0), INT32_MIN);
}

ZTEST(time_sleep, test_wakeup_of_a_thread_that_does_not_sleep_does_nothing)
{
	int64_t start = start_of_tick();

	k_wakeup(k_current_get());
	k_sleep(K_TICKS(5));
	zassert_equal(k_uptime_ticks(), start + 6, "it is not kept for the next sleep");
	k_wakeup(run_worker(0, 3, end_at_once, NULL));
	zassert_equal(worker_result(0), 0);
}

ZTEST(time_sleep, test_wakeup_starts_an_unstarted_thread)
{
	k_wakeup(start_worker_after(0, 3, end_at_once, NULL, K_FOREVER));
	k_wakeup(start_worker_after(1, 3, end_at_once, NULL, K_TICKS(100)));
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_equal(worker_result(1), 0);
}

ZTEST(time_sleep, test_wakeup_does_not_lift_a_suspension)
{
	start_of_tick();

	k_tid_t thread = run_worker(0, 3, sleep_a_second, NULL);

	k_thread_suspend(thread);
	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	k_thread_resume(thread);
	run_others();
	zassert_equal(worker_result(0), SLEEP_MS);
}

ZTEST(time_sleep, test_sleep_ends_while_suspended)
{
	k_tid_t thread = run_worker(0, 3, sleep_a_second, NULL);

	k_thread_suspend(thread);
	k_msleep(2 * SLEEP_MS);
	zassert_equal(worker_result(0), INT32_MIN);
	k_thread_resume(thread);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(time_sleep, test_equal_sleepers_wake_in_order)
{
	int64_t start = start_of_tick();

	start_worker(0, 3, sleep_a_second, NULL);
	run_worker(1, 3, sleep_a_second, NULL);
	zassert_equal(k_thread_timeout_expires_ticks(&worker_threads[0]), start + SLEEP_TICKS + 1);
	zassert_equal(k_thread_timeout_remaining_ticks(&worker_threads[1]), SLEEP_TICKS + 1);
	k_msleep(SLEEP_MS + 2 * TICK_MS + 1);
	zassert_equal(worker_result(0), 0);
	zassert_equal(worker_result(1), 0);
	zassert_equal(woke_at, start + SLEEP_TICKS + 1);
	zassert_equal(k_thread_timeout_remaining_ticks(&worker_threads[0]), 0);
}

ZTEST(time_sleep, test_overdue_sleeper_has_no_time_left)
{
	int64_t start = start_of_tick();
	k_tid_t thread = run_worker(0, 3, sleep_a_second, NULL);
	unsigned int key = irq_lock();

	k_busy_wait(2 * SLEEP_MS * USEC_PER_MSEC);

	k_ticks_t remaining = k_thread_timeout_remaining_ticks(thread);
	k_ticks_t expires = k_thread_timeout_expires_ticks(thread);

	irq_unlock(key);
	zassert_equal(remaining, 0);
	zassert_equal(expires, start + SLEEP_TICKS + 1);
}

MISUSE_IN_ISR(sleep_in_isr, (void)k_sleep(K_TICKS(1)))
MISUSE_IN_ISR(usleep_in_isr, (void)k_usleep(1))

ZTEST(time_sleep, test_sleep_in_isr_asserts)
{
	expect_misuse_in_isr(sleep_in_isr);
	expect_misuse_in_isr(usleep_in_isr);
}

ZTEST_SUITE(time_sleep, NULL, NULL, NULL, after, NULL);
