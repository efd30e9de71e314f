/* SPDX-License-Identifier: MIT */
/*
 * An interrupt that starts one static thread and ends another after they were
 * created and before the kernel starts them.
 */
#include <zephyr/arch/posix/native.h>
#include <zephyr/ztest.h>

#define TICK_NS (1000000000 / CONFIG_SYS_CLOCK_TICKS_PER_SEC)
/** From the last SYS_INIT() function to the middle of the static threads' creation. */
#define LEAD_NS 300

static int ended_runs;
static int started_runs;
static bool came_in_between;

static void count_run(void *counter, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	(*(int *)counter)++;
	k_sleep(K_TICKS(1));
}

#define DEFINE(name, counter, delay)                                                               \
	K_THREAD_DEFINE(name, 2048, count_run, &counter, NULL, NULL, 3, 0, delay)

/* Created in the order of their names, so these two first. */
DEFINE(a_ended, ended_runs, 50);
DEFINE(a_started, started_runs, 50);

static int other_runs;

DEFINE(b_other_1, other_runs, 0);
DEFINE(b_other_2, other_runs, 0);
DEFINE(b_other_3, other_runs, 0);
DEFINE(b_other_4, other_runs, 0);
DEFINE(b_other_5, other_runs, 0);
DEFINE(b_other_6, other_runs, 0);

static bool exists(k_tid_t thread)
{
	return thread->stack_info.size != 0;
}

static void start_and_end(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	came_in_between = exists(a_started) && !exists(b_other_6);
	if (came_in_between) {
		k_thread_start(a_started);
		k_thread_abort(a_ended);
	}
}

static K_TIMER_DEFINE(timer, start_and_end, NULL);

static int approach(void)
{
	k_sleep(K_TICKS(1));
	k_timer_start(&timer, K_TICKS(1), K_NO_WAIT);
	native_work((uint32_t)(TICK_NS - k_cycle_get_64() % TICK_NS - LEAD_NS));
	return 0;
}

SYS_INIT(approach, APPLICATION, 99);

ZTEST(init_static_race, test_thread_that_was_started_meanwhile_starts_once)
{
	zassert_true(came_in_between, "the interrupt came too early or too late: see LEAD_NS");
	zassert_equal(k_thread_timeout_remaining_ticks(a_started), 0, "a delay counts");
	k_sleep(K_MSEC(200));
	zassert_equal(started_runs, 1, "it ran %d times", started_runs);
}

ZTEST(init_static_race, test_thread_that_was_ended_meanwhile_does_not_start)
{
	zassert_ok(k_thread_join(a_ended, K_NO_WAIT), "it lives");
	zassert_equal(k_thread_timeout_remaining_ticks(a_ended), 0, "a delay counts");
	k_sleep(K_MSEC(200));
	zassert_equal(ended_runs, 0, "it ran");
}

ZTEST(init_static_race, test_other_static_threads_start)
{
	k_sleep(K_MSEC(200));
	zassert_equal(other_runs, 6, "%d ran", other_runs);
}

ZTEST_SUITE(init_static_race, NULL, NULL, NULL, NULL, NULL);
