/* SPDX-License-Identifier: MIT */
/*
 * Meta-IRQ threads: the two best cooperative priorities preempt everything, and
 * then the thread that they interrupted goes on.
 */
#include "tests/kernel/support/trace.h"

#define META      K_HIGHEST_THREAD_PRIO
#define META_LOW  (K_HIGHEST_THREAD_PRIO + 1)
#define COOP_BEST (K_HIGHEST_THREAD_PRIO + 2)

static K_SEM_DEFINE(go, 0, K_SEM_MAX_LIMIT);
static K_SEM_DEFINE(go_low, 0, K_SEM_MAX_LIMIT);
static K_MUTEX_DEFINE(mutex);

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_reset(&go);
	k_sem_reset(&go_low);
	k_mutex_init(&mutex);
}

static int serve(void *arg)
{
	for (;;) {
		k_sem_take(&go, K_FOREVER);
		mark_arg(arg);
	}
	return 0;
}

static void isr_give(const void *sem)
{
	k_sem_give((struct k_sem *)(uintptr_t)sem);
}

ZTEST(metairq, test_meta_irq_thread_preempts_a_coop_thread)
{
	run_worker(0, META_LOW, serve, EVENT('m'));
	k_sem_give(&go);
	mark('t');
	expect_trace("mt");
}

ZTEST(metairq, test_best_ordinary_priority_does_not_preempt_a_coop_thread)
{
	run_worker(0, COOP_BEST, serve, EVENT('c'));
	k_sem_give(&go);
	mark('t');
	run_others();
	expect_trace("tc");
}

ZTEST(metairq, test_meta_irq_thread_preempts_a_thread_that_locked_the_scheduler)
{
	run_worker(0, META, serve, EVENT('m'));
	run_as(5);
	k_sched_lock();
	k_sem_give(&go);
	mark('t');
	k_sched_unlock();
	expect_trace("mt");
}

ZTEST(metairq, test_interrupt_runs_a_meta_irq_thread_at_its_exit)
{
	run_worker(0, META, serve, EVENT('m'));
	irq_offload(isr_give, &go);
	mark('t');
	expect_trace("mt");
}

ZTEST(metairq, test_interrupted_coop_thread_goes_on_before_better_ready_ones)
{
	run_worker(0, META, serve, EVENT('m'));
	start_worker(1, COOP_BEST, mark_arg, EVENT('c'));
	k_sem_give(&go);
	mark('t');
	run_others();
	expect_trace("mtc");
}

ZTEST(metairq, test_thread_that_locked_the_scheduler_goes_on_before_better_ready_ones)
{
	run_worker(0, META, serve, EVENT('m'));
	run_as(5);
	k_sched_lock();
	start_worker(1, COOP_BEST, mark_arg, EVENT('c'));
	k_sem_give(&go);
	mark('t');
	k_sched_unlock();
	expect_trace("mtc");
}

static int ready_better_coop(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	start_worker(7, COOP_BEST, mark_arg, EVENT('c'));
	return mark_arg(arg);
}

ZTEST(metairq, test_interrupted_coop_thread_goes_on_before_one_that_the_meta_irq_thread_readied)
{
	run_worker(0, META, ready_better_coop, EVENT('m'));
	k_sem_give(&go);
	mark('t');
	run_others();
	expect_trace("mtc");
}

ZTEST(metairq, test_interrupted_preemptible_thread_has_no_such_right)
{
	run_worker(0, META, ready_better_coop, EVENT('m'));
	run_as(5);
	k_sem_give(&go);
	mark('t');
	expect_trace("mct");
}

static int give_other(void *arg)
{
	k_sem_take(&go_low, K_FOREVER);
	mark('1');
	k_sem_give(&go);
	return mark_arg(arg);
}

ZTEST(metairq, test_better_meta_irq_thread_preempts_the_other_and_all_return_in_turn)
{
	run_worker(0, META, serve, EVENT('m'));
	run_worker(1, META_LOW, give_other, EVENT('2'));
	start_worker(2, COOP_BEST, mark_arg, EVENT('c'));
	k_sem_give(&go_low);
	mark('t');
	run_others();
	expect_trace("1m2tc");
}

ZTEST(metairq, test_lower_meta_irq_thread_runs_before_the_interrupted_thread)
{
	run_worker(0, META_LOW, serve, EVENT('l'));
	run_worker(1, META, give_other, EVENT('2'));
	k_sem_give(&go_low);
	mark('t');
	expect_trace("12lt");
}

ZTEST(metairq, test_two_interruptions_return_to_the_same_thread)
{
	run_worker(0, META, serve, EVENT('m'));
	start_worker(1, COOP_BEST, mark_arg, EVENT('c'));
	k_sem_give(&go);
	mark('1');
	k_sem_give(&go);
	mark('2');
	run_others();
	expect_trace("m1m2c");
}

static int mark_then_yield(void *arg)
{
	mark_arg(arg);
	k_yield();
	return mark_arg(arg);
}

ZTEST(metairq, test_right_to_go_on_ends_when_the_thread_yields)
{
	run_worker(0, META, serve, EVENT('m'));
	start_worker(1, COOP_BEST, mark_then_yield, EVENT('c'));
	k_sem_give(&go);
	mark('1');
	k_yield();
	mark('2');
	expect_trace("m1cc2");
}

ZTEST(metairq, test_meta_irq_thread_that_yields_stays_in_front)
{
	run_worker(0, META, serve, EVENT('n'));
	start_worker(1, META, mark_then_yield, EVENT('m'));
	mark('t');
	expect_trace("mmt");
}

static int abort_first_then_mark(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	k_thread_abort(&worker_threads[1]);
	return mark_arg(arg);
}

static int give_then_mark(void *arg)
{
	k_sem_give(&go);
	return mark_arg(arg);
}

ZTEST(metairq, test_interrupted_thread_may_be_ended_meanwhile)
{
	run_worker(0, META, abort_first_then_mark, EVENT('m'));
	start_worker(1, COOP_BEST, give_then_mark, EVENT('x'));
	start_worker(2, COOP_BEST, mark_arg, EVENT('c'));
	run_others();
	expect_trace("mc");
}

static int suspend_first_then_mark(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	k_thread_suspend(&worker_threads[1]);
	return mark_arg(arg);
}

ZTEST(metairq, test_interrupted_thread_that_is_suspended_lets_others_run)
{
	run_worker(0, META, suspend_first_then_mark, EVENT('m'));
	start_worker(1, COOP_BEST, give_then_mark, EVENT('x'));
	start_worker(2, COOP_BEST, mark_arg, EVENT('c'));
	run_others();
	expect_trace("mc");
	k_thread_resume(&worker_threads[1]);
	run_others();
	expect_trace("x");
}

static int lower_itself(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	mark('1');
	k_thread_priority_set(k_current_get(), 7);
	return mark_arg(arg);
}

ZTEST(metairq, test_meta_irq_thread_that_lowers_itself_lets_the_interrupted_one_go_on)
{
	run_worker(0, META, lower_itself, EVENT('2'));
	start_worker(1, COOP_BEST, mark_arg, EVENT('c'));
	k_sem_give(&go);
	mark('t');
	run_others();
	expect_trace("1tc2");
}

static int make_first_preemptible(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	k_thread_priority_set(&worker_threads[1], 3);
	return mark_arg(arg);
}

static int raise_first_again(void *arg)
{
	k_thread_priority_set(&worker_threads[1], COOP_BEST + 3);
	return mark_arg(arg);
}

/* Made preemptible, the interrupted thread has lost its right for good. */
ZTEST(metairq, test_right_to_go_on_does_not_come_back_with_the_priority)
{
	run_worker(0, META, make_first_preemptible, EVENT('m'));
	start_worker(1, COOP_BEST, give_then_mark, EVENT('x'));
	start_worker(2, COOP_BEST + 1, raise_first_again, EVENT('r'));
	start_worker(3, COOP_BEST + 2, mark_arg, EVENT('c'));
	run_others();
	expect_trace("mrcx");
}

static int hold_mutex_and_give(void *arg)
{
	k_mutex_lock(&mutex, K_FOREVER);
	k_sem_give(&go);
	mark('1');
	k_mutex_unlock(&mutex);
	return mark_arg(arg);
}

static int want_mutex(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	mark('w');
	k_mutex_lock(&mutex, K_FOREVER);
	k_mutex_unlock(&mutex);
	return mark_arg(arg);
}

ZTEST(metairq, test_owner_of_a_mutex_that_a_meta_irq_thread_awaits_goes_on)
{
	run_worker(0, META, want_mutex, EVENT('m'));
	start_worker(1, COOP_BEST + 1, hold_mutex_and_give, EVENT('o'));
	start_worker(2, COOP_BEST, mark_arg, EVENT('c'));
	k_thread_priority_set(&worker_threads[2], COOP_BEST + 2);
	run_others();
	expect_trace("w1moc");
}

ZTEST_SUITE(metairq, NULL, NULL, before, after_case, NULL);
