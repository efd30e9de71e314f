/* SPDX-License-Identifier: MIT */
/* Making and comparing k_timeout_t. */
#include <zephyr/sys_clock.h>
#include <zephyr/ztest.h>

#define TICKS CONFIG_SYS_CLOCK_TICKS_PER_SEC

/* Usable as initialisers. */
static const k_timeout_t constants[] = {K_NO_WAIT, K_FOREVER, K_MSEC(25), K_SECONDS(2),
					K_TIMEOUT_ABS_MS(25)};

ZTEST(timeouts, test_durations_round_up)
{
	zassert_equal(K_TICKS(7).ticks, 7);
	zassert_equal(K_NSEC(1).ticks, 1);
	zassert_equal(K_USEC(1).ticks, 1);
	zassert_equal(K_MSEC(25).ticks, (25 * TICKS + 999) / 1000);
	zassert_equal(K_SECONDS(2).ticks, 2 * TICKS);
	zassert_equal(K_MINUTES(2).ticks, 120LL * TICKS);
	zassert_equal(K_HOURS(2).ticks, 7200LL * TICKS);
	zassert_equal(K_CYC(1).ticks, 1);
	zassert_equal(K_CYC(CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC).ticks, TICKS);
}

ZTEST(timeouts, test_constants_and_variables_agree)
{
	volatile int duration = 25;

	zassert_true(K_TIMEOUT_EQ(constants[0], K_NO_WAIT));
	zassert_true(K_TIMEOUT_EQ(constants[1], K_FOREVER));
	zassert_true(K_TIMEOUT_EQ(constants[2], K_MSEC(duration)));
	zassert_true(K_TIMEOUT_EQ(constants[4], K_TIMEOUT_ABS_MS(duration)));
	duration = 2;
	zassert_true(K_TIMEOUT_EQ(constants[3], K_SECONDS(duration)));
	zassert_false(K_TIMEOUT_EQ(K_NO_WAIT, K_FOREVER));
}

ZTEST(timeouts, test_an_argument_is_evaluated_once)
{
	int calls = 0;

	zassert_equal(K_MSEC(1000 * ++calls).ticks, TICKS);
	zassert_equal(calls, 1);
	zassert_equal(K_TIMEOUT_ABS_SEC(++calls).ticks, K_TIMEOUT_ABS_SEC(2).ticks);
	zassert_equal(calls, 2);
}

/** The latest tick has no code of its own: the one before it stands for it. */
ZTEST(timeouts, test_latest_absolute_tick_is_absolute)
{
	int64_t latest = INT64_MAX;

	zassert_false(Z_IS_TIMEOUT_RELATIVE(K_TIMEOUT_ABS_TICKS(INT64_MAX)));
	zassert_false(Z_IS_TIMEOUT_RELATIVE(K_TIMEOUT_ABS_TICKS(latest)));
	zassert_equal(Z_TICK_ABS(K_TIMEOUT_ABS_TICKS(INT64_MAX).ticks), INT64_MAX - 1);
	zassert_equal(Z_TICK_ABS(K_TIMEOUT_ABS_TICKS(latest).ticks), INT64_MAX - 1);
	zassert_equal(Z_TICK_ABS(K_TIMEOUT_ABS_TICKS(INT64_MAX - 1).ticks), INT64_MAX - 1);
	zassert_equal(Z_TICK_ABS(K_TIMEOUT_ABS_TICKS(latest - 2).ticks), INT64_MAX - 2);
}

ZTEST(timeouts, test_negative_durations_do_not_wait)
{
	volatile int negative = -5;

	zassert_true(K_TIMEOUT_EQ(K_MSEC(-1), K_NO_WAIT));
	zassert_true(K_TIMEOUT_EQ(K_MSEC(negative), K_NO_WAIT));
	zassert_true(K_TIMEOUT_EQ(K_SECONDS(negative), K_NO_WAIT));
	zassert_true(K_TIMEOUT_EQ(K_TIMEOUT_ABS_TICKS(negative), K_TIMEOUT_ABS_TICKS(0)));
}

ZTEST(timeouts, test_long_durations_do_not_overflow)
{
	zassert_equal(K_MSEC(INT64_C(1000) << 40).ticks, (int64_t)TICKS << 40);
	zassert_equal(K_MINUTES(INT32_MAX).ticks, 60LL * INT32_MAX * TICKS);
}

ZTEST(timeouts, test_absolute_and_relative_are_told_apart)
{
	zassert_true(Z_IS_TIMEOUT_RELATIVE(K_NO_WAIT));
	zassert_true(Z_IS_TIMEOUT_RELATIVE(K_FOREVER));
	zassert_true(Z_IS_TIMEOUT_RELATIVE(K_TICKS(INT64_MAX)));
	zassert_false(Z_IS_TIMEOUT_RELATIVE(K_TIMEOUT_ABS_TICKS(0)));
	zassert_false(Z_IS_TIMEOUT_RELATIVE(K_TIMEOUT_ABS_MS(25)));
	zassert_equal(Z_TICK_ABS(K_TIMEOUT_ABS_TICKS(123).ticks), 123);
	zassert_equal(Z_TICK_ABS(K_TIMEOUT_ABS_SEC(3).ticks), 3LL * TICKS);
}

ZTEST(timeouts, test_minus_one_may_mean_for_ever)
{
	zassert_true(K_TIMEOUT_EQ(SYS_TIMEOUT_MS(SYS_FOREVER_MS), K_FOREVER));
	zassert_true(K_TIMEOUT_EQ(SYS_TIMEOUT_MS(25), K_MSEC(25)));
	zassert_true(K_TIMEOUT_EQ(SYS_TIMEOUT_US(SYS_FOREVER_US), K_FOREVER));
	zassert_true(K_TIMEOUT_EQ(SYS_TIMEOUT_US(25), K_USEC(25)));
}

ZTEST(timeouts, test_time_points_compare_in_order)
{
	k_timepoint_t soon = sys_timepoint_calc(K_MSEC(100));
	k_timepoint_t later = sys_timepoint_calc(K_SECONDS(100));
	k_timepoint_t never = sys_timepoint_calc(K_FOREVER);

	zassert_true(sys_timepoint_cmp(soon, later) < 0);
	zassert_true(sys_timepoint_cmp(later, soon) > 0);
	zassert_true(sys_timepoint_cmp(later, never) < 0);
	zassert_equal(sys_timepoint_cmp(soon, soon), 0);
	zassert_true(sys_timepoint_expired(sys_timepoint_calc(K_NO_WAIT)));
	zassert_false(sys_timepoint_expired(soon));
	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(never), K_FOREVER));
}

ZTEST_SUITE(timeouts, NULL, NULL, NULL, NULL, NULL);
