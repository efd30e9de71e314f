/* SPDX-License-Identifier: MIT */
/*
 * k_yield().
 */
#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

ZTEST(sched_yield, test_yield_goes_behind_all_equals)
{
	start_worker(0, -1, mark_arg, EVENT('a'));
	start_worker(1, -1, mark_arg, EVENT('b'));
	k_yield();
	mark('t');
	expect_trace("abt");
}

ZTEST(sched_yield, test_preemptible_thread_yields_to_equals)
{
	run_as(5);
	start_worker(0, 5, mark_arg, EVENT('a'));
	k_yield();
	mark('t');
	expect_trace("at");
}

static int yield_between_marks(void *arg)
{
	mark_arg(arg);
	k_yield();
	return mark_arg(arg);
}

ZTEST(sched_yield, test_yielding_threads_take_turns)
{
	start_worker(0, 3, yield_between_marks, EVENT('a'));
	start_worker(1, 3, yield_between_marks, EVENT('b'));
	start_worker(2, 3, yield_between_marks, EVENT('c'));
	run_others();
	expect_trace("abcabc");
}

ZTEST(sched_yield, test_coop_thread_yields_to_better)
{
	start_worker(0, -2, mark_arg, EVENT('a'));
	k_yield();
	mark('t');
	expect_trace("at");
}

ZTEST(sched_yield, test_yield_does_not_let_worse_run)
{
	start_worker(0, 0, mark_arg, EVENT('a'));
	k_yield();
	mark('t');
	wait_for_worker(0);
	expect_trace("ta");
}

ZTEST(sched_yield, test_yield_alone_takes_no_time)
{
	int64_t tick = start_of_tick();

	k_yield();
	zassert_equal(k_uptime_ticks(), tick, "yielding took until tick %lld",
		      (long long)k_uptime_ticks());
}

ZTEST(sched_yield, test_yield_gives_way_with_the_scheduler_locked)
{
	k_sched_lock();
	start_worker(0, -1, mark_arg, EVENT('a'));
	k_yield();
	mark('t');
	k_sched_unlock();
	expect_trace("at");
}

/* With the scheduler locked a running thread can have equals before and behind it. */
ZTEST(sched_yield, test_yield_goes_behind_equals_also_from_the_middle)
{
	run_as(5);
	k_sched_lock();
	start_worker(0, 5, mark_arg, EVENT('a'));
	run_as(5);
	start_worker(1, 5, mark_arg, EVENT('b'));
	k_yield();
	mark('t');
	k_sched_unlock();
	expect_trace("abt");
}

ZTEST(sched_yield, test_yield_gives_way_with_interrupts_locked_and_locks_them_again)
{
	unsigned int key = irq_lock();
	unsigned int inner;

	start_worker(0, -1, mark_arg, EVENT('a'));
	k_yield();
	mark('t');
	inner = irq_lock();
	zassert_false(arch_irq_unlocked(inner), "interrupts came unlocked");
	irq_unlock(inner);
	irq_unlock(key);
	expect_trace("at");
}

/* Its turn ends, although another was to run anyway: the better one, then its equal, then it again. */
ZTEST(sched_yield, test_yield_after_waking_a_better_one_with_interrupts_locked)
{
	unsigned int key;

	run_as(5);
	start_worker(0, 5, mark_arg, EVENT('e'));
	key = irq_lock();
	start_worker(1, 4, mark_arg, EVENT('b'));
	k_yield();
	mark('t');
	irq_unlock(key);
	expect_trace("bet");
}

MISUSE_IN_ISR(isr_yield, k_yield())

ZTEST(sched_yield, test_yield_in_isr_is_asserted)
{
	expect_misuse_in_isr(isr_yield);
}

MISUSE_IN_ISR(isr_reschedule, k_reschedule())

ZTEST(sched_yield, test_reschedule_in_isr_is_asserted)
{
	expect_misuse_in_isr(isr_reschedule);
}

ZTEST_SUITE(sched_yield, NULL, NULL, before_case, after_case, NULL);
