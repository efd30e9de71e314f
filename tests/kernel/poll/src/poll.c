/* SPDX-License-Identifier: MIT */
/*
 * Polling: what is there already, what comes, who is told, and how a poll ends.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

K_MSGQ_DEFINE(msgq, sizeof(int), 2, 4);
K_PIPE_DEFINE(pipe, 4, 4);

static struct k_sem sem;
static struct k_queue queue;
static struct k_fifo fifo;
static struct k_poll_signal signal;
static void *item[2];

static struct k_poll_event defined_event =
	K_POLL_EVENT_STATIC_INITIALIZER(K_POLL_TYPE_SIGNAL, K_POLL_MODE_NOTIFY_ONLY, &signal, 42);

/** The events of each worker. */
static struct k_poll_event polled[WORKERS][3];
static int timeouts[WORKERS];

static void watch(struct k_poll_event *event, uint32_t type, void *obj)
{
	k_poll_event_init(event, type, K_POLL_MODE_NOTIFY_ONLY, obj);
}

static int poll(void *arg)
{
	int index = (int)(intptr_t)arg;

	return k_poll(polled[index], 3,
		      timeouts[index] != 0 ? K_TICKS(timeouts[index]) : K_FOREVER);
}

/** Worker @a index polls for the signal, the semaphore and the queue, which are not ready. */
static k_tid_t run_poller(int index, int prio, int ticks)
{
	watch(&polled[index][0], K_POLL_TYPE_SIGNAL, &signal);
	watch(&polled[index][1], K_POLL_TYPE_SEM_AVAILABLE, &sem);
	watch(&polled[index][2], K_POLL_TYPE_DATA_AVAILABLE, &queue);
	timeouts[index] = ticks;

	k_tid_t thread = run_worker(index, prio, poll, (void *)(intptr_t)index);

	zassert_equal(worker_result(index), INT32_MIN, "waits");
	return thread;
}

#define expect_states(index, first, second, third)                                                 \
	do {                                                                                       \
		zassert_equal(polled[index][0].state, first);                                      \
		zassert_equal(polled[index][1].state, second);                                     \
		zassert_equal(polled[index][2].state, third);                                      \
	} while (0)

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_ok(k_sem_init(&sem, 0, 5));
	k_queue_init(&queue);
	k_fifo_init(&fifo);
	k_poll_signal_init(&signal);
	defined_event.state = K_POLL_STATE_NOT_READY;
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
	k_msgq_purge(&msgq);
	k_pipe_reset(&pipe);
}

/** Poll for one thing without waiting. @return the state, or 0 if nothing has happened. */
static uint32_t state_now(uint32_t type, void *obj)
{
	struct k_poll_event event;
	int result;

	watch(&event, type, obj);
	result = k_poll(&event, 1, K_NO_WAIT);
	zassert_equal(result, event.state != 0 ? 0 : -EAGAIN);
	return event.state;
}

ZTEST(poll, test_object_that_is_ready_is_found_without_waiting)
{
	int number = 1;

	zassert_equal(state_now(K_POLL_TYPE_SEM_AVAILABLE, &sem), 0);
	k_sem_give(&sem);
	zassert_equal(state_now(K_POLL_TYPE_SEM_AVAILABLE, &sem), K_POLL_STATE_SEM_AVAILABLE);
	zassert_equal(k_sem_count_get(&sem), 1, "nothing is taken");

	zassert_equal(state_now(K_POLL_TYPE_DATA_AVAILABLE, &queue), 0);
	k_queue_append(&queue, &item[0]);
	zassert_equal(state_now(K_POLL_TYPE_DATA_AVAILABLE, &queue), K_POLL_STATE_DATA_AVAILABLE);

	zassert_equal(state_now(K_POLL_TYPE_FIFO_DATA_AVAILABLE, &fifo), 0);
	k_fifo_put(&fifo, &item[1]);
	zassert_equal(state_now(K_POLL_TYPE_FIFO_DATA_AVAILABLE, &fifo),
		      K_POLL_STATE_FIFO_DATA_AVAILABLE);

	zassert_equal(state_now(K_POLL_TYPE_MSGQ_DATA_AVAILABLE, &msgq), 0);
	zassert_ok(k_msgq_put(&msgq, &number, K_NO_WAIT));
	zassert_equal(state_now(K_POLL_TYPE_MSGQ_DATA_AVAILABLE, &msgq),
		      K_POLL_STATE_MSGQ_DATA_AVAILABLE);

	zassert_equal(state_now(K_POLL_TYPE_PIPE_DATA_AVAILABLE, &pipe), 0);
	zassert_equal(k_pipe_write(&pipe, (const uint8_t *)"x", 1, K_NO_WAIT), 1);
	zassert_equal(state_now(K_POLL_TYPE_PIPE_DATA_AVAILABLE, &pipe),
		      K_POLL_STATE_PIPE_DATA_AVAILABLE);

	zassert_equal(state_now(K_POLL_TYPE_SIGNAL, &signal), 0);
	zassert_ok(k_poll_signal_raise(&signal, 7));
	zassert_equal(state_now(K_POLL_TYPE_SIGNAL, &signal), K_POLL_STATE_SIGNALED);
}

ZTEST(poll, test_all_events_that_have_happened_are_told)
{
	k_sem_give(&sem);
	k_queue_append(&queue, &item[0]);
	watch(&polled[0][0], K_POLL_TYPE_SIGNAL, &signal);
	watch(&polled[0][1], K_POLL_TYPE_SEM_AVAILABLE, &sem);
	watch(&polled[0][2], K_POLL_TYPE_DATA_AVAILABLE, &queue);
	zassert_ok(k_poll(polled[0], 3, K_FOREVER));
	expect_states(0, 0, K_POLL_STATE_SEM_AVAILABLE, K_POLL_STATE_DATA_AVAILABLE);
}

ZTEST(poll, test_states_are_kept_until_the_caller_resets_them)
{
	run_poller(0, 3, 0);
	polled[0][1].state = K_POLL_STATE_CANCELLED;
	k_sem_give(&sem);
	run_others();
	expect_states(0, 0, K_POLL_STATE_CANCELLED | K_POLL_STATE_SEM_AVAILABLE, 0);
	k_sem_reset(&sem);
	zassert_equal(k_poll(polled[0], 3, K_NO_WAIT), -EAGAIN, "old states do not count");
	expect_states(0, 0, K_POLL_STATE_CANCELLED | K_POLL_STATE_SEM_AVAILABLE, 0);
}

ZTEST(poll, test_defined_event_keeps_its_tag)
{
	zassert_ok(k_poll_signal_raise(&signal, 0));
	zassert_ok(k_poll(&defined_event, 1, K_NO_WAIT));
	zassert_equal(defined_event.state, K_POLL_STATE_SIGNALED);
	zassert_equal(defined_event.tag, 42);
}

ZTEST(poll, test_ignored_event_is_passed_over)
{
	watch(&polled[0][0], K_POLL_TYPE_IGNORE, NULL);
	watch(&polled[0][1], K_POLL_TYPE_SEM_AVAILABLE, &sem);
	watch(&polled[0][2], K_POLL_TYPE_IGNORE, &queue);
	run_worker(0, 3, poll, (void *)0);
	k_queue_append(&queue, &item[0]);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(0), 0);
	expect_states(0, 0, K_POLL_STATE_SEM_AVAILABLE, 0);
}

ZTEST(poll, test_poll_ends_after_its_time)
{
	int64_t start = start_of_tick();

	run_poller(0, 3, 10);
	zassert_ok(k_thread_join(&worker_threads[0], K_FOREVER));
	zassert_equal(worker_result(0), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11);
	expect_states(0, 0, 0, 0);
	k_sem_give(&sem);
	expect_states(0, 0, 0, 0);
}

ZTEST(poll, test_poll_without_events_sleeps)
{
	int64_t start = start_of_tick();

	zassert_equal(k_poll(NULL, 0, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11);
	zassert_equal(k_poll(NULL, 0, K_NO_WAIT), -EAGAIN);
}

ZTEST(poll, test_bad_arguments)
{
	zassert_equal(k_poll(NULL, 1, K_FOREVER), -EINVAL);
	zassert_equal(k_poll(&defined_event, -1, K_FOREVER), -EINVAL);
}

ZTEST(poll, test_give_ends_a_poll_and_is_counted)
{
	run_poller(0, 3, 0);
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 1);
	run_others();
	zassert_equal(worker_result(0), 0);
	expect_states(0, 0, K_POLL_STATE_SEM_AVAILABLE, 0);
}

static int take_sem(void *arg)
{
	return k_sem_take(arg, K_FOREVER);
}

ZTEST(poll, test_waiter_comes_before_a_poller)
{
	run_poller(0, 3, 0);
	run_worker(1, 5, take_sem, &sem);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(poll, test_one_give_tells_the_best_poller_only)
{
	run_poller(0, 5, 0);
	run_poller(1, 3, 0);
	run_poller(2, 3, 0);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(0), INT32_MIN);
	zassert_equal(worker_result(2), INT32_MIN, "the first of equals");
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(2), 0);
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(poll, test_poller_whose_priority_rises_is_told_first)
{
	k_tid_t raised = run_poller(0, 5, 0);

	run_poller(1, 3, 0);
	k_thread_priority_set(raised, 2);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_equal(worker_result(1), INT32_MIN);
}

ZTEST(poll, test_everything_that_can_be_polled_ends_a_poll)
{
	int number = 1;
	uint8_t byte = 1;

	watch(&polled[0][0], K_POLL_TYPE_MSGQ_DATA_AVAILABLE, &msgq);
	watch(&polled[0][1], K_POLL_TYPE_PIPE_DATA_AVAILABLE, &pipe);
	watch(&polled[0][2], K_POLL_TYPE_FIFO_DATA_AVAILABLE, &fifo);
	run_worker(0, 3, poll, (void *)0);
	zassert_equal(k_pipe_write(&pipe, &byte, 0, K_NO_WAIT), 0);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN, "no byte was written");
	zassert_ok(k_msgq_put(&msgq, &number, K_NO_WAIT));
	run_others();
	zassert_equal(worker_result(0), 0);
	expect_states(0, K_POLL_STATE_MSGQ_DATA_AVAILABLE, 0, 0);
	k_msgq_purge(&msgq);
	polled[0][0].state = 0;

	run_worker(0, 3, poll, (void *)0);
	zassert_equal(k_pipe_write(&pipe, &byte, 1, K_NO_WAIT), 1);
	run_others();
	expect_states(0, 0, K_POLL_STATE_PIPE_DATA_AVAILABLE, 0);
	zassert_equal(k_pipe_read(&pipe, &byte, 1, K_NO_WAIT), 1);
	polled[0][1].state = 0;

	run_worker(0, 3, poll, (void *)0);
	zassert_ok(k_fifo_put_list(&fifo, &item[0], &item[0]));
	run_others();
	expect_states(0, 0, 0, K_POLL_STATE_FIFO_DATA_AVAILABLE);
}

static int get_item(void *arg)
{
	return k_queue_get(arg, K_FOREVER) != NULL;
}

ZTEST(poll, test_list_that_waiters_take_whole_is_not_told)
{
	run_worker(1, 3, get_item, &queue);
	run_poller(0, 3, 0);
	zassert_ok(k_queue_append_list(&queue, &item[0], &item[0]));
	run_others();
	zassert_equal(worker_result(1), true);
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(poll, test_cancelling_the_wait_for_a_queue_interrupts_a_poll)
{
	run_poller(0, 3, 0);
	k_queue_cancel_wait(&queue);
	run_others();
	zassert_equal(worker_result(0), -EINTR);
	expect_states(0, 0, 0, K_POLL_STATE_CANCELLED);
}

ZTEST(poll, test_reset_semaphore_is_told)
{
	run_poller(0, 3, 0);
	k_sem_reset(&sem);
	run_others();
	zassert_equal(worker_result(0), 0);
	expect_states(0, 0, K_POLL_STATE_SEM_AVAILABLE, 0);
}

ZTEST(poll, test_aborted_poller_leaves_nothing_behind)
{
	k_tid_t aborted = run_poller(0, 2, 0);

	run_poller(1, 3, 0);
	k_thread_abort(aborted);
	memset(polled[0], 0xA5, sizeof(polled[0]));
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(1), 0);
	zassert_ok(k_poll_signal_raise(&signal, 0));
	k_queue_append(&queue, &item[0]);
}

ZTEST(poll, test_poller_leaves_the_objects_that_did_not_wake_it)
{
	run_poller(0, 3, 0);
	k_sem_give(&sem);
	run_others();
	memset(polled[0], 0xA5, sizeof(polled[0]));
	zassert_ok(k_poll_signal_raise(&signal, 0));
	k_queue_append(&queue, &item[0]);
	zassert_equal(polled[0][0].state, 0xA5);
}

ZTEST(poll, test_suspended_poller_is_told)
{
	k_tid_t thread = run_poller(0, 3, 0);

	k_thread_suspend(thread);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	expect_states(0, 0, K_POLL_STATE_SEM_AVAILABLE, 0);
	k_thread_resume(thread);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(poll, test_signal_keeps_what_was_raised)
{
	unsigned int signaled;
	int result = 0;

	k_poll_signal_check(&signal, &signaled, &result);
	zassert_equal(signaled, 0);
	zassert_ok(k_poll_signal_raise(&signal, 7));
	zassert_ok(k_poll_signal_raise(&signal, 9));
	k_poll_signal_check(&signal, &signaled, &result);
	zassert_not_equal(signaled, 0);
	zassert_equal(result, 9);
	k_poll_signal_reset(&signal);
	k_poll_signal_check(&signal, &signaled, &result);
	zassert_equal(signaled, 0);
	zassert_equal(result, 9);
	zassert_equal(state_now(K_POLL_TYPE_SIGNAL, &signal), 0);
}

static void raise_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	(void)k_poll_signal_raise(&signal, 5);
}

ZTEST(poll, test_signal_raised_in_isr_preempts_at_its_end)
{
	run_poller(0, 3, 0);
	k_thread_priority_set(k_current_get(), 4);
	irq_offload(raise_in_isr, NULL);
	zassert_equal(worker_result(0), 0, "ran before irq_offload() returned");
	expect_states(0, K_POLL_STATE_SIGNALED, 0, 0);
	zassert_equal(signal.result, 5);
}

MISUSE_IN_ISR(poll_in_isr, k_poll(&defined_event, 1, K_NO_WAIT))

ZTEST(poll, test_misuse)
{
	struct k_poll_event event = {.type = 3, .obj = &sem};

	expect_misuse(k_poll(&event, 1, K_NO_WAIT));
	expect_misuse(k_poll_event_init(&event, K_POLL_TYPE_SIGNAL, 1, &signal));
	expect_misuse(k_poll_event_init(&event, K_POLL_TYPE_SIGNAL, 0, NULL));
	expect_misuse_in_isr(poll_in_isr);
}

ZTEST(poll, test_message_put_in_front_is_told)
{
	int message = 5;

	watch(&polled[0][0], K_POLL_TYPE_MSGQ_DATA_AVAILABLE, &msgq);
	watch(&polled[0][1], K_POLL_TYPE_IGNORE, NULL);
	watch(&polled[0][2], K_POLL_TYPE_IGNORE, NULL);
	timeouts[0] = 0;
	run_worker(0, 5, poll, (void *)0);
	zassert_ok(k_msgq_put_front(&msgq, &message));
	run_others();
	zassert_equal(worker_result(0), 0);
	expect_states(0, K_POLL_STATE_MSGQ_DATA_AVAILABLE, 0, 0);
	zassert_ok(k_msgq_get(&msgq, &message, K_NO_WAIT));
}

static void prepend(void)
{
	k_queue_prepend(&queue, &item);
}

static void append_list(void)
{
	zassert_ok(k_queue_append_list(&queue, &item, &item));
}

static void append_in_envelope(void)
{
	zassert_ok(k_queue_alloc_append(&queue, &item));
}

static void prepend_in_envelope(void)
{
	zassert_ok(k_queue_alloc_prepend(&queue, &item));
}

ZTEST(poll, test_every_way_into_a_queue_is_told)
{
	static void (*const ways[])(void) = {prepend, append_list, append_in_envelope,
					     prepend_in_envelope};

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		item[0] = NULL;
		run_poller(0, 5, 0);
		ways[i]();
		run_others();
		zassert_equal(worker_result(0), 0);
		expect_states(0, 0, 0, K_POLL_STATE_DATA_AVAILABLE);
		zassert_equal_ptr(k_queue_get(&queue, K_NO_WAIT), &item);
	}
}

ZTEST(poll, test_every_way_into_a_queue_works_with_nobody_to_tell)
{
	static void (*const ways[])(void) = {prepend, append_list, append_in_envelope,
					     prepend_in_envelope};

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		item[0] = NULL;
		ways[i]();
		zassert_equal(state_now(K_POLL_TYPE_DATA_AVAILABLE, &queue),
			      K_POLL_STATE_DATA_AVAILABLE);
		zassert_equal_ptr(k_queue_get(&queue, K_NO_WAIT), &item);
	}
}

ZTEST_SUITE(poll, NULL, NULL, before, after, NULL);
