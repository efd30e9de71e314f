/* SPDX-License-Identifier: MIT */
/*
 * Mutexes without inheritance: ownership, recursion, timeouts, hand-over.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

K_MUTEX_DEFINE(defined_mutex);

static struct k_mutex mutex;

static int lock_forever(void *arg)
{
	return k_mutex_lock(arg, K_FOREVER);
}

static int lock_for_10_ticks(void *arg)
{
	return k_mutex_lock(arg, K_TICKS(10));
}

static int try_to_lock(void *arg)
{
	return k_mutex_lock(arg, K_NO_WAIT);
}

static int unlock(void *arg)
{
	return k_mutex_unlock(arg);
}

static int lock_and_unlock(void *arg)
{
	int result = k_mutex_lock(arg, K_FOREVER);

	k_mutex_unlock(arg);
	return result;
}

static struct k_thread *order[WORKERS];
static int served;

static int lock_and_note(void *self)
{
	k_mutex_lock(&mutex, K_FOREVER);
	order[served++] = self;
	return k_mutex_unlock(&mutex);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	served = 0;
	zassert_ok(k_mutex_init(&mutex));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(mutex_lock, test_defined_mutex_needs_no_init)
{
	zassert_ok(k_mutex_lock(&defined_mutex, K_NO_WAIT));
	zassert_ok(k_mutex_unlock(&defined_mutex));
}

ZTEST(mutex_lock, test_unlock_of_an_unowned_mutex_is_refused)
{
	zassert_equal(k_mutex_unlock(&mutex), -EINVAL);
}

ZTEST(mutex_lock, test_unlock_by_another_is_refused)
{
	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));
	run_worker(0, 1, unlock, &mutex);
	zassert_equal(worker_result(0), -EPERM);
	zassert_equal_ptr(mutex.owner, k_current_get());
	zassert_ok(k_mutex_unlock(&mutex));
}

ZTEST(mutex_lock, test_owner_locks_again)
{
	for (int i = 0; i < 3; i++) {
		zassert_ok(k_mutex_lock(&mutex, K_NO_WAIT));
	}
	for (int i = 0; i < 2; i++) {
		zassert_ok(k_mutex_unlock(&mutex));
		run_worker(i, 1, try_to_lock, &mutex);
		zassert_equal(worker_result(i), -EBUSY, "still owned");
	}
	zassert_ok(k_mutex_unlock(&mutex));
	run_worker(2, 1, try_to_lock, &mutex);
	zassert_equal(worker_result(2), 0);
}

ZTEST(mutex_lock, test_lock_times_out_after_its_time)
{
	int64_t start = start_of_tick();

	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));
	start_worker(0, 1, lock_for_10_ticks, &mutex);
	k_sleep(K_TICKS(9));
	zassert_equal(worker_result(0), INT32_MIN);
	k_sleep(K_TIMEOUT_ABS_TICKS(start + 11));
	run_others();
	zassert_equal(worker_result(0), -EAGAIN);
	zassert_ok(k_mutex_unlock(&mutex));
}

ZTEST(mutex_lock, test_ownership_is_handed_over_at_unlock)
{
	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));

	k_tid_t waiter = run_worker(0, 1, lock_forever, &mutex);

	zassert_ok(k_mutex_unlock(&mutex));
	zassert_equal_ptr(mutex.owner, waiter, "before it has run");
	zassert_equal(k_mutex_lock(&mutex, K_NO_WAIT), -EBUSY, "nobody slips in between");
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(mutex_lock, test_new_owner_holds_one_level)
{
	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));
	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));
	run_worker(0, 1, lock_and_unlock, &mutex);
	zassert_ok(k_mutex_unlock(&mutex));
	run_others();
	zassert_equal(worker_result(0), INT32_MIN, "the owner still holds one level");
	zassert_ok(k_mutex_unlock(&mutex));
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_is_null(mutex.owner);
}

ZTEST(mutex_lock, test_waiters_are_served_by_priority_then_order)
{
	static const int prios[] = {5, 3, 5, 3};
	static const int expected[] = {1, 3, 0, 2};

	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));
	for (int i = 0; i < 4; i++) {
		run_worker(i, prios[i], lock_and_note, &worker_threads[i]);
	}
	zassert_ok(k_mutex_unlock(&mutex));
	run_others();
	zassert_equal(served, 4);
	for (int i = 0; i < 4; i++) {
		zassert_equal_ptr(order[i], &worker_threads[expected[i]], "turn %d", i);
	}
}

ZTEST(mutex_lock, test_aborted_waiter_is_passed_over)
{
	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));

	k_tid_t aborted = run_worker(0, 1, lock_for_10_ticks, &mutex);
	k_tid_t other = run_worker(1, 2, lock_forever, &mutex);

	k_thread_abort(aborted);
	zassert_ok(k_mutex_unlock(&mutex));
	zassert_equal_ptr(mutex.owner, other);
	k_sleep(K_TICKS(20));
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(mutex_lock, test_suspended_waiter_becomes_owner)
{
	zassert_ok(k_mutex_lock(&mutex, K_FOREVER));

	k_tid_t thread = run_worker(0, 1, lock_forever, &mutex);

	k_thread_suspend(thread);
	zassert_ok(k_mutex_unlock(&mutex));
	zassert_equal_ptr(mutex.owner, thread);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	k_thread_resume(thread);
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(mutex_lock, test_mutex_of_an_ended_thread_stays_owned)
{
	k_tid_t ended = run_worker(0, 1, lock_forever, &mutex);

	zassert_equal(worker_result(0), 0);
	zassert_equal_ptr(mutex.owner, ended);
	zassert_equal(k_mutex_lock(&mutex, K_NO_WAIT), -EBUSY);
	zassert_equal(k_mutex_lock(&mutex, K_TICKS(3)), -EAGAIN);
	zassert_equal(k_mutex_unlock(&mutex), -EPERM);
}

ZTEST_SUITE(mutex_lock, NULL, NULL, before, after, NULL);
