/* SPDX-License-Identifier: MIT */
/*
 * k_thread_priority_set().
 */
#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

static K_SEM_DEFINE(go, 0, K_SEM_MAX_LIMIT);
static K_MUTEX_DEFINE(mutex);

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_reset(&go);
	k_mutex_init(&mutex);
}

static int wait_then_mark(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	return mark_arg(arg);
}

ZTEST(sched_priority_set, test_ready_thread_goes_to_the_end_of_its_new_level)
{
	start_worker(0, 6, mark_arg, EVENT('a'));
	start_worker(1, 6, mark_arg, EVENT('b'));
	k_thread_priority_set(start_worker(2, 7, mark_arg, EVENT('c')), 6);
	run_others();
	expect_trace("abc");
}

ZTEST(sched_priority_set, test_ready_thread_goes_to_the_end_also_when_it_is_lowered)
{
	start_worker(0, 6, mark_arg, EVENT('a'));
	k_thread_priority_set(start_worker(1, 3, mark_arg, EVENT('b')), 6);
	run_others();
	expect_trace("ab");
}

ZTEST(sched_priority_set, test_same_priority_sends_a_ready_thread_to_the_end)
{
	k_tid_t first = start_worker(0, 6, mark_arg, EVENT('a'));

	start_worker(1, 6, mark_arg, EVENT('b'));
	k_thread_priority_set(first, 6);
	run_others();
	expect_trace("ba");
}

ZTEST(sched_priority_set, test_waiting_thread_is_sorted_anew_in_its_queue)
{
	k_tid_t last;

	run_worker(0, 3, wait_then_mark, EVENT('b'));
	run_worker(1, 4, wait_then_mark, EVENT('c'));
	last = run_worker(2, 5, wait_then_mark, EVENT('a'));
	k_thread_priority_set(last, 2);
	for (int i = 0; i < 3; i++) {
		k_sem_give(&go);
		run_others();
	}
	expect_trace("abc");
}

ZTEST(sched_priority_set, test_waiting_thread_goes_behind_the_waiters_of_its_new_priority)
{
	k_tid_t first = run_worker(0, 2, wait_then_mark, EVENT('c'));

	run_worker(1, 4, wait_then_mark, EVENT('a'));
	run_worker(2, 4, wait_then_mark, EVENT('b'));
	k_thread_priority_set(first, 4);
	for (int i = 0; i < 3; i++) {
		k_sem_give(&go);
		run_others();
	}
	expect_trace("abc");
}

ZTEST(sched_priority_set, test_priority_of_a_sleeper_holds_when_it_wakes)
{
	k_tid_t worker = start_worker_after(0, 7, mark_arg, EVENT('w'), K_FOREVER);

	k_thread_priority_set(worker, 4);
	zassert_equal(k_thread_priority_get(worker), 4, "the priority did not change");
	run_as(5);
	k_thread_start(worker);
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_priority_set, test_priority_of_a_suspended_thread_holds_when_it_is_resumed)
{
	k_tid_t worker = start_worker(0, 7, mark_arg, EVENT('w'));

	k_thread_suspend(worker);
	k_thread_priority_set(worker, 4);
	run_as(5);
	k_thread_resume(worker);
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_priority_set, test_lowering_oneself_lets_better_threads_run)
{
	run_as(5);
	start_worker(0, 6, mark_arg, EVENT('w'));
	k_thread_priority_set(k_current_get(), 7);
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_priority_set, test_coop_thread_that_lowers_itself_gives_way)
{
	start_worker(0, -3, mark_arg, EVENT('w'));
	k_thread_priority_set(k_current_get(), -2);
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_priority_set, test_lowering_oneself_to_the_level_of_others_goes_behind_them)
{
	start_worker(0, 6, mark_arg, EVENT('w'));
	run_as(6);
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_priority_set, test_raising_another_above_the_caller_switches_to_it)
{
	k_tid_t worker;

	run_as(5);
	worker = start_worker(0, 6, mark_arg, EVENT('w'));
	k_thread_priority_set(worker, 4);
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_priority_set, test_coop_thread_that_raises_another_above_itself_gives_way)
{
	k_tid_t worker = start_worker(0, 6, mark_arg, EVENT('w'));

	k_thread_priority_set(worker, -2);
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_priority_set, test_raising_another_to_the_callers_priority_does_not_switch)
{
	k_tid_t worker;

	run_as(5);
	worker = start_worker(0, 6, mark_arg, EVENT('w'));
	k_thread_priority_set(worker, 5);
	mark('t');
	wait_for_worker(0);
	expect_trace("tw");
}

/* A cooperative thread gives way to what it asked for, not to any better thread that is ready. */
ZTEST(sched_priority_set, test_coop_thread_is_not_preempted_when_it_changes_an_unrelated_thread)
{
	k_tid_t sleeper = start_worker_after(0, 6, mark_arg, EVENT('s'), K_FOREVER);
	k_tid_t ready = start_worker(1, 6, mark_arg, EVENT('r'));

	start_worker(2, -5, mark_arg, EVENT('w'));
	k_thread_priority_set(sleeper, -6);
	mark('1');
	k_thread_priority_set(ready, 7);
	mark('2');
	k_yield();
	expect_trace("12w");
}

ZTEST(sched_priority_set, test_locked_scheduler_keeps_the_caller_running)
{
	k_tid_t worker = start_worker(0, 6, mark_arg, EVENT('w'));

	k_sched_lock();
	k_thread_priority_set(worker, -2);
	run_as(7);
	mark('t');
	k_sched_unlock();
	expect_trace("tw");
}

ZTEST(sched_priority_set, test_locked_interrupts_put_the_switch_off)
{
	k_tid_t worker;
	unsigned int key;

	run_as(5);
	worker = start_worker(0, 6, mark_arg, EVENT('w'));
	key = irq_lock();
	k_thread_priority_set(worker, 4);
	mark('1');
	irq_unlock(key);
	mark('2');
	k_reschedule();
	expect_trace("12w");
}

static int hold_mutex_then_mark(void *arg)
{
	k_mutex_lock(&mutex, K_FOREVER);
	k_sem_take(&go, K_FOREVER);
	k_mutex_unlock(&mutex);
	return mark_arg(arg);
}

static int want_mutex(void *arg)
{
	k_mutex_lock(&mutex, K_FOREVER);
	k_mutex_unlock(&mutex);
	return mark_arg(arg);
}

ZTEST(sched_priority_set, test_base_priority_of_a_boosted_thread_counts_after_the_boost)
{
	k_tid_t owner = run_worker(0, 6, hold_mutex_then_mark, EVENT('o'));

	run_worker(1, 3, want_mutex, EVENT('w'));
	zassert_equal(k_thread_priority_get(owner), 3, "the owner is not boosted");
	k_thread_priority_set(owner, 8);
	zassert_equal(k_thread_priority_get(owner), 3, "the boost is lost");
	start_worker(2, 7, mark_arg, EVENT('m'));
	k_sem_give(&go);
	run_others();
	expect_trace("wmo");
}

ZTEST(sched_priority_set, test_limits_of_priorities_are_asserted)
{
	k_tid_t worker = start_worker_after(0, 5, mark_arg, EVENT('w'), K_FOREVER);

	expect_misuse(k_thread_priority_set(worker, K_HIGHEST_THREAD_PRIO - 1));
	expect_misuse(k_thread_priority_set(worker, K_LOWEST_APPLICATION_THREAD_PRIO + 1));
	zassert_equal(k_thread_priority_get(worker), 5, "a refused priority was set");
	k_thread_priority_set(worker, K_HIGHEST_THREAD_PRIO);
	k_thread_priority_set(worker, K_LOWEST_APPLICATION_THREAD_PRIO);
	zassert_equal(k_thread_priority_get(worker), K_LOWEST_APPLICATION_THREAD_PRIO,
		      "a limit was refused");
}

MISUSE_IN_ISR(isr_set, k_thread_priority_set(k_current_get(), 3))

ZTEST(sched_priority_set, test_priority_set_in_isr_is_asserted)
{
	expect_misuse_in_isr(isr_set);
}

ZTEST_SUITE(sched_priority_set, NULL, NULL, before, after_case, NULL);
