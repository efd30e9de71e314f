/* SPDX-License-Identifier: MIT */
/*
 * Waiting for items: k_work_flush() and k_work_cancel_sync().
 */
#include "fixture.h"

static struct k_work_sync sync;

static void flush_itself(struct item *item)
{
	item->result = is_misuse(k_work_flush(&item->dwork.work, &sync));
}

static void cancel_itself(struct item *item)
{
	item->result = is_misuse(k_work_cancel_sync(&item->dwork.work, &sync));
}

static void flush_b(struct item *item)
{
	item->result = is_misuse(k_work_flush(B, &sync));
}

static void cancel_b(struct item *item)
{
	item->result = k_work_cancel_sync(B, &sync);
}

static void submit_itself(struct item *item)
{
	item->result = k_work_submit_to_queue(&queue, &item->dwork.work);
}

MISUSE_IN_ISR(flush_in_isr, k_work_flush(A, &sync))
MISUSE_IN_ISR(cancel_sync_in_isr, k_work_cancel_sync(A, &sync))

ZTEST(work_sync, test_flush_of_an_idle_item_does_not_wait)
{
	zassert_false(k_work_flush(A, &sync));
}

ZTEST(work_sync, test_flush_waits_for_a_queued_item)
{
	k_work_submit_to_queue(&queue, A);
	k_work_submit_to_queue(&queue, B);
	zassert_true(k_work_flush(A, &sync));
	zassert_equal(trace[0], 'a');
	zassert_equal(k_work_busy_get(A), 0);
}

ZTEST(work_sync, test_flush_waits_for_a_running_item)
{
	run_a_to_its_gate();
	run_worker(0, 3, flush, A);
	zassert_equal(k_work_busy_get(A), K_WORK_RUNNING | K_WORK_FLUSHING);
	zassert_equal(worker_result(0), INT32_MIN);
	open_the_gate();
	zassert_equal(worker_result(0), true);
	zassert_equal(k_work_busy_get(A), 0);
}

ZTEST(work_sync, test_flush_waits_for_the_last_submission)
{
	run_a_to_its_gate();
	run_worker(0, 3, flush, A);
	k_work_submit_to_queue(&queue, A);
	run_worker(1, 3, flush, A);
	open_the_gate();
	zassert_equal(worker_result(0), true, "its run has ended");
	zassert_equal(worker_result(1), INT32_MIN, "its run has begun");
	zassert_equal(k_work_busy_get(A), K_WORK_RUNNING | K_WORK_FLUSHING);
	open_the_gate();
	zassert_equal(worker_result(1), true);
	zassert_equal(k_work_busy_get(A), 0);
}

ZTEST(work_sync, test_flush_does_not_wait_for_later_submissions)
{
	run_a_to_its_gate();
	run_worker(0, 3, flush, A);
	k_work_submit_to_queue(&queue, A);
	open_the_gate();
	zassert_equal(worker_result(0), true);
	zassert_equal(k_work_busy_get(A), K_WORK_RUNNING);
	open_the_gate();
}

ZTEST(work_sync, test_flush_does_not_wait_for_other_items)
{
	run_a_to_its_gate();
	k_work_submit_to_queue(&queue, B);
	run_worker(0, 3, flush, A);
	run_worker(1, 3, flush, B);
	items[1].gated = true;
	open_the_gate();
	zassert_equal(worker_result(0), true);
	zassert_equal(worker_result(1), INT32_MIN);
	open_the_gate();
	zassert_equal(worker_result(1), true);
}

ZTEST(work_sync, test_each_flush_waits_for_its_own_item)
{
	run_a_to_its_gate();
	items[1].gated = true;
	items[2].gated = true;
	k_work_submit_to_queue(&queue, B);
	k_work_submit_to_queue(&queue, C);
	run_worker(0, 3, flush, C);
	run_worker(1, 3, flush, B);
	for (int ended = 0; ended < 3; ended++) {
		open_the_gate();
		zassert_equal(worker_result(1), ended >= 1 ? true : INT32_MIN);
		zassert_equal(worker_result(0), ended >= 2 ? true : INT32_MIN);
	}
}

ZTEST(work_sync, test_several_threads_flush_one_item)
{
	run_a_to_its_gate();
	for (int i = 0; i < 3; i++) {
		run_worker(i, 3 + i, flush, A);
	}
	open_the_gate();
	for (int i = 0; i < 3; i++) {
		zassert_equal(worker_result(i), true);
	}
}

ZTEST(work_sync, test_cancelling_a_queued_item_ends_its_flush)
{
	run_a_to_its_gate();
	k_work_submit_to_queue(&queue, B);
	run_worker(0, 3, flush, B);
	zassert_equal(k_work_busy_get(B), K_WORK_QUEUED | K_WORK_FLUSHING);
	zassert_equal(k_work_cancel(B), 0);
	run_others();
	zassert_equal(worker_result(0), true);
	open_the_gate();
	expect_trace(".");
}

ZTEST(work_sync, test_flush_of_a_queued_run_that_is_cancelled_waits_for_the_running_one)
{
	run_a_to_its_gate();
	k_work_submit_to_queue(&queue, A);
	run_worker(0, 3, flush, A);
	k_work_cancel(A);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	open_the_gate();
	zassert_equal(worker_result(0), true);
	zassert_equal(k_work_busy_get(A), 0);
}

ZTEST(work_sync, test_aborted_flusher_leaves_nothing_behind)
{
	run_a_to_its_gate();

	k_tid_t aborted = run_worker(0, 3, flush, A);

	run_worker(1, 3, flush, A);
	k_thread_abort(aborted);
	memset(&syncs[0], 0xA5, sizeof(syncs[0]));
	open_the_gate();
	zassert_equal(worker_result(1), true);
	zassert_equal(k_work_busy_get(A), 0);
}

ZTEST(work_sync, test_cancel_sync_of_an_idle_item_does_not_wait)
{
	zassert_false(k_work_cancel_sync(A, &sync));
}

ZTEST(work_sync, test_cancel_sync_of_a_queued_item_does_not_wait)
{
	k_work_submit_to_queue(&queue, A);
	zassert_true(k_work_cancel_sync(A, &sync), "it was busy");
	zassert_equal(k_work_busy_get(A), 0);
	run_others();
	expect_trace("");
}

ZTEST(work_sync, test_cancel_sync_waits_for_a_running_item)
{
	run_a_to_its_gate();
	k_work_submit_to_queue(&queue, A);
	run_worker(0, 3, cancel_sync, A);
	zassert_equal(k_work_busy_get(A), K_WORK_RUNNING | K_WORK_CANCELING);
	zassert_equal(worker_result(0), INT32_MIN);
	open_the_gate();
	zassert_equal(worker_result(0), true);
	zassert_equal(k_work_busy_get(A), 0);
	expect_trace(".");
}

ZTEST(work_sync, test_several_threads_cancel_and_flush_one_item)
{
	run_a_to_its_gate();
	run_worker(0, 3, cancel_sync, A);
	run_worker(1, 4, flush, A);
	run_worker(2, 5, cancel_sync, A);
	open_the_gate();
	for (int i = 0; i < 3; i++) {
		zassert_equal(worker_result(i), true);
	}
}

ZTEST(work_sync, test_cancelled_handler_can_not_submit_itself)
{
	run_a_to_its_gate();
	items[0].action = submit_itself;
	run_worker(0, 3, cancel_sync, A);
	open_the_gate();
	zassert_equal(items[0].result, -EBUSY);
	zassert_equal(worker_result(0), true);
	zassert_equal(k_work_busy_get(A), 0);
}

ZTEST(work_sync, test_handler_cancels_another_item_of_its_queue)
{
	items[0].action = cancel_b;
	k_work_submit_to_queue(&queue, A);
	k_work_submit_to_queue(&queue, B);
	run_others();
	zassert_equal(items[0].result, true);
	expect_trace("a");
}

ZTEST(work_sync, test_waiting_for_its_own_end_is_misuse)
{
	items[0].action = flush_itself;
	k_work_submit_to_queue(&queue, A);
	run_others();
	zassert_equal(items[0].result, true);
	items[1].action = cancel_itself;
	k_work_submit_to_queue(&queue, B);
	run_others();
	zassert_equal(items[1].result, true);
}

ZTEST(work_sync, test_waiting_for_an_item_behind_is_misuse)
{
	items[0].action = flush_b;
	k_work_submit_to_queue(&queue, A);
	k_work_submit_to_queue(&queue, B);
	run_others();
	zassert_equal(items[0].result, true);
}

ZTEST(work_sync, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(flush_in_isr);
	expect_misuse_in_isr(cancel_sync_in_isr);
}

ZTEST_SUITE(work_sync, NULL, NULL, begin_case_with_queue, end_case, NULL);
