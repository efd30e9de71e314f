/* SPDX-License-Identifier: MIT */
/*
 * Delayable items: scheduling, rescheduling, flushing and cancelling them.
 */
#include "fixture.h"

#define DA (&items[0].dwork)
#define DB (&items[1].dwork)

static void count_defined(struct k_work *work);

K_WORK_DELAYABLE_DEFINE(defined_dwork, count_defined);

static int defined_runs;
static struct k_work_sync sync;

static void count_defined(struct k_work *work)
{
	defined_runs += k_work_delayable_from_work(work) == &defined_dwork ? 1 : 100;
}

static int schedule_a(k_timeout_t delay)
{
	return k_work_schedule_for_queue(&queue, DA, delay);
}

static int reschedule_a(k_timeout_t delay)
{
	return k_work_reschedule_for_queue(&queue, DA, delay);
}

static int flush_delayable(void *arg)
{
	return k_work_flush_delayable(arg, &syncs[next_sync++ % WORKERS]);
}

static int cancel_delayable_sync(void *arg)
{
	return k_work_cancel_delayable_sync(arg, &syncs[next_sync++ % WORKERS]);
}

static void reschedule_itself(struct item *item)
{
	item->result = k_work_reschedule_for_queue(&queue, &item->dwork, K_TICKS(1));
}

static void schedule_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	items[0].result = schedule_a(K_TICKS(5));
}

static void cancel_delayable_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	items[0].result = k_work_cancel_delayable(DA);
}

MISUSE_IN_ISR(flush_in_isr, k_work_flush_delayable(DA, &sync))
MISUSE_IN_ISR(cancel_sync_in_isr, k_work_cancel_delayable_sync(DA, &sync))

ZTEST(work_delayable, test_defined_item_needs_no_init)
{
	zassert_false(k_work_delayable_is_pending(&defined_dwork));
	zassert_equal(k_work_schedule_for_queue(&queue, &defined_dwork, K_TICKS(2)), 1);
	zassert_true(k_work_delayable_is_pending(&defined_dwork));
	k_sleep(K_TICKS(5));
	zassert_equal(defined_runs, 1);
}

ZTEST(work_delayable, test_scheduled_item_runs_after_its_delay)
{
	int64_t start = start_of_tick();

	zassert_equal(schedule_a(K_TICKS(10)), 1);
	zassert_equal(k_work_delayable_busy_get(DA), K_WORK_DELAYED);
	zassert_equal(k_work_delayable_expires_get(DA), start + 11, "at least 10 whole ticks");
	zassert_equal(k_work_delayable_remaining_get(DA), 11);
	k_sleep(K_TIMEOUT_ABS_TICKS(start + 10));
	expect_trace("");
	zassert_equal(k_work_delayable_remaining_get(DA), 1);
	k_sleep(K_TIMEOUT_ABS_TICKS(start + 11));
	run_others();
	expect_trace("a");
	zassert_equal(k_work_delayable_busy_get(DA), 0);
}

ZTEST(work_delayable, test_item_without_a_delay_has_no_time_left)
{
	zassert_equal(k_work_delayable_remaining_get(DA), 0);
	zassert_equal(k_work_delayable_expires_get(DA), k_uptime_ticks());
}

ZTEST(work_delayable, test_schedule_does_not_move_a_deadline)
{
	int64_t start = start_of_tick();

	schedule_a(K_TICKS(10));
	zassert_equal(schedule_a(K_TICKS(1)), 0);
	zassert_equal(schedule_a(K_NO_WAIT), 0);
	zassert_equal(k_work_delayable_expires_get(DA), start + 11);
}

ZTEST(work_delayable, test_reschedule_moves_a_deadline)
{
	int64_t start = start_of_tick();

	schedule_a(K_TICKS(10));
	zassert_equal(reschedule_a(K_TICKS(20)), 1);
	zassert_equal(k_work_delayable_expires_get(DA), start + 21);
	k_sleep(K_TICKS(15));
	expect_trace("");
	zassert_equal(reschedule_a(K_NO_WAIT), 1);
	zassert_equal(k_work_delayable_busy_get(DA), K_WORK_QUEUED);
	k_sleep(K_TICKS(30));
	expect_trace("a");
}

ZTEST(work_delayable, test_no_wait_submits_at_once)
{
	zassert_equal(schedule_a(K_NO_WAIT), 1);
	zassert_equal(k_work_delayable_busy_get(DA), K_WORK_QUEUED);
	zassert_equal(schedule_a(K_NO_WAIT), 0);
	zassert_equal(schedule_a(K_TICKS(1)), 0, "it is in a queue");
	zassert_equal(reschedule_a(K_NO_WAIT), 0);
	run_others();
	expect_trace("a");
}

ZTEST(work_delayable, test_running_item_can_be_scheduled)
{
	run_a_to_its_gate();
	zassert_equal(schedule_a(K_TICKS(5)), 1);
	zassert_equal(k_work_delayable_busy_get(DA), K_WORK_RUNNING | K_WORK_DELAYED);
	k_sleep(K_TICKS(7));
	zassert_equal(k_work_delayable_busy_get(DA), K_WORK_RUNNING | K_WORK_QUEUED);
	open_the_gate();
	open_the_gate();
	expect_trace(".a.");
	run_a_to_its_gate();
	zassert_equal(schedule_a(K_NO_WAIT), 2);
	k_work_cancel_delayable(DA);
	open_the_gate();
}

ZTEST(work_delayable, test_reschedule_leaves_the_item_in_its_queue)
{
	zassert_equal(schedule_a(K_NO_WAIT), 1);
	zassert_equal(reschedule_a(K_TICKS(5)), 1);
	zassert_equal(k_work_delayable_busy_get(DA), K_WORK_QUEUED | K_WORK_DELAYED);
	k_sleep(K_TICKS(7));
	expect_trace("aa");
}

ZTEST(work_delayable, test_item_that_comes_due_in_a_queue_is_queued_once)
{
	run_a_to_its_gate();
	k_work_submit_to_queue(&queue, B);
	zassert_equal(k_work_reschedule_for_queue(&queue, DB, K_TICKS(2)), 1);
	k_sleep(K_TICKS(5));
	open_the_gate();
	expect_trace(".b");
}

ZTEST(work_delayable, test_for_ever_waits_until_rescheduled)
{
	zassert_equal(schedule_a(K_FOREVER), 1);
	zassert_equal(k_work_delayable_busy_get(DA), K_WORK_DELAYED);
	zassert_equal(schedule_a(K_NO_WAIT), 0);
	k_sleep(K_TICKS(1000));
	expect_trace("");
	zassert_equal(reschedule_a(K_NO_WAIT), 1);
	run_others();
	expect_trace("a");
}

ZTEST(work_delayable, test_handler_reschedules_itself)
{
	items[0].action = reschedule_itself;
	schedule_a(K_NO_WAIT);
	k_sleep(K_TICKS(7));
	zassert_equal(strspn(trace, "a"), strlen(trace));
	zassert_between_inclusive((int)strlen(trace), 3, 4);
	zassert_equal(k_work_cancel_delayable(DA), 0);
}

ZTEST(work_delayable, test_refused_items)
{
	static struct k_work_q unstarted;

	zassert_equal(k_work_schedule_for_queue(&unstarted, DA, K_NO_WAIT), -ENODEV);
	zassert_equal(k_work_reschedule_for_queue(&unstarted, DA, K_NO_WAIT), -ENODEV);
	zassert_equal(k_work_schedule_for_queue(NULL, DA, K_NO_WAIT), -EINVAL);
	zassert_equal(k_work_delayable_busy_get(DA), 0);
}

ZTEST(work_delayable, test_what_is_refused_when_due_is_dropped)
{
	static struct k_work_q unstarted;

	zassert_equal(k_work_schedule_for_queue(&unstarted, DA, K_TICKS(2)), 1);
	k_sleep(K_TICKS(5));
	zassert_equal(k_work_delayable_busy_get(DA), 0);
}

ZTEST(work_delayable, test_cancelled_item_does_not_come_due)
{
	schedule_a(K_TICKS(5));
	zassert_equal(k_work_cancel_delayable(DA), 0);
	zassert_equal(k_work_delayable_busy_get(DA), 0);
	k_sleep(K_TICKS(10));
	expect_trace("");
	zassert_equal(schedule_a(K_TICKS(1)), 1, "it can be used again");
}

ZTEST(work_delayable, test_cancelled_running_item_can_not_be_scheduled)
{
	run_a_to_its_gate();
	schedule_a(K_TICKS(5));
	zassert_equal(k_work_cancel_delayable(DA), K_WORK_RUNNING | K_WORK_CANCELING);
	zassert_equal(schedule_a(K_TICKS(5)), -EBUSY);
	zassert_equal(reschedule_a(K_TICKS(5)), -EBUSY);
	zassert_equal(schedule_a(K_NO_WAIT), -EBUSY);
	k_sleep(K_TICKS(10));
	open_the_gate();
	expect_trace(".");
}

ZTEST(work_delayable, test_cancel_sync_tells_whether_it_was_busy)
{
	zassert_false(k_work_cancel_delayable_sync(DA, &sync));
	schedule_a(K_TICKS(5));
	zassert_true(k_work_cancel_delayable_sync(DA, &sync));
	zassert_equal(k_work_delayable_busy_get(DA), 0);
	schedule_a(K_NO_WAIT);
	zassert_true(k_work_cancel_delayable_sync(DA, &sync));
	run_others();
	expect_trace("");
}

ZTEST(work_delayable, test_cancel_sync_ends_an_item_that_reschedules_itself)
{
	run_a_to_its_gate();
	items[0].action = reschedule_itself;
	run_worker(0, 3, cancel_delayable_sync, DA);
	zassert_equal(worker_result(0), INT32_MIN);
	open_the_gate();
	zassert_equal(worker_result(0), true);
	zassert_equal(items[0].result, -EBUSY);
	k_sleep(K_TICKS(10));
	expect_trace(".");
}

ZTEST(work_delayable, test_flush_of_an_idle_item_does_not_wait)
{
	zassert_false(k_work_flush_delayable(DA, &sync));
}

ZTEST(work_delayable, test_flush_runs_a_delayed_item_now)
{
	int64_t start = start_of_tick();

	schedule_a(K_TICKS(100));
	zassert_true(k_work_flush_delayable(DA, &sync));
	expect_trace("a");
	zassert_equal(k_uptime_ticks(), start);
	zassert_equal(k_work_delayable_busy_get(DA), 0);
}

ZTEST(work_delayable, test_flush_waits_for_a_running_item)
{
	run_a_to_its_gate();
	run_worker(0, 3, flush_delayable, DA);
	zassert_equal(worker_result(0), INT32_MIN);
	open_the_gate();
	zassert_equal(worker_result(0), true);
}

ZTEST(work_delayable, test_flush_of_an_item_that_its_queue_refuses_does_not_wait)
{
	static struct k_work_q unstarted;

	k_work_schedule_for_queue(&unstarted, DA, K_TICKS(100));
	zassert_false(k_work_flush_delayable(DA, &sync));
	zassert_equal(k_work_delayable_busy_get(DA), 0);
}

ZTEST(work_delayable, test_interrupt_handlers_schedule_and_cancel)
{
	irq_offload(schedule_in_isr, NULL);
	zassert_equal(items[0].result, 1);
	irq_offload(cancel_delayable_in_isr, NULL);
	zassert_equal(items[0].result, 0);
	k_sleep(K_TICKS(10));
	expect_trace("");
}

ZTEST(work_delayable, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(flush_in_isr);
	expect_misuse_in_isr(cancel_sync_in_isr);
}

ZTEST_SUITE(work_delayable, NULL, NULL, begin_case_with_queue, end_case, NULL);
