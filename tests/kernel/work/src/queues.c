/* SPDX-License-Identifier: MIT */
/*
 * Queues: starting, yielding, draining, plugging, stopping.
 */
#include "fixture.h"

static const struct k_work_queue_config no_yield = {.name = "kept", .no_yield = true};

static int drain(void *arg)
{
	return k_work_queue_drain(&queue, (bool)(intptr_t)arg);
}

static int stop_now(void *arg)
{
	ARG_UNUSED(arg);
	return k_work_queue_stop(&queue, K_NO_WAIT);
}

static int serve(void *arg)
{
	k_work_queue_run(&queue, arg);
	mark('!');
	return 0;
}

static void submit_b(struct item *item)
{
	item->result = k_work_submit_to_queue(&queue, B);
}

static void drain_own_queue(struct item *item)
{
	item->result = is_misuse(k_work_queue_drain(&queue, false));
}

static void stop_own_queue(struct item *item)
{
	item->result = is_misuse(k_work_queue_stop(&queue, K_FOREVER));
}

static int isr_result;

static void submit_a_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	isr_result = k_work_submit_to_queue(&queue, A);
}

static void submit_a_in_isr_over_the_queue(struct item *item)
{
	ARG_UNUSED(item);
	irq_offload(submit_a_in_isr, NULL);
}

static void start(const struct k_work_queue_config *cfg)
{
	k_work_queue_start(&queue, queue_stack, K_THREAD_STACK_SIZEOF(queue_stack), QUEUE_PRIO,
			   cfg);
}

MISUSE_IN_ISR(drain_in_isr, k_work_queue_drain(&queue, false))
MISUSE_IN_ISR(stop_in_isr, k_work_queue_stop(&queue, K_NO_WAIT))
MISUSE_IN_ISR(run_in_isr, k_work_queue_run(&queue, NULL))

ZTEST(work_queues, test_thread_has_its_priority_and_name)
{
	start(&no_yield);

	k_tid_t thread = k_work_queue_thread_get(&queue);

	zassert_equal_ptr(thread, &queue.thread);
	zassert_equal(k_thread_priority_get(thread), QUEUE_PRIO);
	zassert_str_equal(k_thread_name_get(thread), "kept");
	zassert_equal(thread->base.user_options & K_ESSENTIAL, 0);
}

ZTEST(work_queues, test_essential_queue_has_an_essential_thread)
{
	const struct k_work_queue_config essential = {.essential = true};

	start(&essential);
	zassert_equal(queue.thread.base.user_options & K_ESSENTIAL, K_ESSENTIAL);
	queue.thread.base.user_options = 0;
}

ZTEST(work_queues, test_starting_twice_is_misuse)
{
	start(NULL);
	expect_misuse(start(NULL));
}

ZTEST(work_queues, test_queue_yields_between_items)
{
	start(NULL);
	k_work_submit_to_queue(&queue, A);
	k_work_submit_to_queue(&queue, B);
	start_worker(0, QUEUE_PRIO, mark_arg, EVENT('w'));
	run_others();
	expect_trace("awb");
}

ZTEST(work_queues, test_queue_that_does_not_yield_keeps_its_peers_waiting)
{
	start(&no_yield);
	k_work_submit_to_queue(&queue, A);
	k_work_submit_to_queue(&queue, B);
	start_worker(0, QUEUE_PRIO, mark_arg, EVENT('w'));
	run_others();
	expect_trace("abw");
}

ZTEST(work_queues, test_calling_thread_runs_the_items)
{
	k_tid_t thread = run_worker(0, QUEUE_PRIO, serve, (void *)&no_yield);

	zassert_equal_ptr(k_work_queue_thread_get(&queue), thread);
	zassert_str_equal(k_thread_name_get(thread), "kept");
	k_work_submit_to_queue(&queue, A);
	run_others();
	expect_trace("a");
	zassert_equal(k_work_queue_drain(&queue, true), 1);
	zassert_ok(k_work_queue_stop(&queue, K_FOREVER));
	expect_trace("!");
}

ZTEST(work_queues, test_calling_thread_becomes_essential)
{
	const struct k_work_queue_config essential = {.essential = true};
	k_tid_t thread = run_worker(0, QUEUE_PRIO, serve, (void *)&essential);

	zassert_equal(thread->base.user_options & K_ESSENTIAL, K_ESSENTIAL);
	thread->base.user_options = 0;
}

ZTEST(work_queues, test_calling_thread_runs_without_configuration)
{
	run_worker(0, QUEUE_PRIO, serve, NULL);
	k_work_submit_to_queue(&queue, A);
	run_others();
	expect_trace("a");
}

ZTEST(work_queues, test_draining_an_idle_queue_does_not_wait)
{
	start(NULL);
	zassert_equal(k_work_queue_drain(&queue, false), 0, "also before its thread ran");
	run_others();
	zassert_equal(k_work_queue_drain(&queue, false), 0);
}

ZTEST(work_queues, test_draining_waits_for_all_items)
{
	start(NULL);
	run_a_to_its_gate();
	k_work_submit_to_queue(&queue, B);
	run_worker(0, 3, drain, NULL);
	run_worker(1, 4, drain, NULL);
	zassert_equal(worker_result(0), INT32_MIN);
	open_the_gate();
	zassert_equal(worker_result(0), 1);
	zassert_equal(worker_result(1), 1, "several may wait");
	expect_trace(".b");
	zassert_equal(k_work_submit_to_queue(&queue, A), 1, "it takes items again");
}

ZTEST(work_queues, test_draining_queue_takes_items_of_its_own_thread_only)
{
	start(NULL);
	items[0].action = submit_b;
	run_a_to_its_gate();
	run_worker(0, 3, drain, NULL);
	zassert_equal(k_work_submit_to_queue(&queue, C), -EBUSY);
	open_the_gate();
	zassert_equal(items[0].result, 1);
	zassert_equal(worker_result(0), 1);
	expect_trace(".b");
}

ZTEST(work_queues, test_draining_queue_takes_no_items_of_interrupt_handlers)
{
	start(NULL);
	run_a_to_its_gate();
	items[0].action = submit_a_in_isr_over_the_queue;
	run_worker(0, 3, drain, NULL);
	open_the_gate();
	zassert_equal(isr_result, -EBUSY);
	zassert_equal(worker_result(0), 1);
}

ZTEST(work_queues, test_plugged_queue_takes_items_after_it_is_unplugged)
{
	start(NULL);
	zassert_equal(k_work_queue_unplug(&queue), -EALREADY);
	zassert_equal(k_work_queue_drain(&queue, true), 1);
	zassert_equal(k_work_submit_to_queue(&queue, A), -EBUSY);
	zassert_equal(k_work_queue_drain(&queue, true), 1, "plugged already");
	zassert_equal(k_work_queue_drain(&queue, false), 0);
	zassert_ok(k_work_queue_unplug(&queue));
	zassert_equal(k_work_queue_unplug(&queue), -EALREADY);
	zassert_equal(k_work_submit_to_queue(&queue, A), 1);
	run_others();
	expect_trace("a");
}

ZTEST(work_queues, test_plugging_waits_for_all_items)
{
	start(NULL);
	items[0].action = submit_b;
	k_work_submit_to_queue(&queue, A);
	zassert_equal(k_work_queue_drain(&queue, true), 1);
	expect_trace("ab");
}

ZTEST(work_queues, test_queue_that_is_not_started)
{
	zassert_equal(k_work_queue_drain(&queue, false), 0);
	zassert_equal(k_work_queue_drain(&queue, true), -ENODEV);
	zassert_equal(k_work_queue_unplug(&queue), -EALREADY);
	zassert_equal(k_work_queue_stop(&queue, K_FOREVER), -EALREADY);
}

ZTEST(work_queues, test_queue_must_be_plugged_before_it_is_stopped)
{
	start(NULL);
	zassert_equal(k_work_queue_stop(&queue, K_FOREVER), -EBUSY);
	run_a_to_its_gate();
	run_worker(0, 3, drain, (void *)true);
	zassert_equal(k_work_queue_stop(&queue, K_FOREVER), -EBUSY, "it still drains");
	open_the_gate();
	zassert_ok(k_work_queue_stop(&queue, K_FOREVER));
}

ZTEST(work_queues, test_stopped_queue_can_be_started_again)
{
	for (int i = 0; i < 3; i++) {
		start(NULL);
		k_work_submit_to_queue(&queue, A);
		zassert_equal(k_work_queue_drain(&queue, true), 1);
		zassert_ok(k_work_queue_stop(&queue, K_TICKS(10)));
		zassert_equal(k_work_queue_stop(&queue, K_TICKS(10)), -EALREADY);
		zassert_equal(k_work_submit_to_queue(&queue, A), -ENODEV);
		expect_trace("a");
	}
}

ZTEST(work_queues, test_queue_that_does_not_stop_in_time_goes_on)
{
	start(NULL);
	zassert_equal(k_work_queue_drain(&queue, true), 1);
	k_thread_suspend(&queue.thread);
	zassert_equal(k_work_queue_stop(&queue, K_TICKS(5)), -ETIMEDOUT);
	k_thread_resume(&queue.thread);
	zassert_ok(k_work_queue_unplug(&queue));
	zassert_equal(k_work_submit_to_queue(&queue, A), 1);
	run_others();
	expect_trace("a");
}

ZTEST(work_queues, test_stop_without_wait_succeeds_when_the_thread_ends_at_once)
{
	start(NULL);
	zassert_equal(k_work_queue_drain(&queue, true), 1);
	run_worker(0, QUEUE_PRIO + 1, stop_now, NULL);
	zassert_equal(worker_result(0), 0);
}

static int end_slowly(void *arg)
{
	k_work_queue_run(&queue, arg);
	k_sleep(K_TICKS(20));
	return 0;
}

ZTEST(work_queues, test_stop_that_is_too_late_to_take_back_waits_for_the_end)
{
	run_worker(0, QUEUE_PRIO, end_slowly, NULL);
	zassert_equal(k_work_queue_drain(&queue, true), 1);

	int64_t begin = start_of_tick();

	zassert_ok(k_work_queue_stop(&queue, K_TICKS(5)));
	zassert_equal(k_uptime_ticks(), begin + 21);
}

ZTEST(work_queues, test_waiting_for_the_own_queue_is_misuse)
{
	start(NULL);
	items[0].action = drain_own_queue;
	items[1].action = stop_own_queue;
	k_work_submit_to_queue(&queue, A);
	k_work_submit_to_queue(&queue, B);
	run_others();
	zassert_equal(items[0].result, true);
	zassert_equal(items[1].result, true);
}

ZTEST(work_queues, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(drain_in_isr);
	expect_misuse_in_isr(stop_in_isr);
	expect_misuse_in_isr(run_in_isr);
}

ZTEST_SUITE(work_queues, NULL, NULL, begin_case, end_case, NULL);
