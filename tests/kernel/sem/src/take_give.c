/* SPDX-License-Identifier: MIT */
/*
 * Semaphores: counting, waiting, handing over, in threads and in interrupt handlers.
 */
#include <errno.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

K_SEM_DEFINE(defined_sem, 2, 3);

static struct k_sem sem;

static int take_forever(void *arg)
{
	return k_sem_take(arg, K_FOREVER);
}

static int take_for_10_ticks(void *arg)
{
	return k_sem_take(arg, K_TICKS(10));
}

static int take_for_10_ticks_then_forever(void *arg)
{
	int result = k_sem_take(arg, K_TICKS(10));

	return result != 0 ? result : k_sem_take(arg, K_FOREVER);
}

static void give_in_isr(const void *arg)
{
	k_sem_give((struct k_sem *)arg);
}

static void reset_in_isr(const void *arg)
{
	k_sem_reset((struct k_sem *)arg);
}

static int isr_result;

static void take_in_isr(const void *arg)
{
	isr_result = k_sem_take((struct k_sem *)arg, K_NO_WAIT);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_ok(k_sem_init(&sem, 0, 5));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(sem, test_defined_semaphore_needs_no_init)
{
	zassert_equal(k_sem_count_get(&defined_sem), 2);
	zassert_ok(k_sem_take(&defined_sem, K_NO_WAIT));
	zassert_ok(k_sem_take(&defined_sem, K_NO_WAIT));
	zassert_equal(k_sem_take(&defined_sem, K_NO_WAIT), -EBUSY);
	k_sem_give(&defined_sem);
	k_sem_give(&defined_sem);
}

ZTEST(sem, test_init_refuses_limit_0)
{
	zassert_equal(k_sem_init(&sem, 0, 0), -EINVAL);
}

ZTEST(sem, test_init_refuses_count_above_limit)
{
	zassert_equal(k_sem_init(&sem, 3, 2), -EINVAL);
	zassert_equal(k_sem_count_get(&sem), 0, "a refused init changes nothing");
}

ZTEST(sem, test_init_accepts_the_extremes)
{
	zassert_ok(k_sem_init(&sem, K_SEM_MAX_LIMIT, K_SEM_MAX_LIMIT));
	zassert_equal(k_sem_count_get(&sem), UINT_MAX);
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), UINT_MAX, "saturates without wrapping");
}

ZTEST(sem, test_give_saturates_at_limit)
{
	for (int i = 0; i < 7; i++) {
		k_sem_give(&sem);
	}
	zassert_equal(k_sem_count_get(&sem), 5);
}

ZTEST(sem, test_take_without_wait_is_busy_at_once)
{
	int64_t start = start_of_tick();

	zassert_equal(k_sem_take(&sem, K_NO_WAIT), -EBUSY);
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(sem, test_take_times_out_after_its_time)
{
	int64_t start = start_of_tick();

	zassert_equal(k_sem_take(&sem, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(sem, test_take_times_out_at_an_absolute_tick)
{
	int64_t start = start_of_tick();

	zassert_equal(k_sem_take(&sem, K_TIMEOUT_ABS_TICKS(start + 10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 10);
}

ZTEST(sem, test_give_to_waiter_leaves_count)
{
	run_worker(0, 1, take_forever, &sem);
	zassert_equal(worker_result(0), INT32_MIN, "waits");
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 0, "handed over, not counted");
	zassert_equal(k_sem_take(&sem, K_NO_WAIT), -EBUSY, "nobody slips in between");
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(sem, test_give_in_time_ends_the_timeout)
{
	run_worker(0, 1, take_for_10_ticks_then_forever, &sem);
	k_sleep(K_TICKS(5));
	k_sem_give(&sem);
	k_sleep(K_TICKS(20));
	zassert_equal(worker_result(0), INT32_MIN, "the old timeout does not end the new wait");
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(sem, test_waiter_that_timed_out_gets_nothing_later)
{
	run_worker(0, 1, take_for_10_ticks, &sem);
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), -EAGAIN);
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 1);
}

ZTEST(sem, test_best_waiter_is_served_first)
{
	run_worker(0, 5, take_forever, &sem);
	run_worker(1, 3, take_forever, &sem);
	run_worker(2, 4, take_forever, &sem);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(2), INT32_MIN);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(2), 0);
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(sem, test_equal_waiters_are_served_in_order)
{
	for (int i = 0; i < 4; i++) {
		run_worker(i, 3, take_forever, &sem);
	}
	for (int i = 0; i < 4; i++) {
		k_sem_give(&sem);
		run_others();
		for (int j = 0; j < 4; j++) {
			zassert_equal(worker_result(j), j <= i ? 0 : INT32_MIN);
		}
	}
}

ZTEST(sem, test_waiter_whose_priority_rises_is_served_first)
{
	run_worker(0, 4, take_forever, &sem);
	k_tid_t raised = run_worker(1, 5, take_forever, &sem);

	k_thread_priority_set(raised, 2);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(sem, test_waiter_whose_priority_falls_goes_behind_its_new_equals)
{
	k_tid_t lowered = run_worker(0, 3, take_forever, &sem);

	run_worker(1, 4, take_forever, &sem);
	run_worker(2, 5, take_forever, &sem);
	k_thread_priority_set(lowered, 4);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(0), INT32_MIN);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_equal(worker_result(2), INT32_MIN);
}

ZTEST(sem, test_aborted_waiter_is_passed_over)
{
	k_tid_t aborted = run_worker(0, 3, take_for_10_ticks, &sem);

	run_worker(1, 4, take_forever, &sem);
	k_thread_abort(aborted);
	k_sem_give(&sem);
	k_sleep(K_TICKS(20));
	zassert_equal(worker_result(0), INT32_MIN, "ended in its wait");
	zassert_equal(worker_result(1), 0);
	zassert_equal(k_sem_count_get(&sem), 0);
}

ZTEST(sem, test_suspended_waiter_is_served_and_runs_after_resume)
{
	k_tid_t thread = run_worker(0, 3, take_forever, &sem);

	k_thread_suspend(thread);
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 0);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	k_thread_resume(thread);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(sem, test_timeout_expires_while_suspended)
{
	k_tid_t thread = run_worker(0, 3, take_for_10_ticks, &sem);

	k_thread_suspend(thread);
	k_sleep(K_TICKS(20));
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 1, "it waits no longer");
	k_thread_resume(thread);
	run_others();
	zassert_equal(worker_result(0), -EAGAIN);
}

ZTEST(sem, test_wakeup_does_not_end_a_wait)
{
	k_tid_t thread = run_worker(0, 3, take_for_10_ticks, &sem);

	k_wakeup(thread);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	k_sem_give(&sem);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(sem, test_reset_ends_every_wait)
{
	run_worker(0, 3, take_forever, &sem);
	run_worker(1, 3, take_for_10_ticks, &sem);
	run_worker(2, 1, take_forever, &sem);
	k_sem_reset(&sem);
	run_others();
	for (int i = 0; i < 3; i++) {
		zassert_equal(worker_result(i), -EAGAIN);
	}
	zassert_equal(k_sem_count_get(&sem), 0);
}

ZTEST(sem, test_reset_drops_the_count_and_keeps_the_limit)
{
	k_sem_give(&sem);
	k_sem_give(&sem);
	k_sem_reset(&sem);
	zassert_equal(k_sem_count_get(&sem), 0);
	for (int i = 0; i < 7; i++) {
		k_sem_give(&sem);
	}
	zassert_equal(k_sem_count_get(&sem), 5);
}

ZTEST(sem, test_deinit_ends_waits)
{
	run_worker(0, 3, take_forever, &sem);
	k_sem_deinit(&sem);
	run_others();
	zassert_equal(worker_result(0), -EAGAIN);
}

ZTEST(sem, test_give_in_isr_wakes_a_thread)
{
	run_worker(0, 3, take_forever, &sem);
	irq_offload(give_in_isr, &sem);
	zassert_equal(worker_result(0), INT32_MIN, "a cooperative thread is not preempted");
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(sem, test_give_in_isr_preempts_at_its_end)
{
	run_worker(0, 3, take_forever, &sem);
	k_thread_priority_set(k_current_get(), 4);
	irq_offload(give_in_isr, &sem);
	zassert_equal(worker_result(0), 0, "ran before irq_offload() returned");
}

ZTEST(sem, test_give_preempts_a_preemptible_giver)
{
	run_worker(0, 3, take_forever, &sem);
	k_thread_priority_set(k_current_get(), 4);
	k_sem_give(&sem);
	zassert_equal(worker_result(0), 0);
}

ZTEST(sem, test_give_to_an_equal_does_not_preempt)
{
	run_worker(0, 4, take_forever, &sem);
	k_thread_priority_set(k_current_get(), 4);
	k_sem_give(&sem);
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(sem, test_give_with_interrupts_locked_does_not_switch)
{
	run_worker(0, 3, take_forever, &sem);
	k_thread_priority_set(k_current_get(), 4);

	unsigned int key = irq_lock();

	k_sem_give(&sem);
	bool ran_locked = worker_result(0) == 0;

	irq_unlock(key);
	zassert_false(ran_locked);
	k_reschedule();
	zassert_equal(worker_result(0), 0);
}

ZTEST(sem, test_reset_in_isr)
{
	run_worker(0, 3, take_forever, &sem);
	irq_offload(reset_in_isr, &sem);
	run_others();
	zassert_equal(worker_result(0), -EAGAIN);
}

ZTEST(sem, test_take_without_wait_in_isr)
{
	k_sem_give(&sem);
	irq_offload(take_in_isr, &sem);
	zassert_equal(isr_result, 0);
	irq_offload(take_in_isr, &sem);
	zassert_equal(isr_result, -EBUSY);
}

static int limits_made;

static k_timeout_t make_limit(void)
{
	limits_made++;
	return K_FOREVER;
}

static int take_through_a_pointer(void *arg)
{
	int (*volatile take)(struct k_sem * sem, k_timeout_t timeout) = k_sem_take;

	return take(arg, make_limit());
}

static int take_for_made_limit(void *arg)
{
	return k_sem_take(arg, make_limit());
}

/** Where speed is wanted k_sem_take() is a macro too: it remains a function, and its arguments are evaluated once. */
ZTEST(sem, test_take_is_a_function_whose_limit_is_evaluated_once)
{
	limits_made = 0;
	run_worker(0, 3, take_through_a_pointer, &sem);
	run_worker(1, 4, take_for_made_limit, &sem);
	zassert_equal(limits_made, 2);
	k_sem_give(&sem);
	k_sem_give(&sem);
	run_others();
	zassert_ok(worker_result(0));
	zassert_ok(worker_result(1));
}

ZTEST_SUITE(sem, NULL, NULL, before, after, NULL);
