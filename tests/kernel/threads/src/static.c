/* SPDX-License-Identifier: MIT */
/*
 * Threads that exist from the start. They have started, or wait for their delay,
 * when the first case runs.
 */
#include <string.h>

#include <zephyr/ztest.h>

#define EVENT(event) ((void *)(intptr_t)(event))

/* In the order of names, which is that of their creation. */
enum start {
	AT_ONCE,
	BESIDE,
	LATER,
	ON_CALL,
	START_COUNT,
};

static int64_t started_at[START_COUNT];
static void *arguments[2];
static char order[START_COUNT + 1];

static void note_start(void *which, void *p2, void *p3)
{
	enum start start = (enum start)(intptr_t)which;

	started_at[start] = k_uptime_ticks();
	order[strlen(order)] = (char)('0' + start);
	arguments[0] = p2;
	arguments[1] = p3;
}

K_THREAD_DEFINE(static_at_once, 2048, note_start, AT_ONCE, NULL, NULL, -6, 0, 0);
K_KERNEL_THREAD_DEFINE(static_beside, 2048, note_start, BESIDE, NULL, NULL, -7, 0, 0);
K_THREAD_DEFINE(static_later, 2048, note_start, LATER, NULL, NULL, -6, K_FP_REGS, 50);
K_THREAD_DEFINE(static_on_call, 2048, note_start, ON_CALL, EVENT(2), EVENT(3), 4, 0,
		SYS_FOREVER_MS);

ZTEST(thread_static, test_threads_without_delay_start_together_by_priority)
{
	zassert_ok(k_thread_join(static_at_once, K_NO_WAIT), "not ended");
	zassert_ok(k_thread_join(static_beside, K_NO_WAIT), "not ended");
	zassert_equal(order[0], '0' + BESIDE, "order %s", order);
	zassert_equal(order[1], '0' + AT_ONCE, "order %s", order);
}

ZTEST(thread_static, test_delay_is_in_milliseconds)
{
	zassert_ok(k_thread_join(static_later, K_FOREVER), "not ended");
	zassert_equal(started_at[LATER] - started_at[AT_ONCE], k_ms_to_ticks_ceil32(50) + 1,
		      "started %d ticks later", (int)(started_at[LATER] - started_at[AT_ONCE]));
}

ZTEST(thread_static, test_endless_delay_waits_for_the_start)
{
	zassert_equal(k_thread_join(static_on_call, K_NO_WAIT), -EBUSY, "started by itself");
	zassert_equal(k_thread_priority_get(static_on_call), 4, "another priority");
	k_thread_start(static_on_call);
	zassert_ok(k_thread_join(static_on_call, K_FOREVER), "not ended");
	zassert_true(started_at[ON_CALL] > 0, "it did not run");
	zassert_equal_ptr(arguments[0], EVENT(2), "p2 is %p", arguments[0]);
	zassert_equal_ptr(arguments[1], EVENT(3), "p3 is %p", arguments[1]);
}

ZTEST(thread_static, test_name_is_that_of_the_definition)
{
	zassert_str_equal(k_thread_name_get(static_later), "static_later", "named %s",
			  k_thread_name_get(static_later));
}

ZTEST(thread_static, test_options_are_those_of_the_definition)
{
	zassert_equal(static_later->base.user_options, K_FP_REGS, "other options");
}

ZTEST_SUITE(thread_static, NULL, NULL, NULL, NULL, NULL);
