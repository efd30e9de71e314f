/* SPDX-License-Identifier: MIT */
/*
 * sys_sem and sys_mutex: what differs from k_sem and k_mutex, and that the rest is passed on.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/mutex.h>
#include <zephyr/sys/sem.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

SYS_SEM_DEFINE(defined_sem, 1, 2);
SYS_MUTEX_DEFINE(defined_mutex);

static struct sys_sem sem;
static struct sys_mutex mutex;

static int take_forever(void *arg)
{
	return sys_sem_take(arg, K_FOREVER);
}

static int lock_for_5_ticks(void *arg)
{
	return sys_mutex_lock(arg, K_TICKS(5));
}

static int lock_at_once(void *arg)
{
	return sys_mutex_lock(arg, K_NO_WAIT);
}

static int unlock(void *arg)
{
	return sys_mutex_unlock(arg);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_ok(sys_sem_init(&sem, 0, 2));
	sys_mutex_init(&mutex);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(sys_sync, test_defined_semaphore_needs_no_init)
{
	zassert_equal(sys_sem_count_get(&defined_sem), 1);
	zassert_ok(sys_sem_take(&defined_sem, K_NO_WAIT));
	zassert_ok(sys_sem_give(&defined_sem));
}

ZTEST(sys_sync, test_semaphore_init_refuses_what_k_sem_refuses)
{
	zassert_equal(sys_sem_init(&sem, 0, 0), -EINVAL);
	zassert_equal(sys_sem_init(&sem, 3, 2), -EINVAL);
}

ZTEST(sys_sync, test_semaphore_timeout_has_one_code)
{
	int64_t start = start_of_tick();

	zassert_equal(sys_sem_take(&sem, K_NO_WAIT), -ETIMEDOUT);
	zassert_equal(k_uptime_ticks(), start);
	zassert_equal(sys_sem_take(&sem, K_TICKS(5)), -ETIMEDOUT);
	zassert_equal(k_uptime_ticks(), start + 6);
}

ZTEST(sys_sync, test_semaphore_give_wakes_a_waiter)
{
	run_worker(0, 3, take_forever, &sem);
	zassert_ok(sys_sem_give(&sem));
	run_others();
	zassert_ok(worker_result(0));
	zassert_equal(sys_sem_count_get(&sem), 0);
}

ZTEST(sys_sync, test_semaphore_count_stops_at_the_limit)
{
	for (int i = 0; i < 3; i++) {
		zassert_ok(sys_sem_give(&sem));
	}
	zassert_equal(sys_sem_count_get(&sem), 2);
}

ZTEST(sys_sync, test_mutex_is_recursive_and_owned)
{
	zassert_ok(sys_mutex_lock(&mutex, K_FOREVER));
	zassert_ok(sys_mutex_lock(&mutex, K_NO_WAIT));
	run_worker(0, 3, lock_at_once, &mutex);
	zassert_equal(worker_result(0), -EBUSY);
	run_worker(1, 3, unlock, &mutex);
	zassert_equal(worker_result(1), -EPERM);
	zassert_ok(sys_mutex_unlock(&mutex));
	zassert_ok(sys_mutex_unlock(&mutex));
	zassert_equal(sys_mutex_unlock(&mutex), -EINVAL);
}

ZTEST(sys_sync, test_mutex_lock_times_out)
{
	zassert_ok(sys_mutex_lock(&defined_mutex, K_FOREVER));
	run_worker(0, 3, lock_for_5_ticks, &defined_mutex);
	k_sleep(K_TICKS(7));
	zassert_equal(worker_result(0), -EAGAIN);
	zassert_ok(sys_mutex_unlock(&defined_mutex));
}

static int lock_block(void *arg)
{
	SYS_SEM_LOCK(&sem)
	{
		*(int *)arg = (int)sys_sem_count_get(&sem);
	}
	return 0;
}

ZTEST(sys_sync, test_block_takes_and_gives_back)
{
	int inside = -1;

	sys_sem_give(&sem);
	zassert_ok(lock_block(&inside));
	zassert_equal(inside, 0);
	zassert_equal(sys_sem_count_get(&sem), 1);
}

ZTEST(sys_sync, test_block_waits_for_the_semaphore)
{
	int inside = -1;

	run_worker(0, 5, lock_block, &inside);
	zassert_equal(inside, -1);
	sys_sem_give(&sem);
	run_others();
	zassert_equal(inside, 0);
	zassert_equal(sys_sem_count_get(&sem), 1);
}

ZTEST(sys_sync, test_block_left_early_gives_back)
{
	bool reached = false;

	sys_sem_give(&sem);
	SYS_SEM_LOCK(&sem)
	{
		if (sys_sem_count_get(&sem) == 0) {
			SYS_SEM_LOCK_BREAK;
		}
		reached = true;
	}
	zassert_false(reached);
	zassert_equal(sys_sem_count_get(&sem), 1);
}

static void return_from_block(void)
{
	SYS_SEM_LOCK(&sem)
	{
		return;
	}
}

ZTEST(sys_sync, test_returning_from_a_block_is_misuse)
{
	sys_sem_give(&sem);
	expect_misuse(return_from_block());
}

ZTEST_SUITE(sys_sync, NULL, NULL, before, after, NULL);
