/* SPDX-License-Identifier: MIT */
/*
 * Work that waits for events: when it runs, with which result, and that nothing of it is left behind.
 */
#include <errno.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.c"
#include "tests/kernel/support/trace.h"

#define QUEUE_PRIO 3

static K_THREAD_STACK_DEFINE(queue_stack, WORKER_STACK);
static struct k_work_q queue;
static struct k_work_q other_queue;
static struct k_work_poll work;
static struct k_work_poll second;
static struct k_poll_event events[2];
static struct k_poll_event second_event;
static struct k_sem sem;
static struct k_fifo fifo;
static int result;
/** How often the handler is to submit its item again. */
static int again;

static int submit_for(k_timeout_t timeout)
{
	return k_work_poll_submit_to_queue(&queue, &work, events, ARRAY_SIZE(events), timeout);
}

static void handle(struct k_work *item)
{
	struct k_work_poll *poll = CONTAINER_OF(item, struct k_work_poll, work);

	mark(poll == &work ? 'w' : '2');
	result = poll->poll_result;
	if (again-- > 0) {
		events[0].state = K_POLL_STATE_NOT_READY;
		zassert_ok(submit_for(K_FOREVER));
	}
}

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_init(&sem, 0, 10);
	k_fifo_init(&fifo);
	k_poll_event_init(&events[0], K_POLL_TYPE_SEM_AVAILABLE, K_POLL_MODE_NOTIFY_ONLY, &sem);
	k_poll_event_init(&events[1], K_POLL_TYPE_FIFO_DATA_AVAILABLE, K_POLL_MODE_NOTIFY_ONLY,
			  &fifo);
	k_poll_event_init(&second_event, K_POLL_TYPE_SEM_AVAILABLE, K_POLL_MODE_NOTIFY_ONLY, &sem);
	k_work_poll_init(&work, handle);
	k_work_poll_init(&second, handle);
	result = 1;
	again = 0;
	k_work_queue_init(&queue);
	k_work_queue_start(&queue, queue_stack, K_THREAD_STACK_SIZEOF(queue_stack), QUEUE_PRIO,
			   NULL);
	run_others();
}

static void after(void *fixture)
{
	(void)k_work_poll_cancel(&work);
	(void)k_work_poll_cancel(&second);
	k_thread_abort(&queue.thread);
	after_case(fixture);
}

ZTEST(work_poll, test_runs_when_an_event_happens)
{
	zassert_ok(submit_for(K_FOREVER));
	run_others();
	expect_trace("");
	zassert_equal(work.poll_result, -EINPROGRESS);
	k_sem_give(&sem);
	run_others();
	expect_trace("w");
	zassert_equal(result, 0);
	zassert_equal(events[0].state, K_POLL_STATE_SEM_AVAILABLE);
	zassert_equal(events[1].state, K_POLL_STATE_NOT_READY);
	zassert_equal(k_sem_count_get(&sem), 1, "polling takes nothing");
}

ZTEST(work_poll, test_runs_once)
{
	zassert_ok(submit_for(K_TICKS(5)));
	k_sem_give(&sem);
	k_sem_give(&sem);
	k_sleep(K_TICKS(10));
	expect_trace("w");
	zassert_equal(result, 0);
}

ZTEST(work_poll, test_runs_at_once_when_it_has_happened)
{
	k_sem_give(&sem);
	zassert_ok(submit_for(K_FOREVER));
	run_others();
	expect_trace("w");
	zassert_equal(result, 0);
}

ZTEST(work_poll, test_runs_at_its_timeout)
{
	zassert_ok(submit_for(K_TICKS(5)));
	k_sleep(K_TICKS(4));
	expect_trace("");
	k_sleep(K_TICKS(3));
	expect_trace("w");
	zassert_equal(result, -EAGAIN);
	k_sem_give(&sem);
	run_others();
	expect_trace("");
}

ZTEST(work_poll, test_without_time_it_runs_in_vain)
{
	zassert_ok(submit_for(K_NO_WAIT));
	run_others();
	expect_trace("w");
	zassert_equal(result, -EAGAIN);
}

ZTEST(work_poll, test_cancelled_queue)
{
	zassert_ok(submit_for(K_FOREVER));
	k_fifo_cancel_wait(&fifo);
	run_others();
	expect_trace("w");
	zassert_equal(result, -EINTR);
	zassert_equal(events[1].state, K_POLL_STATE_CANCELLED);
}

ZTEST(work_poll, test_cancelled_work_does_not_run)
{
	zassert_equal(k_work_poll_cancel(&work), -EINVAL, "never submitted");
	zassert_ok(submit_for(K_TICKS(5)));
	zassert_ok(k_work_poll_cancel(&work));
	zassert_equal(k_work_poll_cancel(&work), -EINVAL);
	k_sem_give(&sem);
	k_sleep(K_TICKS(10));
	expect_trace("");
	zassert_ok(submit_for(K_TICKS(5)));
	zassert_equal(k_work_poll_cancel(&work), -EINVAL, "it is in the queue");
	run_others();
	expect_trace("w");
}

ZTEST(work_poll, test_second_submission_starts_over)
{
	zassert_ok(submit_for(K_TICKS(5)));
	k_sleep(K_TICKS(3));
	zassert_ok(submit_for(K_TICKS(5)));
	k_sleep(K_TICKS(4));
	expect_trace("");
	k_sleep(K_TICKS(3));
	expect_trace("w");
}

ZTEST(work_poll, test_submission_before_the_run_is_refused)
{
	k_sem_give(&sem);
	zassert_ok(submit_for(K_FOREVER));
	zassert_equal(submit_for(K_FOREVER), -EINVAL);
	run_others();
	expect_trace("w");
}

ZTEST(work_poll, test_other_queue_is_refused_while_it_waits)
{
	zassert_ok(submit_for(K_FOREVER));
	zassert_equal(k_work_poll_submit_to_queue(&other_queue, &work, events, 2, K_FOREVER),
		      -EADDRINUSE);
	k_sem_give(&sem);
	run_others();
	expect_trace("w");
}

ZTEST(work_poll, test_queue_that_was_not_started)
{
	zassert_equal(k_work_poll_submit_to_queue(&other_queue, &work, events, 2, K_FOREVER),
		      -ENODEV);
	zassert_equal(k_work_poll_submit_to_queue(&other_queue, &work, events, 2, K_NO_WAIT),
		      -ENODEV);
	zassert_ok(submit_for(K_NO_WAIT), "it is free");
	run_others();
	expect_trace("w");
}

/** Nobody can be told: the item is free again, and its events are out of all lists. */
ZTEST(work_poll, test_event_while_the_queue_is_plugged)
{
	zassert_ok(submit_for(K_FOREVER));
	zassert_equal(k_work_queue_drain(&queue, true), 1);
	k_sem_give(&sem);
	run_others();
	expect_trace("");
	zassert_ok(k_work_queue_unplug(&queue));
	zassert_ok(submit_for(K_FOREVER));
	run_others();
	expect_trace("w");
}

ZTEST(work_poll, test_handler_may_submit_again)
{
	again = 2;
	zassert_ok(submit_for(K_FOREVER));
	for (int i = 0; i < 3; i++) {
		k_sem_give(&sem);
		run_others();
		zassert_ok(k_sem_take(&sem, K_NO_WAIT));
	}
	expect_trace("www");
}

static int poll_sem(void *arg)
{
	struct k_poll_event event;

	k_poll_event_init(&event, K_POLL_TYPE_SEM_AVAILABLE, K_POLL_MODE_NOTIFY_ONLY, &sem);
	(void)k_poll(&event, 1, K_FOREVER);
	return mark_arg(arg);
}

/** Of a thread and an item of work the one with the better thread is told. */
ZTEST(work_poll, test_best_thread_is_told)
{
	zassert_ok(submit_for(K_FOREVER));
	run_worker(0, QUEUE_PRIO - 1, poll_sem, EVENT('b'));
	run_worker(1, QUEUE_PRIO + 1, poll_sem, EVENT('l'));
	for (int i = 0; i < 3; i++) {
		k_sem_give(&sem);
		run_others();
	}
	expect_trace("bwl");
}

ZTEST(work_poll, test_two_items_for_one_object)
{
	zassert_ok(submit_for(K_FOREVER));
	zassert_ok(k_work_poll_submit_to_queue(&queue, &second, &second_event, 1, K_FOREVER));
	k_sem_give(&sem);
	run_others();
	expect_trace("w");
	k_sem_give(&sem);
	run_others();
	expect_trace("2");
}

static void give_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	k_sem_give(&sem);
}

static void submit_in_isr(const void *arg)
{
	*(int *)(uintptr_t)arg = submit_for(K_TICKS(5));
}

ZTEST(work_poll, test_handlers_may_submit_and_trigger)
{
	int submitted = -1;

	irq_offload(submit_in_isr, &submitted);
	zassert_ok(submitted);
	irq_offload(give_in_isr, NULL);
	run_others();
	expect_trace("w");
}

ZTEST(work_poll, test_system_queue)
{
	zassert_ok(k_work_poll_submit(&work, events, 2, K_FOREVER));
	k_sem_give(&sem);
	run_others();
	expect_trace("w");
}

ZTEST(work_poll, test_item_without_a_handler_is_misuse)
{
	struct k_work_poll none = {.real_handler = NULL};

	expect_misuse(k_work_poll_submit_to_queue(&queue, &none, events, 2, K_NO_WAIT));
}

ZTEST_SUITE(work_poll, NULL, NULL, before, after, NULL);
