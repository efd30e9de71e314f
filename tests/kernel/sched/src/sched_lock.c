/* SPDX-License-Identifier: MIT */
/*
 * k_sched_lock() and k_sched_unlock().
 */
#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

static K_SEM_DEFINE(go, 0, K_SEM_MAX_LIMIT);

static int wait_then_mark(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	return mark_arg(arg);
}

ZTEST(sched_lock, test_lock_keeps_better_threads_out_until_the_outermost_unlock)
{
	run_as(5);
	k_sched_lock();
	k_sched_lock();
	start_worker(0, 4, mark_arg, EVENT('w'));
	mark('1');
	k_sched_unlock();
	mark('2');
	k_sched_unlock();
	mark('3');
	expect_trace("12w3");
}

ZTEST(sched_lock, test_unlock_does_not_let_equals_run)
{
	run_as(5);
	k_sched_lock();
	start_worker(0, 5, mark_arg, EVENT('w'));
	k_sched_unlock();
	mark('t');
	wait_for_worker(0);
	expect_trace("tw");
}

ZTEST(sched_lock, test_interrupts_happen_but_do_not_switch)
{
	run_worker(0, 4, wait_then_mark, EVENT('w'));
	run_as(5);
	k_sched_lock();
	irq_offload((irq_offload_routine_t)k_sem_give, &go);
	irq_offload(isr_mark, EVENT('i'));
	k_sched_unlock();
	mark('t');
	expect_trace("iwt");
}

ZTEST(sched_lock, test_waiting_lets_others_run_and_the_lock_is_back_on_return)
{
	run_as(5);
	k_sched_lock();
	start_worker(0, 6, mark_arg, EVENT('w'));
	wait_for_worker(0);
	expect_trace("w");
	zassert_equal(k_is_preempt_thread(), 0, "the lock is lost");
	start_worker(1, 4, mark_arg, EVENT('v'));
	mark('t');
	k_sched_unlock();
	expect_trace("tv");
}

static int lock_and_sleep(void *arg)
{
	ARG_UNUSED(arg);
	k_sched_lock();
	k_sleep(K_FOREVER);
	return 0;
}

ZTEST(sched_lock, test_lock_is_its_threads_own)
{
	run_worker(0, 3, lock_and_sleep, NULL);
	run_as(5);
	zassert_not_equal(k_is_preempt_thread(), 0, "another thread's lock counts");
	start_worker(1, 4, mark_arg, EVENT('w'));
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_lock, test_lock_of_an_ended_thread_is_gone)
{
	k_tid_t worker = run_worker(0, 3, lock_and_sleep, NULL);

	run_as(5);
	k_thread_abort(worker);
	start_worker(1, 4, mark_arg, EVENT('w'));
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_lock, test_locked_thread_runs_on_after_its_sleep_though_a_better_one_came)
{
	run_as(5);
	k_sched_lock();
	start_worker_after(0, 4, mark_arg, EVENT('w'), K_TICKS(5));
	k_sleep(K_TICKS(2));
	k_busy_wait(k_ticks_to_us_ceil32(8));
	mark('t');
	k_sched_unlock();
	expect_trace("tw");
}

/* The better thread is chosen, but the switch to it is put off: the lock comes before it. */
ZTEST(sched_lock, test_lock_holds_against_a_thread_readied_before_with_interrupts_locked)
{
	unsigned int key;

	run_worker(0, 4, wait_then_mark, EVENT('w'));
	run_as(5);
	key = irq_lock();
	k_sem_give(&go);
	k_sched_lock();
	irq_unlock(key);
	k_reschedule();
	irq_offload(isr_mark, EVENT('i'));
	mark('t');
	k_sched_unlock();
	expect_trace("itw");
}

/* The lock kept it running although it had gone behind an equal: waiting takes it out of the middle of its level. */
ZTEST(sched_lock, test_locked_thread_waits_from_the_middle_of_its_level)
{
	run_as(4);
	k_sched_lock();
	start_worker(0, 5, mark_arg, EVENT('a'));
	run_as(5);
	start_worker(1, 5, mark_arg, EVENT('b'));
	zassert_equal(k_sem_take(&go, K_TICKS(2)), -EAGAIN);
	mark('t');
	k_sched_unlock();
	start_worker(2, 5, mark_arg, EVENT('c'));
	k_yield();
	expect_trace("abtc");
}

ZTEST(sched_lock, test_unbalanced_unlock_is_asserted)
{
	expect_misuse(k_sched_unlock());
	k_sched_lock();
	k_sched_unlock();
	expect_misuse(k_sched_unlock());
}

ZTEST(sched_lock, test_nesting_too_deeply_is_asserted)
{
	for (int i = 0; i < UINT8_MAX; i++) {
		k_sched_lock();
	}
	expect_misuse(k_sched_lock());
	for (int i = 0; i < UINT8_MAX; i++) {
		k_sched_unlock();
	}
}

MISUSE_IN_ISR(isr_lock, k_sched_lock())
MISUSE_IN_ISR(isr_unlock, k_sched_unlock())

ZTEST(sched_lock, test_lock_and_unlock_in_isr_are_asserted)
{
	expect_misuse_in_isr(isr_lock);
	k_sched_lock();
	expect_misuse_in_isr(isr_unlock);
	k_sched_unlock();
}

ZTEST_SUITE(sched_lock, NULL, NULL, before_case, after_case, NULL);
