/* SPDX-License-Identifier: MIT */
/* Run-time statistics that are not counted from the start. */
#include <zephyr/ztest.h>

#define TURN_US 3000U

static uint64_t own_cycles(void)
{
	k_thread_runtime_stats_t stats;

	zassert_ok(k_thread_runtime_stats_get(k_current_get(), &stats));
	return stats.execution_cycles;
}

static uint64_t all_cycles(void)
{
	k_thread_runtime_stats_t stats;

	zassert_ok(k_thread_runtime_stats_all_get(&stats));
	return stats.execution_cycles;
}

ZTEST(usage_off, test_thread_is_counted_once_enabled)
{
	uint64_t all = all_cycles();

	k_busy_wait(TURN_US);
	zassert_equal(own_cycles(), 0);
	zassert_ok(k_thread_runtime_stats_enable(k_current_get()));
	k_busy_wait(TURN_US);
	zassert_true(own_cycles() >= k_us_to_cyc_floor64(TURN_US));
	zassert_equal(all_cycles(), all);
}

ZTEST(usage_off, test_processor_is_counted_once_enabled)
{
	uint64_t all = all_cycles();

	k_busy_wait(TURN_US);
	(void)k_sleep(K_TICKS(1));
	zassert_equal(all_cycles(), all);
	k_sys_runtime_stats_enable();
	k_busy_wait(TURN_US);
	k_sys_runtime_stats_disable();
	zassert_true(all_cycles() - all >= k_us_to_cyc_floor64(TURN_US));
	zassert_equal(own_cycles(), 0);
}

ZTEST_SUITE(usage_off, NULL, NULL, NULL, NULL, NULL);
