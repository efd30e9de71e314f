/* SPDX-License-Identifier: MIT */
/*
 * Who runs: priorities, what preempts what, and the order within a priority.
 */
#include "tests/kernel/support/trace.h"

static K_SEM_DEFINE(go, 0, K_SEM_MAX_LIMIT);

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_reset(&go);
}

static int wait_then_mark(void *arg)
{
	k_sem_take(&go, K_FOREVER);
	return mark_arg(arg);
}

ZTEST(sched_preempt, test_lower_number_runs_first)
{
	start_worker(0, 5, mark_arg, EVENT('d'));
	start_worker(1, 2, mark_arg, EVENT('c'));
	start_worker(2, -3, mark_arg, EVENT('a'));
	start_worker(3, 0, mark_arg, EVENT('b'));
	wait_for_worker(0);
	expect_trace("abcd");
}

ZTEST(sched_preempt, test_macros_name_the_priorities)
{
	zassert_equal(K_PRIO_COOP(0), K_HIGHEST_THREAD_PRIO, "the best cooperative one");
	zassert_equal(K_PRIO_COOP(CONFIG_NUM_COOP_PRIORITIES - 1), -1, "the worst cooperative one");
	zassert_equal(K_PRIO_PREEMPT(0), 0, "the best preemptible one");
	zassert_equal(K_PRIO_PREEMPT(CONFIG_NUM_PREEMPT_PRIORITIES - 1),
		      K_LOWEST_APPLICATION_THREAD_PRIO, "the worst preemptible one");
	zassert_equal(K_IDLE_PRIO, K_LOWEST_APPLICATION_THREAD_PRIO + 1, "the idle thread's");
	zassert_equal(K_HIGHEST_APPLICATION_THREAD_PRIO, K_HIGHEST_THREAD_PRIO, "the best of all");
}

ZTEST(sched_preempt, test_every_priority_has_its_place)
{
	static int order[CONFIG_NUM_COOP_PRIORITIES + CONFIG_NUM_PREEMPT_PRIORITIES];
	int count = 0;

	for (int prio = K_LOWEST_APPLICATION_THREAD_PRIO; prio >= K_HIGHEST_THREAD_PRIO; prio--) {
		start_worker(0, prio, mark_arg, EVENT('w'));
		start_worker(1, K_HIGHEST_THREAD_PRIO, mark_arg, EVENT('h'));
		wait_for_worker(0);
		order[count++] = trace[0];
		if (prio > K_HIGHEST_THREAD_PRIO) {
			expect_trace("hw");
		} else {
			expect_trace("wh");
		}
		wait_for_worker(1);
		clear_trace();
	}
	zassert_equal(count, ARRAY_SIZE(order), "not all priorities were tried");
}

ZTEST(sched_preempt, test_coop_thread_is_not_preempted_by_better_coop)
{
	start_worker(0, -5, mark_arg, EVENT('w'));
	mark('t');
	k_yield();
	expect_trace("tw");
}

ZTEST(sched_preempt, test_coop_thread_is_not_preempted_from_isr)
{
	run_worker(0, -5, wait_then_mark, EVENT('w'));
	irq_offload((irq_offload_routine_t)k_sem_give, &go);
	mark('t');
	k_yield();
	expect_trace("tw");
}

ZTEST(sched_preempt, test_better_thread_preempts_preemptible_one)
{
	run_as(5);
	start_worker(0, 4, mark_arg, EVENT('w'));
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_preempt, test_coop_thread_preempts_preemptible_one)
{
	run_as(0);
	start_worker(0, -1, mark_arg, EVENT('w'));
	mark('t');
	expect_trace("wt");
}

ZTEST(sched_preempt, test_equal_thread_does_not_preempt)
{
	run_as(5);
	start_worker(0, 5, mark_arg, EVENT('w'));
	mark('t');
	wait_for_worker(0);
	expect_trace("tw");
}

ZTEST(sched_preempt, test_readied_thread_goes_behind_its_equals)
{
	run_worker(0, 5, wait_then_mark, EVENT('c'));
	start_worker(1, 5, mark_arg, EVENT('a'));
	start_worker(2, 5, mark_arg, EVENT('b'));
	k_sem_give(&go);
	wait_for_worker(0);
	expect_trace("abc");
}

static int start_better_between_marks(void *arg)
{
	ARG_UNUSED(arg);
	mark('1');
	start_worker(7, 4, mark_arg, EVENT('h'));
	mark('2');
	return 0;
}

ZTEST(sched_preempt, test_preempted_thread_keeps_its_place_at_the_head)
{
	start_worker(0, 5, start_better_between_marks, NULL);
	start_worker(1, 5, mark_arg, EVENT('b'));
	wait_for_worker(1);
	expect_trace("1h2b");
}

static void isr_start_work(const void *arg)
{
	ARG_UNUSED(arg);
	k_sem_give(&go);
	k_sem_give(&go);
	mark('i');
}

static int interrupt_between_marks(void *arg)
{
	ARG_UNUSED(arg);
	mark('1');
	irq_offload(isr_start_work, NULL);
	mark('2');
	return 0;
}

ZTEST(sched_preempt, test_interrupt_lets_best_thread_run_and_returns_to_the_interrupted)
{
	run_worker(0, 3, wait_then_mark, EVENT('g'));
	run_worker(1, 4, wait_then_mark, EVENT('h'));
	start_worker(2, 5, interrupt_between_marks, NULL);
	start_worker(3, 5, mark_arg, EVENT('b'));
	wait_for_worker(3);
	expect_trace("1igh2b");
}

static void isr_give_and_suspend(const void *arg)
{
	k_sem_give(&go);
	k_thread_suspend((k_tid_t)(uintptr_t)arg);
}

ZTEST(sched_preempt, test_choice_of_an_interrupt_can_be_taken_back_before_its_exit)
{
	k_tid_t worker = run_worker(0, 3, wait_then_mark, EVENT('w'));

	run_as(5);
	irq_offload(isr_give_and_suspend, worker);
	mark('t');
	k_thread_resume(worker);
	expect_trace("tw");
}

ZTEST(sched_preempt,
      test_thread_readied_while_interrupts_are_locked_runs_at_the_next_scheduling_point)
{
	unsigned int key;

	run_worker(0, 3, wait_then_mark, EVENT('w'));
	run_as(5);
	key = irq_lock();
	k_sem_give(&go);
	mark('1');
	irq_unlock(key);
	mark('2');
	k_reschedule();
	mark('3');
	expect_trace("12w3");
}

ZTEST(sched_preempt, test_reschedule_does_not_let_equals_run)
{
	run_as(5);
	start_worker(0, 5, mark_arg, EVENT('w'));
	k_reschedule();
	mark('t');
	wait_for_worker(0);
	expect_trace("tw");
}

ZTEST(sched_preempt, test_context_questions_know_preemptible_threads)
{
	zassert_equal(k_is_preempt_thread(), 0, "a cooperative thread is preemptible");
	zassert_true(k_can_yield(), "a thread may not yield");
	zassert_false(k_is_in_isr(), "a thread is an interrupt handler");
	zassert_false(k_is_pre_kernel(), "the kernel does not run");
	run_as(0);
	zassert_not_equal(k_is_preempt_thread(), 0, "a preemptible thread is not");
	k_sched_lock();
	zassert_equal(k_is_preempt_thread(), 0, "preemptible with the scheduler locked");
	k_sched_unlock();
	zassert_not_equal(k_is_preempt_thread(), 0, "not preemptible after unlocking");
}

static void isr_ask_for_context(const void *arg)
{
	ARG_UNUSED(arg);
	mark(k_is_in_isr() ? 'i' : '-');
	mark(k_is_preempt_thread() == 0 ? 'p' : '-');
	mark(k_can_yield() ? '-' : 'y');
}

ZTEST(sched_preempt, test_context_questions_know_interrupt_handlers)
{
	run_as(5);
	irq_offload(isr_ask_for_context, NULL);
	expect_trace("ipy");
}

static void find_by_name(const struct k_thread *thread, void *arg)
{
	if (strcmp(k_thread_name_get((k_tid_t)thread), "main") == 0) {
		mark(k_thread_priority_get((k_tid_t)thread) == CONFIG_MAIN_THREAD_PRIORITY ? 'm'
											   : '?');
	}
	if (strcmp(k_thread_name_get((k_tid_t)thread), "idle") == 0) {
		*(const struct k_thread **)arg = thread;
	}
}

ZTEST(sched_preempt, test_main_and_idle_have_their_priorities)
{
	const struct k_thread *idle = NULL;
	char state[32];

	zassert_equal(CONFIG_MAIN_THREAD_PRIORITY, 0, "main's priority is not the default");
	k_thread_foreach(find_by_name, &idle);
	expect_trace("m");
	zassert_not_null(idle, "there is no idle thread");
	zassert_equal(k_thread_priority_get((k_tid_t)idle), K_IDLE_PRIO, "idle is not below all");
	zassert_str_equal(k_thread_state_str((k_tid_t)idle, state, sizeof(state)), "",
			  "the idle thread is in the ready queue");
}

ZTEST_SUITE(sched_preempt, NULL, NULL, before, after_case, NULL);
