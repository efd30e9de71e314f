/* SPDX-License-Identifier: MIT */
/*
 * Work queues under the names of user mode.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

static int runs;
static int again;
static struct k_work_user_q queue;
static K_THREAD_STACK_DEFINE(stack, WORKER_STACK);

static void count(struct k_work_user *work);

K_WORK_USER_DEFINE(defined_user_work, count);

static void count(struct k_work_user *work)
{
	runs += k_work_user_is_pending(work) ? 100 : 1;
	if (again > 0) {
		again--;
		zassert_ok(k_work_user_submit_to_queue(&queue, work));
	}
}

static void *start_queue(void)
{
	k_work_user_queue_start(&queue, stack, K_THREAD_STACK_SIZEOF(stack), 1, "user");
	return NULL;
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	runs = 0;
	again = 0;
}

ZTEST(work_user, test_thread_has_the_name)
{
	zassert_str_equal(k_thread_name_get(k_work_user_queue_thread_get(&queue)), "user");
}

ZTEST(work_user, test_item_is_pending_until_it_runs)
{
	zassert_false(k_work_user_is_pending(&defined_user_work));
	zassert_ok(k_work_user_submit_to_queue(&queue, &defined_user_work));
	zassert_true(k_work_user_is_pending(&defined_user_work));
	zassert_equal(k_work_user_submit_to_queue(&queue, &defined_user_work), -EBUSY);
	run_others();
	zassert_equal(runs, 1);
}

ZTEST(work_user, test_handler_submits_its_own_item)
{
	struct k_work_user work;

	k_work_user_init(&work, count);
	again = 2;
	zassert_ok(k_work_user_submit_to_queue(&queue, &work));
	run_others();
	zassert_equal(runs, 3);
}

ZTEST(work_user, test_submitting_to_a_queue_that_is_not_started)
{
	static struct k_work_user_q unstarted;

	zassert_equal(k_work_user_submit_to_queue(&unstarted, &defined_user_work), -ENODEV);
}

ZTEST_SUITE(work_user, NULL, start_queue, before, NULL, NULL);
