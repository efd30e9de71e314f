/* SPDX-License-Identifier: MIT */
/*
 * Priority inheritance of one owner: from one waiter, from many, over several mutexes.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/script.h"

static struct k_mutex a;
static struct k_mutex b;

static const struct step hold_a[] = {LOCK(&a), GATE, UNLOCK(&a), GATE, END};
static const struct step hold_a_b[] = {LOCK(&a), LOCK(&b),   GATE, UNLOCK(&a),
				       GATE,     UNLOCK(&b), GATE, END};
static const struct step use_a[] = {LOCK(&a), UNLOCK(&a), END};
static const struct step use_b[] = {LOCK(&b), UNLOCK(&b), END};
static const struct step at_gate[] = {GATE, END};
static const struct step use_a_for_5[] = {LOCK_FOR(&a, 5), END};

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_ok(k_mutex_init(&a));
	zassert_ok(k_mutex_init(&b));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(mutex_inherit, test_waiter_boosts_owner_at_once)
{
	run_script(0, 8, hold_a);
	zassert_prio(0, 8);
	run_script(1, 3, use_a);
	zassert_prio(0, 3);
}

ZTEST(mutex_inherit, test_worse_waiter_does_not_change_owner)
{
	run_script(0, 3, hold_a);
	run_script(1, 8, use_a);
	run_script(2, 3, use_a);
	zassert_prio(0, 3);
}

ZTEST(mutex_inherit, test_cooperative_waiter_lends_its_priority)
{
	run_script(0, 8, hold_a);
	run_script(1, K_PRIO_COOP(3), use_a);
	zassert_prio(0, K_PRIO_COOP(3));
	open_gate(0);
	zassert_prio(0, 8);
}

ZTEST(mutex_inherit, test_owner_drops_at_unlock)
{
	run_script(0, 8, hold_a);
	run_script(1, 3, use_a);
	open_gate(0);
	zassert_prio(0, 8);
	zassert_equal(worker_result(1), 0);
}

ZTEST(mutex_inherit, test_owner_keeps_boost_until_last_level)
{
	static const struct step twice[] = {LOCK(&a), LOCK(&a),   GATE, UNLOCK(&a),
					    GATE,     UNLOCK(&a), GATE, END};

	run_script(0, 8, twice);
	run_script(1, 3, use_a);
	open_gate(0);
	zassert_prio(0, 3);
	open_gate(0);
	zassert_prio(0, 8);
}

ZTEST(mutex_inherit, test_owner_keeps_boost_until_last_mutex)
{
	run_script(0, 8, hold_a_b);
	run_script(1, 5, use_a);
	run_script(2, 3, use_b);
	zassert_prio(0, 3);
	open_gate(0);
	zassert_prio(0, 3);
	open_gate(0);
	zassert_prio(0, 8);
}

ZTEST(mutex_inherit, test_owner_falls_to_the_best_of_what_remains)
{
	run_script(0, 8, hold_a_b);
	run_script(1, 3, use_a);
	run_script(2, 5, use_b);
	zassert_prio(0, 3);
	open_gate(0);
	zassert_prio(0, 5);
	open_gate(0);
	zassert_prio(0, 8);
}

ZTEST(mutex_inherit, test_unlocking_an_unawaited_mutex_changes_nothing)
{
	run_script(0, 8, hold_a_b);
	run_script(1, 3, use_b);
	open_gate(0);
	zassert_prio(0, 3);
}

ZTEST(mutex_inherit, test_timeout_of_the_best_waiter_leaves_the_others_boost)
{
	run_script(0, 8, hold_a);
	run_script(1, 3, use_a_for_5);
	run_script(2, 6, use_a);
	zassert_prio(0, 3);
	k_sleep(K_TICKS(7));
	zassert_equal(worker_result(1), -EAGAIN);
	zassert_prio(0, 6);
}

ZTEST(mutex_inherit, test_timeout_of_the_only_waiter_ends_the_boost)
{
	run_script(0, 8, hold_a);
	run_script(1, 3, use_a_for_5);
	k_sleep(K_TICKS(7));
	zassert_prio(0, 8);
}

ZTEST(mutex_inherit, test_boost_comes_back_after_the_wait_queue_was_empty)
{
	run_script(0, 8, hold_a);
	run_script(1, 3, use_a_for_5);
	k_sleep(K_TICKS(7));
	run_script(2, 4, use_a);
	zassert_prio(0, 4);
	open_gate(0);
	zassert_prio(0, 8);
}

ZTEST(mutex_inherit, test_abort_of_a_waiter_ends_its_boost)
{
	run_script(0, 8, hold_a);

	k_tid_t waiter = run_script(1, 3, use_a);

	run_script(2, 5, use_a);
	k_thread_abort(waiter);
	zassert_prio(0, 5);
}

ZTEST(mutex_inherit, test_priority_of_a_waiter_rises)
{
	run_script(0, 8, hold_a);

	k_tid_t waiter = run_script(1, 6, use_a);

	k_thread_priority_set(waiter, 2);
	zassert_prio(0, 2);
}

ZTEST(mutex_inherit, test_priority_of_a_waiter_falls)
{
	run_script(0, 8, hold_a);

	k_tid_t waiter = run_script(1, 2, use_a);

	run_script(2, 5, use_a);
	k_thread_priority_set(waiter, 6);
	zassert_prio(0, 5);
	open_gate(0);
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(2), 0);
}

ZTEST(mutex_inherit, test_base_priority_of_a_boosted_owner_falls)
{
	k_tid_t owner = run_script(0, 8, hold_a);

	run_script(1, 3, use_a);
	k_thread_priority_set(owner, 10);
	zassert_prio(0, 3);
	open_gate(0);
	zassert_prio(0, 10);
}

ZTEST(mutex_inherit, test_base_priority_of_a_boosted_owner_rises_above_the_boost)
{
	k_tid_t owner = run_script(0, 8, hold_a);

	run_script(1, 3, use_a);
	k_thread_priority_set(owner, 1);
	zassert_prio(0, 1);
	open_gate(0);
	zassert_prio(0, 1);
}

ZTEST(mutex_inherit, test_new_owner_inherits_from_those_still_waiting)
{
	run_script(0, 8, hold_a);

	k_tid_t next = run_script(1, 4, hold_a);

	run_script(2, 6, use_a);
	open_gate(0);
	zassert_equal_ptr(a.owner, next);
	run_script(3, 2, use_a);
	zassert_prio(1, 2);
	zassert_prio(0, 8);
	k_thread_abort(&worker_threads[3]);
	zassert_prio(1, 4);
	k_thread_priority_set(next, 9);
	zassert_prio(1, 6);
}

ZTEST(mutex_inherit, test_boosted_ready_owner_runs_before_the_middle)
{
	/* The inversion itself: 0 owns, 2 is in the way, 1 needs the mutex. */
	run_script(0, 8, hold_a);
	k_sem_give(&gates[0]);
	start_script(2, 5, at_gate);
	start_script(1, 3, use_a);
	k_thread_priority_set(k_current_get(), 4);
	zassert_equal(worker_result(1), 0, "had the mutex before the one in the middle ran");
	zassert_prio(0, 8);
}

ZTEST(mutex_inherit, test_unlock_gives_way_to_the_waiter_at_once)
{
	zassert_ok(k_mutex_lock(&a, K_FOREVER));
	k_thread_priority_set(k_current_get(), 6);
	start_script(1, 3, use_a);
	zassert_equal(k_thread_priority_get(k_current_get()), 3, "it preempted us and waits");
	zassert_ok(k_mutex_unlock(&a));
	zassert_equal(worker_result(1), 0);
	zassert_equal(k_thread_priority_get(k_current_get()), 6);
}

ZTEST(mutex_inherit, test_giving_back_a_boost_keeps_the_place_among_equals)
{
	zassert_ok(k_mutex_lock(&a, K_FOREVER));
	k_thread_priority_set(k_current_get(), 6);
	start_script(2, 6, use_b);
	start_script(1, 3, use_a);
	zassert_ok(k_mutex_unlock(&a));
	zassert_equal(worker_result(1), 0);
	zassert_equal(worker_result(2), INT32_MIN, "it comes after us still");
}

ZTEST(mutex_inherit, test_waiters_of_an_ended_owner_come_and_go)
{
	static const struct step keep_a[] = {LOCK(&a), END};

	run_script(0, 8, keep_a);
	run_script(1, 3, use_a_for_5);
	run_script(2, 4, use_a_for_5);
	k_sleep(K_TICKS(7));
	zassert_equal(worker_result(1), -EAGAIN);
	zassert_equal(worker_result(2), -EAGAIN);
	run_script(3, 3, use_a_for_5);
	k_sleep(K_TICKS(7));
	zassert_equal(worker_result(3), -EAGAIN);
}

ZTEST(mutex_inherit, test_suspended_owner_is_boosted)
{
	k_tid_t owner = run_script(0, 8, hold_a);

	k_thread_suspend(owner);
	run_script(1, 3, use_a);
	zassert_prio(0, 3);
	k_sem_give(&gates[0]);
	k_thread_resume(owner);
	run_others();
	zassert_equal(worker_result(1), 0);
}

ZTEST_SUITE(mutex_inherit, NULL, NULL, before, after, NULL);
