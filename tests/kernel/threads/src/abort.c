/* SPDX-License-Identifier: MIT */
/*
 * Ending threads, in every state and from every context.
 */
#include "tests/kernel/support/trace.h"

static struct k_sem sem;
static struct k_mutex mutex;

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_init(&sem, 0, K_SEM_MAX_LIMIT);
	k_mutex_init(&mutex);
}

static int take_then_mark(void *arg)
{
	k_sem_take(&sem, K_FOREVER);
	return mark_arg(arg);
}

static int take_for_a_time(void *arg)
{
	k_sem_take(&sem, K_TICKS(5));
	return mark_arg(arg);
}

static int sleep_then_mark(void *arg)
{
	k_sleep(K_TICKS(5));
	return mark_arg(arg);
}

static int lock_then_mark(void *arg)
{
	k_mutex_lock(&mutex, K_FOREVER);
	return mark_arg(arg);
}

static int abort_self(void *arg)
{
	mark_arg(arg);
	k_thread_abort(k_current_get());
	mark('!');
	return 0;
}

static void isr_abort(const void *arg)
{
	k_thread_abort((k_tid_t)(uintptr_t)arg);
	mark('i');
}

static bool is_dead(int worker)
{
	return k_thread_join(&worker_threads[worker], K_NO_WAIT) == 0;
}

ZTEST(thread_abort, test_thread_ends_when_its_entry_returns)
{
	start_worker(0, 5, mark_arg, EVENT('w'));
	zassert_false(is_dead(0), "dead before it ran");
	run_others();
	zassert_true(is_dead(0), "alive");
}

ZTEST(thread_abort, test_aborting_oneself_never_returns)
{
	start_worker(0, 5, abort_self, EVENT('w'));
	wait_for_worker(0);
	expect_trace("w");
}

static int abort_self_with_interrupts_locked(void *arg)
{
	ARG_UNUSED(irq_lock());
	return abort_self(arg);
}

ZTEST(thread_abort, test_aborting_oneself_works_with_interrupts_locked)
{
	unsigned int key;

	start_worker(0, 5, abort_self_with_interrupts_locked, EVENT('w'));
	wait_for_worker(0);
	expect_trace("w");
	key = irq_lock();
	zassert_true(arch_irq_unlocked(key), "interrupts stayed locked");
	irq_unlock(key);
}

static int abort_self_with_scheduler_locked(void *arg)
{
	k_sched_lock();
	return abort_self(arg);
}

ZTEST(thread_abort, test_aborting_oneself_works_with_the_scheduler_locked)
{
	start_worker(0, 5, abort_self_with_scheduler_locked, EVENT('w'));
	wait_for_worker(0);
	expect_trace("w");
}

ZTEST(thread_abort, test_ready_thread_does_not_run_any_more)
{
	k_thread_abort(start_worker(0, 5, mark_arg, EVENT('w')));
	zassert_true(is_dead(0), "alive");
	run_others();
	expect_trace("");
}

ZTEST(thread_abort, test_waiting_thread_leaves_its_queue)
{
	k_tid_t first = run_worker(0, 4, take_then_mark, EVENT('a'));

	run_worker(1, 5, take_then_mark, EVENT('b'));
	k_thread_abort(first);
	k_sem_give(&sem);
	run_others();
	expect_trace("b");
	zassert_equal(k_sem_count_get(&sem), 0, "the dead thread took it");
}

ZTEST(thread_abort, test_only_waiter_leaves_an_empty_queue)
{
	k_thread_abort(run_worker(0, 4, take_then_mark, EVENT('a')));
	k_sem_give(&sem);
	zassert_equal(k_sem_count_get(&sem), 1, "it went to a dead thread");
}

ZTEST(thread_abort, test_timeout_of_a_waiting_thread_is_cancelled)
{
	k_tid_t worker = run_worker(0, 5, take_for_a_time, EVENT('w'));

	k_thread_abort(worker);
	zassert_equal(k_thread_timeout_remaining_ticks(worker), 0, "the timeout is pending");
	k_sleep(K_TICKS(10));
	expect_trace("");
}

ZTEST(thread_abort, test_sleeping_thread_does_not_wake)
{
	k_tid_t worker = run_worker(0, 5, sleep_then_mark, EVENT('w'));

	k_thread_abort(worker);
	zassert_equal(k_thread_timeout_remaining_ticks(worker), 0, "the timeout is pending");
	k_wakeup(worker);
	k_sleep(K_TICKS(10));
	expect_trace("");
}

ZTEST(thread_abort, test_suspended_thread_can_not_be_resumed)
{
	k_tid_t worker = run_worker(0, 5, take_then_mark, EVENT('w'));

	k_thread_suspend(worker);
	k_thread_abort(worker);
	zassert_true(is_dead(0), "alive");
	k_thread_resume(worker);
	k_sem_give(&sem);
	run_others();
	expect_trace("");
}

ZTEST(thread_abort, test_thread_that_was_not_started_is_ended)
{
	k_tid_t worker = start_worker_after(0, 5, mark_arg, EVENT('w'), K_FOREVER);

	k_thread_abort(worker);
	zassert_true(is_dead(0), "alive");
	k_thread_start(worker);
	run_others();
	expect_trace("");
}

ZTEST(thread_abort, test_dead_thread_stays_dead_through_every_call)
{
	k_tid_t worker = start_worker(0, 5, mark_arg, EVENT('w'));
	char state[32];

	wait_for_worker(0);
	clear_trace();
	k_thread_abort(worker);
	k_thread_suspend(worker);
	zassert_str_equal(k_thread_state_str(worker, state, sizeof(state)), "dead", "state %s",
			  state);
	k_thread_resume(worker);
	k_wakeup(worker);
	k_thread_start(worker);
	k_thread_priority_set(worker, -3);
	run_others();
	zassert_true(is_dead(0), "alive");
	expect_trace("");
}

static int join_then_mark(void *arg)
{
	k_thread_join(&worker_threads[0], K_FOREVER);
	return mark_arg(arg);
}

ZTEST(thread_abort, test_abort_is_a_scheduling_point)
{
	k_tid_t worker = start_worker_after(0, 9, mark_arg, EVENT('w'), K_FOREVER);

	run_worker(1, 4, join_then_mark, EVENT('j'));
	run_as(5);
	k_thread_abort(worker);
	mark('t');
	expect_trace("jt");
}

static int be_interrupted_and_aborted(void *arg)
{
	mark_arg(arg);
	irq_offload(isr_abort, k_current_get());
	mark('!');
	return 0;
}

ZTEST(thread_abort, test_isr_ends_the_thread_that_it_interrupted)
{
	start_worker(0, 5, be_interrupted_and_aborted, EVENT('w'));
	wait_for_worker(0);
	expect_trace("wi");
}

ZTEST(thread_abort, test_coop_thread_that_an_isr_ends_does_not_go_on)
{
	start_worker(0, -3, be_interrupted_and_aborted, EVENT('w'));
	wait_for_worker(0);
	expect_trace("wi");
}

ZTEST(thread_abort, test_isr_ends_another_thread)
{
	run_worker(0, 5, take_then_mark, EVENT('w'));
	irq_offload(isr_abort, &worker_threads[0]);
	zassert_true(is_dead(0), "alive");
	expect_trace("i");
}

static void isr_abort_and_meddle(const void *arg)
{
	k_tid_t thread = (k_tid_t)(uintptr_t)arg;

	k_thread_abort(thread);
	k_thread_abort(thread);
	k_thread_suspend(thread);
	k_thread_resume(thread);
	k_wakeup(thread);
	k_sem_give(&sem);
}

static int wake_better_and_end(void *arg)
{
	(void)irq_lock();
	k_sem_give(&sem);
	k_thread_abort(k_current_get());
	return mark_arg(arg);
}

/* It is no longer the one that should run, and still the one that runs. */
ZTEST(thread_abort, test_thread_that_woke_a_better_one_with_interrupts_locked_can_end)
{
	run_worker(0, 3, take_then_mark, EVENT('v'));
	start_worker(1, 5, wake_better_and_end, EVENT('!'));
	start_worker(2, 5, mark_arg, EVENT('w'));
	run_others();
	zassert_true(is_dead(1), "alive");
	expect_trace("vw");
}

static int be_ended_thoroughly(void *arg)
{
	irq_offload(isr_abort_and_meddle, k_current_get());
	return mark_arg(arg);
}

ZTEST(thread_abort, test_interrupted_thread_stays_ended_whatever_the_isr_does_next)
{
	run_worker(0, -3, take_then_mark, EVENT('v'));
	start_worker(1, -2, be_ended_thoroughly, EVENT('!'));
	run_others();
	zassert_true(is_dead(1), "alive");
	expect_trace("v");
}

ZTEST(thread_abort, test_mutex_of_a_dead_thread_stays_its_own)
{
	run_worker(0, 5, lock_then_mark, EVENT('o'));
	zassert_true(is_dead(0), "alive");
	zassert_equal(k_mutex_lock(&mutex, K_NO_WAIT), -EBUSY, "the mutex came free");
	zassert_equal(k_mutex_lock(&mutex, K_TICKS(2)), -EAGAIN, "the mutex came free");
	zassert_equal(k_mutex_unlock(&mutex), -EPERM, "somebody else unlocked it");
}

static int lock_and_wait(void *arg)
{
	k_mutex_lock(&mutex, K_FOREVER);
	k_sem_take(&sem, K_FOREVER);
	k_mutex_unlock(&mutex);
	return mark_arg(arg);
}

ZTEST(thread_abort, test_owner_ended_while_others_wait_leaves_them_to_their_timeouts)
{
	k_tid_t owner = run_worker(0, 6, lock_and_wait, EVENT('o'));
	k_tid_t waiter = run_worker(1, 3, lock_then_mark, EVENT('w'));

	k_thread_abort(owner);
	zassert_equal(k_mutex_lock(&mutex, K_TICKS(2)), -EAGAIN, "the mutex came free");
	zassert_equal(k_thread_join(waiter, K_NO_WAIT), -EBUSY, "the waiter went on");
	k_thread_abort(waiter);
	expect_trace("");
}

ZTEST(thread_abort, test_waiter_that_is_ended_takes_back_its_priority)
{
	k_tid_t owner = run_worker(0, 6, lock_and_wait, EVENT('o'));
	k_tid_t waiter = run_worker(1, 3, lock_then_mark, EVENT('w'));

	zassert_equal(k_thread_priority_get(owner), 3, "the owner is not boosted");
	k_thread_abort(waiter);
	zassert_equal(k_thread_priority_get(owner), 6, "the owner kept the boost");
	k_sem_give(&sem);
	run_others();
	zassert_ok(k_mutex_lock(&mutex, K_NO_WAIT), "the mutex is not free");
}

ZTEST_SUITE(thread_abort, NULL, NULL, before, after_case, NULL);
