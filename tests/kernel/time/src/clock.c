/* SPDX-License-Identifier: MIT */
/*
 * Uptime, cycles, busy waiting, and the timeouts that the K_ macros make.
 */
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

#define HZ CONFIG_SYS_CLOCK_TICKS_PER_SEC

static int64_t isr_tick;

static void note_tick(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	isr_tick = k_uptime_ticks();
}

K_TIMER_DEFINE(clock_timer, note_tick, NULL);
static K_TIMER_DEFINE(far_timer, NULL, NULL);

static int64_t ticks_of(k_timeout_t timeout)
{
	return timeout.ticks;
}

ZTEST(time_clock, test_timeouts_round_up)
{
	volatile int one = 1;

	zassert_equal(ticks_of(K_MSEC(one)), DIV_ROUND_UP(HZ, 1000));
	zassert_equal(ticks_of(K_USEC(one)), 1);
	zassert_equal(ticks_of(K_NSEC(one)), 1);
	zassert_equal(ticks_of(K_CYC(one)), 1);
	zassert_equal(ticks_of(K_MSEC(1001)), DIV_ROUND_UP(1001LL * HZ, 1000));
	zassert_equal(ticks_of(K_USEC(1000001)), HZ + 1);
	zassert_equal(ticks_of(K_NSEC(1000000001)), HZ + 1);
}

ZTEST(time_clock, test_whole_timeouts_are_exact)
{
	zassert_equal(ticks_of(K_TICKS(7)), 7);
	zassert_equal(ticks_of(K_SECONDS(3)), 3LL * HZ);
	zassert_equal(ticks_of(K_MINUTES(2)), 120LL * HZ);
	zassert_equal(ticks_of(K_HOURS(100000)), 360000000LL * HZ);
	zassert_equal(ticks_of(K_CYC(CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC)), HZ);
}

ZTEST(time_clock, test_negative_times_are_no_wait)
{
	volatile int negative = -3;

	zassert_true(K_TIMEOUT_EQ(K_MSEC(negative), K_NO_WAIT));
	zassert_true(K_TIMEOUT_EQ(K_USEC(-1), K_NO_WAIT));
	zassert_true(K_TIMEOUT_EQ(K_SECONDS(negative), K_NO_WAIT));
}

ZTEST(time_clock, test_forever_is_like_no_other)
{
	zassert_false(K_TIMEOUT_EQ(K_FOREVER, K_NO_WAIT));
	zassert_false(K_TIMEOUT_EQ(K_FOREVER, K_TIMEOUT_ABS_TICKS(0)));
	zassert_true(Z_IS_TIMEOUT_RELATIVE(K_FOREVER));
	zassert_true(Z_IS_TIMEOUT_RELATIVE(K_TICKS(K_TICK_MAX)));
	zassert_false(Z_IS_TIMEOUT_RELATIVE(K_TIMEOUT_ABS_TICKS(0)));
}

ZTEST(time_clock, test_absolute_timeouts_of_all_units_are_one)
{
	k_timeout_t second = K_TIMEOUT_ABS_TICKS(5 * HZ);

	zassert_true(K_TIMEOUT_EQ(K_TIMEOUT_ABS_SEC(5), second));
	zassert_true(K_TIMEOUT_EQ(K_TIMEOUT_ABS_MS(5000), second));
	zassert_true(K_TIMEOUT_EQ(K_TIMEOUT_ABS_US(5000000), second));
	zassert_true(K_TIMEOUT_EQ(K_TIMEOUT_ABS_NS(5000000000LL), second));
	zassert_true(
		K_TIMEOUT_EQ(K_TIMEOUT_ABS_CYC(5LL * CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC), second));
}

ZTEST(time_clock, test_uptime_in_all_units_agrees)
{
	int64_t ticks = start_of_tick();

	zassert_equal(sys_clock_tick_get(), ticks);
	zassert_equal(sys_clock_tick_get_32(), (uint32_t)ticks);
	zassert_equal(k_uptime_get(), (int64_t)k_ticks_to_ms_floor64(ticks));
	zassert_equal(k_uptime_get_32(), (uint32_t)k_ticks_to_ms_floor64(ticks));
	zassert_equal(k_uptime_seconds(), (uint32_t)(ticks / HZ));
	zassert_equal(k_uptime_ticks(), ticks, "all of that took less than a tick");
}

ZTEST(time_clock, test_uptime_delta_moves_its_reference)
{
	start_of_tick();

	int64_t reference = k_uptime_get();
	int64_t first = reference;

	k_sleep(K_MSEC(500));
	zassert_equal(k_uptime_delta(&reference), (int64_t)k_ticks_to_ms_floor64(HZ / 2 + 1));
	zassert_equal(reference, k_uptime_get());
	k_sleep(K_MSEC(500));
	zassert_equal(k_uptime_delta(&reference) + first +
			      (int64_t)k_ticks_to_ms_floor64(HZ / 2 + 1),
		      k_uptime_get());
}

ZTEST(time_clock, test_uptime_in_a_handler_is_its_scheduled_tick)
{
	int64_t start = start_of_tick();

	k_timer_start(&clock_timer, K_TICKS(3), K_NO_WAIT);

	unsigned int key = irq_lock();

	while (k_uptime_ticks() < start + 7) {
		k_busy_wait(100);
	}
	irq_unlock(key);
	zassert_equal(isr_tick, start + 3);
	zassert_true(k_uptime_ticks() >= start + 7);
}

ZTEST(time_clock, test_cycles_move_with_ticks)
{
	uint64_t cycles;

	start_of_tick();
	cycles = k_cycle_get_64();
	k_sleep(K_TICKS(HZ - 1));
	zassert_within(k_cycle_get_64() - cycles, sys_clock_hw_cycles_per_sec(),
		       k_ticks_to_cyc_ceil64(1));
	zassert_within(k_cycle_get_32(), (uint32_t)k_cycle_get_64(), k_ticks_to_cyc_ceil32(1));
}

ZTEST(time_clock, test_busy_wait_lasts_and_does_not_sleep)
{
	start_worker(0, 0, NULL, NULL);

	uint64_t cycles = k_cycle_get_64();

	k_busy_wait(30000);
	zassert_true(k_cycle_get_64() - cycles >= k_us_to_cyc_ceil64(30000));
	zassert_false(jobs[0].done, "nobody else ran");
	k_thread_abort(&worker_threads[0]);
	worker_made[0] = false;
}

ZTEST(time_clock, test_busy_wait_with_interrupts_locked)
{
	unsigned int key = irq_lock();
	uint64_t cycles = k_cycle_get_64();

	k_busy_wait(30000);

	uint64_t passed = k_cycle_get_64() - cycles;

	irq_unlock(key);
	zassert_true(passed >= k_us_to_cyc_ceil64(30000));
}

/* Time points */

ZTEST(time_clock, test_timepoint_keeps_forever_and_no_wait)
{
	k_timepoint_t never = sys_timepoint_calc(K_FOREVER);
	k_timepoint_t at_once = sys_timepoint_calc(K_NO_WAIT);

	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(never), K_FOREVER));
	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(at_once), K_NO_WAIT));
	zassert_false(sys_timepoint_expired(never));
	zassert_true(sys_timepoint_expired(at_once));
	zassert_true(sys_timepoint_cmp(at_once, never) < 0);
}

ZTEST(time_clock, test_timepoint_counts_down)
{
	start_of_tick();

	k_timepoint_t end = sys_timepoint_calc(K_TICKS(5));

	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(end), K_TICKS(5)));
	k_sleep(K_TICKS(2));
	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(end), K_TICKS(2)));
	zassert_false(sys_timepoint_expired(end));
	k_sleep(K_TICKS(1));
	zassert_true(sys_timepoint_expired(end));
	k_sleep(K_TICKS(5));
	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(end), K_NO_WAIT));
}

ZTEST(time_clock, test_timepoint_of_an_absolute_timeout)
{
	int64_t now = start_of_tick();
	k_timepoint_t end = sys_timepoint_calc(K_TIMEOUT_ABS_TICKS(now + 9));

	zassert_true(K_TIMEOUT_EQ(sys_timepoint_timeout(end), K_TICKS(9)));
	zassert_equal(sys_timepoint_cmp(end, sys_timepoint_calc(K_TICKS(9))), 0);
	zassert_true(sys_timepoint_expired(sys_timepoint_calc(K_TIMEOUT_ABS_TICKS(now))));
}

ZTEST(time_clock, test_timepoints_compare)
{
	start_of_tick();

	k_timepoint_t early = sys_timepoint_calc(K_TICKS(5));
	k_timepoint_t late = sys_timepoint_calc(K_TICKS(6));

	zassert_true(sys_timepoint_cmp(early, late) < 0);
	zassert_true(sys_timepoint_cmp(late, early) > 0);
	zassert_equal(sys_timepoint_cmp(early, early), 0);
}

ZTEST(time_clock, test_largest_timeouts)
{
	k_timepoint_t end = sys_timepoint_calc(K_TICKS(K_TICK_MAX));

	zassert_false(sys_timepoint_expired(end));
	zassert_true(sys_timepoint_cmp(end, sys_timepoint_calc(K_FOREVER)) < 0);
	k_timer_start(&clock_timer, K_TICKS(K_TICK_MAX), K_TICKS(K_TICK_MAX));
	zassert_true(k_timer_remaining_ticks(&clock_timer) > INT64_MAX / 2);
	k_timer_stop(&clock_timer);
}

ZTEST(time_clock, test_clock_can_be_set_and_pending_timers_move_along)
{
	int64_t start = start_of_tick();
	int64_t wrap = (int64_t)BIT64(32);

	k_timer_start(&clock_timer, K_TICKS(8), K_NO_WAIT);
	k_timer_start(&far_timer, K_TICKS(BIT64(40)), K_NO_WAIT);
	sys_clock_tick_set((uint64_t)wrap - 5);
	zassert_true(k_uptime_ticks() >= wrap - 5);
	zassert_within(k_timer_expires_ticks(&clock_timer), wrap + 3, 1);
	zassert_ok(k_sleep(K_TICKS(10)));
	zassert_within(isr_tick, wrap + 3, 1);
	zassert_true(k_uptime_ticks() >= wrap + 5);
	zassert_true(sys_clock_tick_get_32() < 100, "the low 32 bits have wrapped");
	/* And back, with one pending that is far away. */
	int64_t left = k_timer_remaining_ticks(&far_timer);

	sys_clock_tick_set((uint64_t)start);
	zassert_within(k_timer_remaining_ticks(&far_timer), left, 1);
	zassert_within(k_uptime_ticks(), start, 1);
	k_timer_stop(&far_timer);
}

ZTEST_SUITE(time_clock, NULL, NULL, NULL, NULL, NULL);
