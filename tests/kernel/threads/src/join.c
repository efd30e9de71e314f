/* SPDX-License-Identifier: MIT */
/*
 * k_thread_join().
 */
#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

static int join_worker(void *arg)
{
	int result = k_thread_join(&worker_threads[(intptr_t)arg], K_FOREVER);

	mark((char)('0' + k_thread_priority_get(k_current_get())));
	return result;
}

ZTEST(thread_join, test_dead_thread_is_joined_at_once)
{
	start_worker(0, 5, mark_arg, EVENT('w'));
	run_others();
	zassert_ok(k_thread_join(&worker_threads[0], K_NO_WAIT), "without waiting");
	zassert_ok(k_thread_join(&worker_threads[0], K_FOREVER), "with waiting");
}

ZTEST(thread_join, test_living_thread_is_busy_without_waiting)
{
	start_worker(0, 5, mark_arg, EVENT('w'));
	zassert_equal(k_thread_join(&worker_threads[0], K_NO_WAIT), -EBUSY, "joined");
}

ZTEST(thread_join, test_thread_that_was_not_started_is_alive)
{
	start_worker_after(0, 5, mark_arg, EVENT('w'), K_FOREVER);
	zassert_equal(k_thread_join(&worker_threads[0], K_NO_WAIT), -EBUSY, "joined");
}

ZTEST(thread_join, test_join_ends_with_its_timeout)
{
	int64_t start = start_of_tick();

	start_worker_after(0, 5, mark_arg, EVENT('w'), K_FOREVER);
	zassert_equal(k_thread_join(&worker_threads[0], K_TICKS(3)), -EAGAIN, "joined");
	zassert_equal(k_uptime_ticks() - start, 4, "at the wrong time");
}

ZTEST(thread_join, test_join_waits_until_the_thread_ends_within_the_timeout)
{
	start_worker_after(0, 5, mark_arg, EVENT('w'), K_TICKS(3));
	zassert_ok(k_thread_join(&worker_threads[0], K_TICKS(10)), "not joined");
	expect_trace("w");
}

ZTEST(thread_join, test_joining_oneself_is_a_deadlock)
{
	zassert_equal(k_thread_join(k_current_get(), K_FOREVER), -EDEADLK, "for ever");
	zassert_equal(k_thread_join(k_current_get(), K_TICKS(1)), -EDEADLK, "for a time");
}

static int join_thread(void *arg)
{
	return k_thread_join(arg, K_FOREVER);
}

ZTEST(thread_join, test_joining_each_other_is_a_deadlock)
{
	run_worker(0, 5, join_thread, k_current_get());
	zassert_equal(k_thread_join(&worker_threads[0], K_FOREVER), -EDEADLK, "joined");
}

ZTEST(thread_join, test_joining_a_joiner_of_another_is_none)
{
	run_worker(0, 5, join_worker, (void *)1);
	start_worker(1, 6, mark_arg, EVENT('w'));
	zassert_ok(k_thread_join(&worker_threads[0], K_FOREVER), "not joined");
}

ZTEST(thread_join, test_all_joiners_are_woken_the_best_first)
{
	k_tid_t ending = start_worker_after(0, 9, mark_arg, EVENT('w'), K_FOREVER);

	run_worker(1, 5, join_worker, (void *)0);
	run_worker(2, 4, join_worker, (void *)0);
	run_worker(3, 6, join_worker, (void *)0);
	k_thread_start(ending);
	run_others();
	expect_trace("w456");
	for (int i = 1; i <= 3; i++) {
		zassert_ok(worker_result(i), "joiner %d got %d", i, worker_result(i));
	}
}

ZTEST(thread_join, test_joiners_are_woken_when_the_thread_is_aborted)
{
	k_tid_t ending = start_worker_after(0, 9, mark_arg, EVENT('w'), K_FOREVER);

	run_worker(1, 5, join_worker, (void *)0);
	k_thread_abort(ending);
	run_others();
	zassert_ok(worker_result(1), "the joiner got %d", worker_result(1));
}

ZTEST(thread_join, test_joiner_that_is_aborted_leaves_the_others_waiting)
{
	k_tid_t ending = start_worker_after(0, 9, mark_arg, EVENT('w'), K_FOREVER);
	k_tid_t aborted = run_worker(1, 4, join_worker, (void *)0);

	run_worker(2, 5, join_worker, (void *)0);
	k_thread_abort(aborted);
	k_thread_start(ending);
	run_others();
	expect_trace("w5");
}

static void isr_join(const void *arg)
{
	mark(k_thread_join((k_tid_t)(uintptr_t)arg, K_NO_WAIT) == 0 ? '0' : 'b');
}

ZTEST(thread_join, test_isr_may_ask_whether_a_thread_has_ended)
{
	start_worker(0, 5, mark_arg, EVENT('w'));
	irq_offload(isr_join, &worker_threads[0]);
	run_others();
	irq_offload(isr_join, &worker_threads[0]);
	expect_trace("bw0");
}

MISUSE_IN_ISR(isr_wait, k_thread_join(&worker_threads[0], K_TICKS(1)))

ZTEST(thread_join, test_waiting_in_isr_is_asserted)
{
	start_worker(0, 5, mark_arg, EVENT('w'));
	expect_misuse_in_isr(isr_wait);
}

ZTEST_SUITE(thread_join, NULL, NULL, before_case, after_case, NULL);
