/* SPDX-License-Identifier: MIT */
/*
 * The system's work queue.
 */
#include <errno.h>

#include <zephyr/init.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

static k_tid_t ran_in;
static int runs;

static void note_thread(struct k_work *work)
{
	ARG_UNUSED(work);
	ran_in = k_current_get();
	runs++;
}

K_WORK_DEFINE(system_work, note_thread);
K_WORK_DELAYABLE_DEFINE(system_dwork, note_thread);
K_WORK_DEFINE(early_work, note_thread);

static int early_result;
static int late_result;
static int runs_at_application;

static int submit_early(void)
{
	early_result = k_work_submit(&early_work);
	return 0;
}

static int submit_late(void)
{
	late_result = k_work_submit(&early_work);
	runs_at_application = runs;
	return 0;
}

SYS_INIT(submit_early, PRE_KERNEL_1, 0);
SYS_INIT(submit_late, APPLICATION, 0);

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	runs = 0;
	ran_in = NULL;
}

ZTEST(work_system, test_queue_is_started_at_post_kernel)
{
	zassert_equal(early_result, -ENODEV);
	zassert_equal(late_result, 1);
	zassert_equal(runs_at_application, 1, "it preempts the main thread");
}

ZTEST(work_system, test_thread_is_as_configured)
{
	k_tid_t thread = k_work_queue_thread_get(&k_sys_work_q);

	zassert_equal(k_thread_priority_get(thread), CONFIG_SYSTEM_WORKQUEUE_PRIORITY);
	zassert_str_equal(k_thread_name_get(thread), "sysworkq");
	zassert_equal(thread->base.user_options & K_ESSENTIAL, K_ESSENTIAL);
}

ZTEST(work_system, test_submit)
{
	zassert_equal(k_work_submit(&system_work), 1);
	run_others();
	zassert_equal(runs, 1);
	zassert_equal_ptr(ran_in, k_work_queue_thread_get(&k_sys_work_q));
}

ZTEST(work_system, test_schedule_and_reschedule)
{
	zassert_equal(k_work_schedule(&system_dwork, K_TICKS(100)), 1);
	zassert_equal(k_work_schedule(&system_dwork, K_TICKS(1)), 0);
	zassert_equal(k_work_reschedule(&system_dwork, K_TICKS(5)), 1);
	k_sleep(K_TICKS(7));
	zassert_equal(runs, 1);
	zassert_equal_ptr(ran_in, k_work_queue_thread_get(&k_sys_work_q));
}

ZTEST_SUITE(work_system, NULL, NULL, before, NULL, NULL);
