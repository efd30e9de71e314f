/* SPDX-License-Identifier: MIT */
/*
 * Suspending and resuming threads in every state.
 */
#include <zephyr/irq_offload.h>

#include "tests/kernel/support/trace.h"

static struct k_sem sem;
static struct k_mutex mutex;

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_init(&sem, 0, K_SEM_MAX_LIMIT);
	k_mutex_init(&mutex);
}

static int suspend_self(void *arg)
{
	mark('1');
	k_thread_suspend(k_current_get());
	return mark_arg(arg);
}

static int take(void *arg)
{
	int result = k_sem_take(&sem, K_TICKS(5));

	mark_arg(arg);
	return result;
}

static int sleep_five(void *arg)
{
	int32_t left = k_sleep(K_TICKS(5));

	mark_arg(arg);
	return left;
}

static int lock(void *arg)
{
	int result = k_mutex_lock(&mutex, K_FOREVER);

	mark_arg(arg);
	return result;
}

static void isr_suspend(const void *arg)
{
	k_thread_suspend((k_tid_t)(uintptr_t)arg);
	mark('i');
}

static void isr_resume(const void *arg)
{
	k_thread_resume((k_tid_t)(uintptr_t)arg);
}

static void isr_suspend_and_resume(const void *arg)
{
	isr_suspend(arg);
	isr_resume(arg);
}

ZTEST(thread_suspend, test_ready_thread_does_not_run_until_resumed)
{
	k_tid_t worker = start_worker(0, 5, mark_arg, EVENT('w'));

	k_thread_suspend(worker);
	run_others();
	expect_trace("");
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
}

ZTEST(thread_suspend, test_suspending_oneself_switches_at_once)
{
	run_worker(0, 5, suspend_self, EVENT('2'));
	expect_trace("1");
	k_thread_resume(&worker_threads[0]);
	run_others();
	expect_trace("2");
}

static int suspend_self_with_scheduler_locked(void *arg)
{
	k_sched_lock();
	return suspend_self(arg);
}

ZTEST(thread_suspend, test_suspending_oneself_works_with_the_scheduler_locked)
{
	run_worker(0, 5, suspend_self_with_scheduler_locked, EVENT('2'));
	expect_trace("1");
}

ZTEST(thread_suspend, test_suspending_twice_counts_once)
{
	k_tid_t worker = start_worker(0, 5, mark_arg, EVENT('w'));

	k_thread_suspend(worker);
	k_thread_suspend(worker);
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
}

static void isr_suspend_and_resume_interrupted(const void *arg)
{
	ARG_UNUSED(arg);
	k_thread_suspend(k_current_get());
	k_thread_resume(k_current_get());
}

/** It never stopped, so neither a better thread nor an equal one comes before it. */
ZTEST(thread_suspend, test_cooperative_thread_that_a_handler_suspends_and_resumes_goes_on)
{
	start_worker(0, -2, mark_arg, EVENT('b'));
	start_worker(1, -1, mark_arg, EVENT('e'));
	irq_offload(isr_suspend_and_resume_interrupted, NULL);
	mark('s');
	k_sleep(K_TICKS(1));
	expect_trace("sbe");
}

ZTEST(thread_suspend,
      test_preemptible_thread_that_a_handler_suspends_and_resumes_goes_behind_its_equals)
{
	run_as(5);
	start_worker(0, 5, mark_arg, EVENT('e'));
	irq_offload(isr_suspend_and_resume_interrupted, NULL);
	expect_trace("e");
	run_as(-1);
}

ZTEST(thread_suspend, test_resuming_a_running_or_ready_thread_changes_nothing)
{
	start_worker(0, -1, mark_arg, EVENT('a'));
	start_worker(1, -1, mark_arg, EVENT('b'));
	k_thread_resume(k_current_get());
	k_thread_resume(&worker_threads[0]);
	k_yield();
	expect_trace("ab");
}

ZTEST(thread_suspend, test_resuming_a_waiting_thread_does_not_end_its_wait)
{
	k_tid_t worker = run_worker(0, 5, take, EVENT('w'));

	k_thread_resume(worker);
	run_others();
	expect_trace("");
}

ZTEST(thread_suspend, test_resumed_thread_goes_behind_its_equals)
{
	k_tid_t worker = start_worker(0, 5, mark_arg, EVENT('b'));

	k_thread_suspend(worker);
	start_worker(1, 5, mark_arg, EVENT('a'));
	k_thread_resume(worker);
	run_others();
	expect_trace("ab");
}

ZTEST(thread_suspend, test_object_is_handed_over_while_suspended)
{
	k_tid_t worker = run_worker(0, 5, take, EVENT('w'));

	k_thread_suspend(worker);
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 0, "it was not handed over");
	k_sleep(K_TICKS(10));
	expect_trace("");
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
	zassert_ok(worker_result(0), "the take gave %d", worker_result(0));
}

ZTEST(thread_suspend, test_timeout_of_a_wait_expires_while_suspended)
{
	k_tid_t worker = run_worker(0, 5, take, EVENT('w'));

	k_thread_suspend(worker);
	k_sleep(K_TICKS(10));
	expect_trace("");
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 1, "it went to a thread whose time was up");
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
	zassert_equal(worker_result(0), -EAGAIN, "the take gave %d", worker_result(0));
}

ZTEST(thread_suspend, test_wait_goes_on_after_resume)
{
	k_tid_t worker = run_worker(0, 5, take, EVENT('w'));

	k_thread_suspend(worker);
	k_thread_resume(worker);
	run_others();
	expect_trace("");
	k_sem_give(&sem);
	run_others();
	expect_trace("w");
}

ZTEST(thread_suspend, test_sleep_ends_while_suspended)
{
	k_tid_t worker = run_worker(0, 5, sleep_five, EVENT('w'));

	k_thread_suspend(worker);
	k_sleep(K_TICKS(10));
	expect_trace("");
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
	zassert_ok(worker_result(0), "%d ms were left", worker_result(0));
}

ZTEST(thread_suspend, test_sleep_goes_on_after_resume)
{
	int64_t start = start_of_tick();
	k_tid_t worker = run_worker(0, 5, sleep_five, EVENT('w'));

	k_thread_suspend(worker);
	k_thread_resume(worker);
	wait_for_worker(0);
	zassert_equal(k_uptime_ticks() - start, 6, "it slept %d ticks",
		      (int)(k_uptime_ticks() - start));
}

ZTEST(thread_suspend, test_wakeup_ends_the_sleep_but_not_the_suspension)
{
	k_tid_t worker = run_worker(0, 5, sleep_five, EVENT('w'));

	k_thread_suspend(worker);
	k_wakeup(worker);
	run_others();
	expect_trace("");
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
}

ZTEST(thread_suspend, test_thread_that_was_not_started_needs_start_and_resume)
{
	k_tid_t worker = start_worker_after(0, 5, mark_arg, EVENT('w'), K_FOREVER);

	k_thread_suspend(worker);
	k_thread_start(worker);
	run_others();
	expect_trace("");
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
}

ZTEST(thread_suspend, test_resume_does_not_start_a_thread)
{
	k_tid_t worker = start_worker_after(0, 5, mark_arg, EVENT('w'), K_FOREVER);

	k_thread_suspend(worker);
	k_thread_resume(worker);
	run_others();
	expect_trace("");
}

ZTEST(thread_suspend, test_mutex_is_handed_over_while_suspended_and_boosts_go_on)
{
	k_tid_t worker;

	k_mutex_lock(&mutex, K_FOREVER);
	worker = run_worker(0, 5, lock, EVENT('w'));
	k_thread_suspend(worker);
	k_mutex_unlock(&mutex);
	run_worker(1, 3, lock, EVENT('v'));
	zassert_equal(k_thread_priority_get(worker), 3, "the suspended owner is not boosted");
	k_thread_resume(worker);
	run_others();
	expect_trace("w");
	zassert_ok(worker_result(0), "the lock gave %d", worker_result(0));
}

ZTEST(thread_suspend, test_resume_is_a_scheduling_point)
{
	k_tid_t worker = start_worker(0, 4, mark_arg, EVENT('w'));

	k_thread_suspend(worker);
	run_as(5);
	k_thread_resume(worker);
	mark('t');
	expect_trace("wt");
}

static int be_interrupted(void *arg)
{
	irq_offload(arg, k_current_get());
	return mark_arg(EVENT('w'));
}

ZTEST(thread_suspend, test_isr_suspends_the_thread_that_it_interrupted)
{
	run_worker(0, 5, be_interrupted, isr_suspend);
	expect_trace("i");
	irq_offload(isr_resume, &worker_threads[0]);
	run_others();
	expect_trace("w");
}

ZTEST(thread_suspend, test_isr_suspends_a_coop_thread_that_it_interrupted)
{
	start_worker(0, -3, be_interrupted, isr_suspend);
	start_worker(1, -2, mark_arg, EVENT('b'));
	k_yield();
	expect_trace("ib");
}

ZTEST(thread_suspend, test_isr_may_take_its_suspension_back)
{
	run_worker(0, 5, be_interrupted, isr_suspend_and_resume);
	expect_trace("iw");
}

static int suspend_self_with_interrupts_locked(void *arg)
{
	unsigned int key = irq_lock();
	unsigned int inner;

	suspend_self(arg);
	inner = irq_lock();
	mark(arch_irq_unlocked(inner) ? 'u' : 'l');
	irq_unlock(inner);
	irq_unlock(key);
	return 0;
}

ZTEST(thread_suspend, test_suspending_oneself_with_interrupts_locked_comes_back_with_them_locked)
{
	k_tid_t worker = run_worker(0, 5, suspend_self_with_interrupts_locked, EVENT('2'));

	expect_trace("1");
	k_thread_resume(worker);
	run_others();
	expect_trace("2l");
}

ZTEST_SUITE(thread_suspend, NULL, NULL, before, after_case, NULL);
