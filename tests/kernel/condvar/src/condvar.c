/* SPDX-License-Identifier: MIT */
/*
 * Condition variables: the mutex is released while waiting and locked again before the return.
 */
#include <errno.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

K_CONDVAR_DEFINE(defined_condvar);

static struct k_condvar condvar;
static struct k_mutex mutex;
/** Workers in the order in which they returned from their wait. */
static int order[WORKERS];
static int returned;

struct waiter {
	int index;
	k_timeout_t timeout;
	int levels;
	bool owned_after;
};

static struct waiter waiters[WORKERS];

static int wait_locked(void *arg)
{
	struct waiter *waiter = arg;
	int result;

	for (int i = 0; i < waiter->levels; i++) {
		k_mutex_lock(&mutex, K_FOREVER);
	}
	result = k_condvar_wait(&condvar, &mutex, waiter->timeout);
	order[returned++] = waiter->index;
	waiter->owned_after = mutex.owner == k_current_get();
	for (int i = 0; i < waiter->levels; i++) {
		if (k_mutex_unlock(&mutex) != 0) {
			return -EPERM;
		}
	}
	return result;
}

static k_tid_t run_waiter(int index, int prio, k_timeout_t timeout)
{
	waiters[index] = (struct waiter){.index = index, .timeout = timeout, .levels = 1};
	return run_worker(index, prio, wait_locked, &waiters[index]);
}

static int hold_for_5_ticks(void *arg)
{
	ARG_UNUSED(arg);
	k_mutex_lock(&mutex, K_FOREVER);
	k_sleep(K_TICKS(5));
	return k_mutex_unlock(&mutex);
}

static void signal_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	k_condvar_signal(&condvar);
}

static K_SEM_DEFINE(go, 0, 1);

static int wait_when_told(void *arg)
{
	ARG_UNUSED(arg);
	k_mutex_lock(&mutex, K_FOREVER);
	k_sem_take(&go, K_FOREVER);
	return k_condvar_wait(&condvar, &mutex, K_TICKS(50));
}

static int lock_and_signal(void *arg)
{
	ARG_UNUSED(arg);
	k_mutex_lock(&mutex, K_FOREVER);
	k_condvar_signal(&condvar);
	return k_mutex_unlock(&mutex);
}

static int isr_woken;

static void broadcast_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	isr_woken = k_condvar_broadcast(&condvar);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	returned = 0;
	zassert_ok(k_condvar_init(&condvar));
	zassert_ok(k_mutex_init(&mutex));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(condvar, test_defined_condvar_needs_no_init)
{
	zassert_equal(k_condvar_signal(&defined_condvar), 0);
	k_mutex_lock(&mutex, K_FOREVER);
	zassert_equal(k_condvar_wait(&defined_condvar, &mutex, K_TICKS(1)), -EAGAIN);
	zassert_ok(k_mutex_unlock(&mutex));
}

ZTEST(condvar, test_wait_releases_the_mutex)
{
	run_waiter(0, 1, K_FOREVER);
	zassert_ok(k_mutex_lock(&mutex, K_NO_WAIT));
	zassert_ok(k_mutex_unlock(&mutex));
}

ZTEST(condvar, test_signal_wakes_and_the_mutex_is_locked_again)
{
	run_waiter(0, 1, K_FOREVER);
	zassert_equal(k_condvar_signal(&condvar), 0);
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_true(waiters[0].owned_after);
	zassert_is_null(mutex.owner);
}

ZTEST(condvar, test_signal_without_waiter_is_forgotten)
{
	zassert_equal(k_condvar_signal(&condvar), 0);
	run_waiter(0, 1, K_TICKS(5));
	zassert_equal(worker_result(0), INT32_MIN);
	k_sleep(K_TICKS(10));
	zassert_equal(worker_result(0), -EAGAIN);
}

ZTEST(condvar, test_broadcast_returns_the_number_woken)
{
	zassert_equal(k_condvar_broadcast(&condvar), 0);
	for (int i = 0; i < 3; i++) {
		run_waiter(i, 1, K_FOREVER);
	}
	zassert_equal(k_condvar_broadcast(&condvar), 3);
	run_others();
	for (int i = 0; i < 3; i++) {
		zassert_equal(worker_result(i), 0);
	}
	zassert_equal(k_condvar_broadcast(&condvar), 0);
}

ZTEST(condvar, test_signal_wakes_one_best_first)
{
	run_waiter(0, 5, K_FOREVER);
	run_waiter(1, 3, K_FOREVER);
	run_waiter(2, 3, K_FOREVER);
	for (int i = 0; i < 3; i++) {
		k_condvar_signal(&condvar);
		run_others();
		zassert_equal(returned, i + 1, "one is woken");
	}
	zassert_equal(order[0], 1);
	zassert_equal(order[1], 2);
	zassert_equal(order[2], 0);
}

ZTEST(condvar, test_broadcast_returns_best_first)
{
	run_waiter(0, 5, K_FOREVER);
	run_waiter(1, 4, K_FOREVER);
	run_waiter(2, 3, K_FOREVER);
	k_condvar_broadcast(&condvar);
	run_others();
	zassert_equal(order[0], 2);
	zassert_equal(order[1], 1);
	zassert_equal(order[2], 0);
}

ZTEST(condvar, test_timeout_returns_with_the_mutex)
{
	int64_t start = start_of_tick();

	k_mutex_lock(&mutex, K_FOREVER);
	zassert_equal(k_condvar_wait(&condvar, &mutex, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11);
	zassert_equal_ptr(mutex.owner, k_current_get());
	zassert_ok(k_mutex_unlock(&mutex));
}

ZTEST(condvar, test_timeout_waits_for_the_mutex_for_ever)
{
	int64_t start = start_of_tick();

	run_waiter(0, 1, K_TICKS(2));
	start_worker(1, 2, hold_for_5_ticks, NULL);
	k_sleep(K_TICKS(4));
	zassert_equal(worker_result(0), INT32_MIN, "timed out, but another owns the mutex");
	k_sleep(K_TICKS(4));
	zassert_equal(worker_result(0), -EAGAIN);
	zassert_true(waiters[0].owned_after);
	zassert_within(k_uptime_ticks(), start + 10, 1);
}

ZTEST(condvar, test_no_wait_lets_the_next_owner_in_and_returns_eagain)
{
	k_mutex_lock(&mutex, K_FOREVER);
	start_worker(0, K_PRIO_COOP(2), hold_for_5_ticks, NULL);
	k_yield();
	zassert_equal_ptr(mutex.owner, k_current_get());
	zassert_equal(k_condvar_wait(&condvar, &mutex, K_NO_WAIT), -EAGAIN);
	zassert_equal(worker_result(0), 0, "the mutex was handed over and came back");
	zassert_equal_ptr(mutex.owner, k_current_get());
	zassert_ok(k_mutex_unlock(&mutex));
}

ZTEST(condvar, test_wait_unlocks_one_level_only)
{
	waiters[0] = (struct waiter){.index = 0, .timeout = K_FOREVER, .levels = 2};
	run_worker(0, 1, wait_locked, &waiters[0]);
	zassert_equal(k_mutex_lock(&mutex, K_NO_WAIT), -EBUSY);
	k_condvar_signal(&condvar);
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_is_null(mutex.owner);
}

ZTEST(condvar, test_release_and_wait_are_one_step)
{
	/* The next owner preempts the waiter at its release, and its signal still finds it waiting. */
	k_sem_reset(&go);
	run_worker(0, 5, wait_when_told, NULL);
	run_worker(1, 3, lock_and_signal, NULL);
	zassert_equal(worker_result(1), INT32_MIN, "waits for the mutex");
	k_sem_give(&go);
	run_others();
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(0), 0);
}

ZTEST(condvar, test_signalled_waiter_inherits_to_the_owner_of_the_mutex)
{
	run_waiter(0, 2, K_FOREVER);

	k_tid_t holder = run_worker(1, 7, hold_for_5_ticks, NULL);

	zassert_equal(k_thread_priority_get(holder), 7);
	k_condvar_signal(&condvar);
	run_others();
	zassert_equal(k_thread_priority_get(holder), 2, "the woken thread waits for the mutex");
	k_sleep(K_TICKS(10));
	zassert_equal(worker_result(0), 0);
}

ZTEST(condvar, test_aborted_waiter_is_passed_over)
{
	k_tid_t aborted = run_waiter(0, 1, K_TICKS(5));

	run_waiter(1, 2, K_FOREVER);
	k_thread_abort(aborted);
	k_condvar_signal(&condvar);
	k_sleep(K_TICKS(10));
	zassert_equal(worker_result(1), 0);
	zassert_equal(returned, 1);
}

ZTEST(condvar, test_waiter_whose_priority_rises_is_woken_first)
{
	run_waiter(0, 4, K_FOREVER);

	k_tid_t raised = run_waiter(1, 5, K_FOREVER);

	k_thread_priority_set(raised, 3);
	k_condvar_signal(&condvar);
	run_others();
	zassert_equal(order[0], 1);
}

ZTEST(condvar, test_signal_in_isr_without_the_mutex)
{
	run_waiter(0, 1, K_FOREVER);
	irq_offload(signal_in_isr, NULL);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(condvar, test_broadcast_in_isr_without_the_mutex)
{
	run_waiter(0, 1, K_FOREVER);
	run_waiter(1, 1, K_FOREVER);
	irq_offload(broadcast_in_isr, NULL);
	zassert_equal(isr_woken, 2);
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_equal(worker_result(1), 0);
}

ZTEST_SUITE(condvar, NULL, NULL, before, after, NULL);
