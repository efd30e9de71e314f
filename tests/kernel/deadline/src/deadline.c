/* SPDX-License-Identifier: MIT */
/*
 * Deadlines: the order among threads of one priority.
 */
#include <zephyr/irq_offload.h>

#include "tests/kernel/support/trace.h"

#define PRIO 5

static struct k_sem sem;

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_init(&sem, 0, K_SEM_MAX_LIMIT);
}

/** Start worker @a index, which notes @a event when it runs, with deadline @a deadline. */
static k_tid_t start_due(int index, int prio, char event, int deadline)
{
	k_tid_t thread = start_worker(index, prio, mark_arg, EVENT(event));

	k_thread_absolute_deadline_set(thread, deadline);
	return thread;
}

static int take(void *arg)
{
	(void)k_sem_take(&sem, K_FOREVER);
	return mark_arg(arg);
}

ZTEST(deadline, test_earliest_runs_first)
{
	start_due(0, PRIO, 'a', 300);
	start_due(1, PRIO, 'b', 100);
	start_due(2, PRIO, 'c', 200);
	run_others();
	expect_trace("bca");
}

ZTEST(deadline, test_first_come_first_served_within_one_deadline)
{
	start_due(0, PRIO, 'a', 100);
	start_due(1, PRIO, 'b', 100);
	start_due(2, PRIO, 'c', 100);
	run_others();
	expect_trace("abc");
}

ZTEST(deadline, test_priority_comes_before_deadline)
{
	start_due(0, PRIO, 'a', 100);
	start_due(1, PRIO - 1, 'b', 1000);
	run_others();
	expect_trace("ba");
}

ZTEST(deadline, test_deadlines_wrap)
{
	start_due(0, PRIO, 'a', INT32_MIN + 10);
	start_due(1, PRIO, 'b', INT32_MAX - 10);
	run_others();
	expect_trace("ba");
}

/** Relative ones are told from now, and one in the past is now. */
ZTEST(deadline, test_relative_deadlines)
{
	k_tid_t late = start_worker(0, PRIO, mark_arg, EVENT('l'));
	k_tid_t soon = start_worker(1, PRIO, mark_arg, EVENT('s'));
	k_tid_t now = start_worker(2, PRIO, mark_arg, EVENT('n'));

	k_thread_deadline_set(late, 100000000);
	k_thread_deadline_set(now, -100000000);
	k_thread_deadline_set(soon, 50000000);
	run_others();
	expect_trace("nsl");
}

ZTEST(deadline, test_setting_one_does_not_switch)
{
	k_thread_absolute_deadline_set(k_current_get(), 100);
	run_as(PRIO);

	k_tid_t worker = start_worker_after(0, PRIO, mark_arg, EVENT('w'), K_FOREVER);

	k_thread_absolute_deadline_set(worker, 200);
	k_thread_start(worker);
	expect_trace("");
	k_thread_absolute_deadline_set(worker, 50);
	expect_trace("");
	k_reschedule();
	expect_trace("w");
	run_as(-1);
	k_thread_absolute_deadline_set(k_current_get(), 0);
}

static int set_and_yield(void *arg)
{
	k_thread_absolute_deadline_set(k_current_get(), (int)(intptr_t)arg);
	mark('s');
	k_yield();
	return mark_arg(EVENT('y'));
}

ZTEST(deadline, test_yield_returns_at_once_in_the_earliest)
{
	start_worker(0, PRIO, set_and_yield, (void *)50);
	start_due(1, PRIO, 'w', 100);
	run_others();
	expect_trace("syw");
}

ZTEST(deadline, test_yield_goes_behind_an_earlier_one)
{
	start_worker(0, PRIO, set_and_yield, (void *)150);
	start_due(1, PRIO, 'w', 100);
	start_due(2, PRIO, 'z', 200);
	run_others();
	expect_trace("swyz");
}

static int give_with_deadline(void *arg)
{
	k_thread_absolute_deadline_set(k_current_get(), (int)(intptr_t)arg);
	mark('<');
	k_sem_give(&sem);
	mark('>');
	return 0;
}

ZTEST(deadline, test_earlier_one_preempts_when_it_becomes_ready)
{
	k_thread_absolute_deadline_set(run_worker(0, PRIO, take, EVENT('w')), 100);
	start_worker(1, PRIO, give_with_deadline, (void *)200);
	run_others();
	expect_trace("<w>");
}

ZTEST(deadline, test_later_one_does_not_preempt)
{
	k_thread_absolute_deadline_set(run_worker(0, PRIO, take, EVENT('w')), 300);
	start_worker(1, PRIO, give_with_deadline, (void *)200);
	run_others();
	expect_trace("<>w");
}

ZTEST(deadline, test_cooperative_thread_is_not_preempted)
{
	k_thread_absolute_deadline_set(run_worker(0, -2, take, EVENT('w')), 100);
	start_worker(1, -2, give_with_deadline, (void *)200);
	run_others();
	expect_trace("<>w");
}

ZTEST(deadline, test_waiters_are_served_by_deadline)
{
	k_tid_t a = run_worker(0, PRIO, take, EVENT('a'));
	k_tid_t b = run_worker(1, PRIO, take, EVENT('b'));

	run_worker(2, PRIO - 1, take, EVENT('c'));
	k_thread_absolute_deadline_set(a, 300);
	k_thread_absolute_deadline_set(b, 200);
	for (int i = 0; i < 3; i++) {
		k_sem_give(&sem);
		run_others();
	}
	expect_trace("cba");
}

ZTEST(deadline, test_thread_that_is_not_ready_keeps_it_for_later)
{
	k_tid_t a = start_worker_after(0, PRIO, mark_arg, EVENT('a'), K_FOREVER);

	start_due(1, PRIO, 'b', 200);
	k_thread_absolute_deadline_set(a, 100);
	k_thread_start(a);
	run_others();
	expect_trace("ab");
}

static void isr_set(const void *thread)
{
	k_thread_absolute_deadline_set((k_tid_t)(uintptr_t)thread, 10);
}

ZTEST(deadline, test_handler_may_set_it)
{
	start_due(0, PRIO, 'a', 100);
	irq_offload(isr_set, start_due(1, PRIO, 'b', 200));
	run_others();
	expect_trace("ba");
}

static K_MUTEX_DEFINE(mutex);

static int lock_then_spin_down(void *arg)
{
	ARG_UNUSED(arg);
	k_thread_absolute_deadline_set(k_current_get(), 100);
	(void)k_mutex_lock(&mutex, K_FOREVER);
	k_sem_take(&sem, K_FOREVER);
	(void)k_mutex_unlock(&mutex);
	return mark_arg(EVENT('o'));
}

static int lock_and_unlock(void *arg)
{
	(void)k_mutex_lock(&mutex, K_FOREVER);
	(void)k_mutex_unlock(&mutex);
	return mark_arg(arg);
}

/** What a thread was lent and gives back does not cost it its place among those due at the same time. */
ZTEST(deadline, test_place_after_a_boost)
{
	run_worker(0, PRIO, lock_then_spin_down, NULL);
	start_due(1, PRIO, 'p', 100);
	start_due(2, PRIO, 'e', 50);
	start_worker(3, PRIO - 1, lock_and_unlock, EVENT('w'));
	k_thread_suspend(&worker_threads[1]);
	k_thread_suspend(&worker_threads[2]);
	run_others();
	k_thread_resume(&worker_threads[1]);
	k_thread_resume(&worker_threads[2]);
	k_sem_give(&sem);
	run_others();
	expect_trace("weop");
}

ZTEST_SUITE(deadline, NULL, NULL, before, after_case, NULL);
