/* SPDX-License-Identifier: MIT */
/*
 * Futexes: waiting for a value to change, waking one or all.
 */
#include <errno.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

#define VALUE 7

static struct k_futex futex;

static int wait_forever(void *arg)
{
	int result = k_futex_wait(&futex, VALUE, K_FOREVER);

	mark((char)(intptr_t)arg);
	return result;
}

static int wait_5_ticks(void *arg)
{
	ARG_UNUSED(arg);
	return k_futex_wait(&futex, VALUE, K_TICKS(5));
}

static void before(void *fixture)
{
	before_case(fixture);
	futex = (struct k_futex){.val = ATOMIC_INIT(VALUE)};
}

ZTEST(futex, test_another_value_is_not_waited_for)
{
	zassert_equal(k_futex_wait(&futex, VALUE + 1, K_FOREVER), -EAGAIN);
	zassert_equal(k_futex_wait(&futex, VALUE + 1, K_NO_WAIT), -EAGAIN);
}

ZTEST(futex, test_wait_without_time_times_out)
{
	zassert_equal(k_futex_wait(&futex, VALUE, K_NO_WAIT), -ETIMEDOUT);
}

ZTEST(futex, test_wait_ends_at_its_timeout)
{
	int64_t start = start_of_tick();

	zassert_equal(k_futex_wait(&futex, VALUE, K_TICKS(5)), -ETIMEDOUT);
	zassert_equal(k_uptime_ticks(), start + 6);
	zassert_equal(k_futex_wake(&futex, true), 0, "who timed out waits no more");
}

ZTEST(futex, test_wake_wakes_the_best_then_the_first)
{
	run_worker(0, 5, wait_forever, EVENT('a'));
	run_worker(1, 4, wait_forever, EVENT('b'));
	run_worker(2, 4, wait_forever, EVENT('c'));
	for (int i = 0; i < 3; i++) {
		zassert_equal(k_futex_wake(&futex, false), 1);
		run_others();
	}
	expect_trace("bca");
	zassert_equal(worker_result(0), 0);
	zassert_equal(k_futex_wake(&futex, false), 0);
}

ZTEST(futex, test_wake_all_tells_how_many)
{
	run_worker(0, 5, wait_forever, EVENT('a'));
	run_worker(1, 4, wait_forever, EVENT('b'));
	run_worker(2, 3, wait_5_ticks, NULL);
	zassert_equal(k_futex_wake(&futex, true), 3);
	run_others();
	expect_trace("ba");
	zassert_equal(worker_result(2), 0);
	zassert_equal(k_futex_wake(&futex, true), 0);
}

ZTEST(futex, test_wake_is_a_scheduling_point)
{
	run_worker(0, 5, wait_forever, EVENT('a'));
	run_as(6);
	(void)k_futex_wake(&futex, false);
	expect_trace("a");
	run_as(-1);
}

static void wake_in_isr(const void *arg)
{
	*(int *)(uintptr_t)arg = k_futex_wake(&futex, true);
}

static void change_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	atomic_set(&futex.val, VALUE + 1);
	(void)k_futex_wake(&futex, true);
}

ZTEST(futex, test_handler_may_wake)
{
	int woken = 0;

	run_worker(0, 5, wait_forever, EVENT('a'));
	irq_offload(wake_in_isr, &woken);
	run_others();
	zassert_equal(woken, 1);
	expect_trace("a");
}

/** The value changes before the wait, and the wake is in vain: the wait must see the value. */
ZTEST(futex, test_change_before_the_wait_is_not_missed)
{
	irq_offload(change_in_isr, NULL);
	zassert_equal(k_futex_wait(&futex, VALUE, K_FOREVER), -EAGAIN);
}

MISUSE_IN_ISR(wait_in_isr, (void)k_futex_wait(&futex, VALUE, K_TICKS(1)))

ZTEST(futex, test_waiting_in_a_handler_is_misuse)
{
	expect_misuse_in_isr(wait_in_isr);
}

ZTEST(futex, test_aborted_waiter_leaves_nothing)
{
	run_worker(0, 5, wait_forever, EVENT('a'));
	k_thread_abort(&worker_threads[0]);
	zassert_equal(k_futex_wake(&futex, true), 0);
}

/*
 * A mutex as one is built on a futex: 0 free, 1 locked, 2 locked and awaited.
 */

static struct k_futex lock;
static int inside;
static int most_inside;

static void take(void)
{
	atomic_val_t seen = atomic_cas(&lock.val, 0, 1) ? 0 : 1;

	while (seen != 0) {
		seen = atomic_set(&lock.val, 2);
		if (seen != 0) {
			(void)k_futex_wait(&lock, 2, K_FOREVER);
		}
	}
}

static void give(void)
{
	if (atomic_set(&lock.val, 0) == 2) {
		(void)k_futex_wake(&lock, false);
	}
}

static int use_lock(void *arg)
{
	for (int i = 0; i < (int)(intptr_t)arg; i++) {
		take();
		inside++;
		most_inside = MAX(most_inside, inside);
		k_yield();
		inside--;
		give();
		k_yield();
	}
	return 0;
}

ZTEST(futex, test_a_mutex_built_on_it_excludes)
{
	lock = (struct k_futex){.val = 0};
	inside = most_inside = 0;
	for (int i = 0; i < 4; i++) {
		start_worker(i, 5, use_lock, (void *)100);
	}
	run_others();
	for (int i = 0; i < 4; i++) {
		zassert_true(jobs[i].done, "worker %d is stuck", i);
	}
	zassert_equal(most_inside, 1);
	zassert_equal(atomic_get(&lock.val), 0);
}

ZTEST_SUITE(futex, NULL, NULL, before, after_case, NULL);
