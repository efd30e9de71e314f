/* SPDX-License-Identifier: MIT */
/*
 * Items of work: submitting, running and cancelling them.
 */
#include "fixture.h"

static int note_defined;

static void count_defined(struct k_work *work)
{
	ARG_UNUSED(work);
	note_defined++;
}

K_WORK_DEFINE(defined_item, count_defined);

static void submit_again(struct item *item)
{
	item->action = NULL;
	item->result = k_work_submit_to_queue(&queue, &item->dwork.work);
}

static int isr_result;

static void submit_in_isr(const void *arg)
{
	isr_result = k_work_submit_to_queue(&queue, (struct k_work *)arg);
}

static void cancel_in_isr(const void *arg)
{
	isr_result = k_work_cancel((struct k_work *)arg);
}

ZTEST(work_items, test_defined_item_needs_no_init)
{
	zassert_false(k_work_is_pending(&defined_item));
	zassert_equal(k_work_submit_to_queue(&queue, &defined_item), 1);
	run_others();
	zassert_equal(note_defined, 1);
}

ZTEST(work_items, test_submitted_item_runs_once_in_the_thread_of_the_queue)
{
	zassert_equal(k_work_submit_to_queue(&queue, A), 1);
	zassert_equal(k_work_busy_get(A), K_WORK_QUEUED);
	zassert_true(k_work_is_pending(A));
	expect_trace("");
	run_others();
	expect_trace("a");
	zassert_equal(k_work_busy_get(A), 0);
	zassert_false(k_work_is_pending(A));
}

ZTEST(work_items, test_items_run_in_the_order_of_submission)
{
	k_work_submit_to_queue(&queue, B);
	k_work_submit_to_queue(&queue, C);
	k_work_submit_to_queue(&queue, A);
	run_others();
	expect_trace("bca");
}

ZTEST(work_items, test_queued_item_is_not_queued_twice)
{
	zassert_equal(k_work_submit_to_queue(&queue, A), 1);
	k_work_submit_to_queue(&queue, B);
	zassert_equal(k_work_submit_to_queue(&queue, A), 0);
	run_others();
	expect_trace("ab");
}

ZTEST(work_items, test_submitting_preempts_for_a_better_queue)
{
	run_as(QUEUE_PRIO + 1);
	k_work_submit_to_queue(&queue, A);
	expect_trace("a");
}

ZTEST(work_items, test_running_item_can_be_queued_again)
{
	run_a_to_its_gate();
	zassert_equal(k_work_busy_get(A), K_WORK_RUNNING);
	zassert_equal(k_work_submit_to_queue(&queue, A), 2);
	zassert_equal(k_work_busy_get(A), K_WORK_RUNNING | K_WORK_QUEUED);
	zassert_equal(k_work_submit_to_queue(&queue, A), 0);
	open_the_gate();
	expect_trace(".a");
	open_the_gate();
	expect_trace(".");
}

ZTEST(work_items, test_handler_submits_its_own_item)
{
	items[0].action = submit_again;
	k_work_submit_to_queue(&queue, A);
	run_others();
	zassert_equal(items[0].result, 2);
	expect_trace("aa");
}

ZTEST(work_items, test_running_item_stays_with_its_queue)
{
	static struct k_work_q other;
	static K_THREAD_STACK_DEFINE(other_stack, WORKER_STACK);

	k_work_queue_start(&other, other_stack, K_THREAD_STACK_SIZEOF(other_stack), QUEUE_PRIO,
			   NULL);
	run_a_to_its_gate();

	int result = k_work_submit_to_queue(&other, A);
	struct k_work_q *taken_by = A->queue;

	open_the_gate();
	open_the_gate();
	k_thread_abort(&other.thread);
	zassert_equal(result, 2);
	zassert_equal_ptr(taken_by, &queue);
	expect_trace("."
		     "a.");
}

ZTEST(work_items, test_no_queue_means_the_last_one)
{
	zassert_equal(k_work_submit_to_queue(NULL, A), -EINVAL, "it was in none");
	k_work_submit_to_queue(&queue, A);
	run_others();
	zassert_equal(k_work_submit_to_queue(NULL, A), 1);
	run_others();
	expect_trace("aa");
}

ZTEST(work_items, test_submitting_to_a_queue_that_is_not_started)
{
	static struct k_work_q unstarted;

	zassert_equal(k_work_submit_to_queue(&unstarted, A), -ENODEV);
	zassert_equal(k_work_busy_get(A), 0);
}

ZTEST(work_items, test_submitting_in_isr)
{
	irq_offload(submit_in_isr, A);
	zassert_equal(isr_result, 1);
	run_others();
	expect_trace("a");
}

ZTEST(work_items, test_cancelled_item_does_not_run)
{
	k_work_submit_to_queue(&queue, A);
	k_work_submit_to_queue(&queue, B);
	zassert_equal(k_work_cancel(A), 0);
	zassert_equal(k_work_busy_get(A), 0);
	run_others();
	expect_trace("b");
	zassert_equal(k_work_submit_to_queue(&queue, A), 1, "it can be used again");
}

ZTEST(work_items, test_cancelling_an_idle_item_is_nothing)
{
	zassert_equal(k_work_cancel(A), 0);
	zassert_equal(k_work_submit_to_queue(&queue, A), 1);
}

ZTEST(work_items, test_cancelled_running_item_goes_on_and_can_not_be_submitted)
{
	run_a_to_its_gate();
	zassert_equal(k_work_cancel(A), K_WORK_RUNNING | K_WORK_CANCELING);
	zassert_equal(k_work_submit_to_queue(&queue, A), -EBUSY);
	open_the_gate();
	expect_trace(".");
	zassert_equal(k_work_busy_get(A), 0);
	zassert_equal(k_work_submit_to_queue(&queue, A), 1);
}

ZTEST(work_items, test_cancelling_a_running_item_takes_it_out_of_the_queue)
{
	run_a_to_its_gate();
	k_work_submit_to_queue(&queue, A);
	zassert_equal(k_work_cancel(A), K_WORK_RUNNING | K_WORK_CANCELING);
	open_the_gate();
	open_the_gate();
	expect_trace(".");
}

ZTEST(work_items, test_cancelling_in_isr)
{
	k_work_submit_to_queue(&queue, A);
	irq_offload(cancel_in_isr, A);
	zassert_equal(isr_result, 0);
	run_others();
	expect_trace("");
}

ZTEST(work_items, test_init_without_handler_is_misuse)
{
	k_work_init(A, NULL);
	expect_misuse(k_work_submit_to_queue(&queue, A));
}

ZTEST_SUITE(work_items, NULL, NULL, begin_case_with_queue, end_case, NULL);
