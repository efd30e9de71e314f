/* SPDX-License-Identifier: MIT */
/*
 * Uptime beyond 2^32 ticks: nothing counts in 32 bits. The set-up takes the clock there.
 */
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

#define WRAP ((int64_t)BIT64(32))

static int64_t expired_at;

static void note_tick(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	expired_at = k_uptime_ticks();
}

K_TIMER_DEFINE(wrap_timer, note_tick, NULL);

static void *setup(void)
{
	k_sleep(K_TIMEOUT_ABS_TICKS(WRAP - 10));
	return NULL;
}

/** Sleep until just before a multiple of 2^32 ticks. */
static int64_t come_close(void)
{
	int64_t wrap = ((k_uptime_ticks() + 20) / WRAP + 1) * WRAP;

	k_sleep(K_TIMEOUT_ABS_TICKS(wrap - 5));
	zassert_equal(k_uptime_ticks(), wrap - 5);
	return wrap;
}

ZTEST(far_wrap, test_relative_sleep_across_the_wrap)
{
	int64_t wrap = come_close();

	zassert_equal(k_sleep(K_TICKS(9)), 0);
	zassert_equal(k_uptime_ticks(), wrap + 5);
}

ZTEST(far_wrap, test_timer_across_the_wrap)
{
	int64_t wrap = come_close();

	k_timer_start(&wrap_timer, K_TICKS(7), K_TICKS(7));
	zassert_equal(k_timer_expires_ticks(&wrap_timer), wrap + 2);
	zassert_equal(k_timer_remaining_ticks(&wrap_timer), 7);
	k_sleep(K_TIMEOUT_ABS_TICKS(wrap + 10));
	zassert_equal(expired_at, wrap + 9);
	k_timer_stop(&wrap_timer);
}

ZTEST(far_wrap, test_timeout_of_more_than_32_bits)
{
	int64_t start = start_of_tick();

	zassert_equal(k_sleep(K_TICKS(WRAP + 3)), 0);
	zassert_equal(k_uptime_ticks(), start + WRAP + 4);
}

ZTEST(far_wrap, test_uptime_goes_on)
{
	int64_t wrap = come_close();
	uint32_t seconds = k_uptime_seconds();
	int64_t ms = k_uptime_get();

	zassert_equal(seconds, (wrap - 5) / CONFIG_SYS_CLOCK_TICKS_PER_SEC);
	k_sleep(K_SECONDS(2));
	zassert_within(k_uptime_seconds(), seconds + 2, 1);
	zassert_within(k_uptime_get(), ms + 2000, 2 * 1000 / CONFIG_SYS_CLOCK_TICKS_PER_SEC + 1);
	zassert_equal(sys_clock_tick_get_32(), (uint32_t)k_uptime_ticks());
}

ZTEST(far_wrap, test_timepoint_across_the_wrap)
{
	int64_t wrap = come_close();
	k_timepoint_t end = sys_timepoint_calc(K_TICKS(8));

	k_sleep(K_TIMEOUT_ABS_TICKS(wrap + 1));
	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(end), K_TICKS(2)));
}

ZTEST_SUITE(far_wrap, NULL, setup, NULL, NULL, NULL);
