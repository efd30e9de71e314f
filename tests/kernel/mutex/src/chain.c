/* SPDX-License-Identifier: MIT */
/*
 * Priority inheritance along chains: worker n owns mutex n and waits for mutex n - 1, so a boost of
 * the last runs down to the first.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/script.h"

static struct k_mutex m[4];

static const struct step first[] = {LOCK(&m[0]), GATE, UNLOCK(&m[0]), GATE, END};
static const struct step second[] = {LOCK(&m[1]),   LOCK(&m[0]), GATE, UNLOCK(&m[0]),
				     UNLOCK(&m[1]), GATE,        END};
static const struct step third[] = {LOCK(&m[2]),   LOCK(&m[1]), GATE, UNLOCK(&m[1]),
				    UNLOCK(&m[2]), GATE,        END};
static const struct step third_for_5[] = {LOCK(&m[2]), LOCK_FOR(&m[1], 5), GATE, END};
static const struct step use_last[] = {LOCK(&m[2]), UNLOCK(&m[2]), END};
static const struct step use_last_for_5[] = {LOCK_FOR(&m[2], 5), END};
static const struct step use_first[] = {LOCK(&m[0]), UNLOCK(&m[0]), END};

static const struct step use_second[] = {LOCK(&m[1]), UNLOCK(&m[1]), END};
static const struct step last_and_first[] = {LOCK(&m[2]), LOCK(&m[0]), END};

static void run_chain(const struct step *last)
{
	run_script(0, 10, first);
	run_script(1, 9, second);
	run_script(2, 8, last);
}

static void zassert_prios(int prio0, int prio1, int prio2)
{
	zassert_prio(0, prio0);
	zassert_prio(1, prio1);
	zassert_prio(2, prio2);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	for (size_t i = 0; i < ARRAY_SIZE(m); i++) {
		zassert_ok(k_mutex_init(&m[i]));
	}
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(mutex_chain, test_chain_inherits_from_its_members)
{
	run_chain(third);
	zassert_prios(8, 8, 8);
}

ZTEST(mutex_chain, test_boost_runs_down_the_chain)
{
	run_chain(third);
	run_script(3, 2, use_last);
	zassert_prios(2, 2, 2);
}

ZTEST(mutex_chain, test_boost_ends_where_a_better_one_is)
{
	run_chain(third);
	run_script(4, 4, use_first);
	run_script(3, 6, use_last);
	zassert_prios(4, 6, 6);
}

ZTEST(mutex_chain, test_timeout_at_the_end_takes_the_boost_from_all)
{
	run_chain(third);
	run_script(3, 2, use_last_for_5);
	zassert_prios(2, 2, 2);
	k_sleep(K_TICKS(7));
	zassert_prios(8, 8, 8);
}

ZTEST(mutex_chain, test_abort_at_the_end_takes_the_boost_from_all)
{
	run_chain(third);
	k_thread_abort(run_script(3, 2, use_last));
	zassert_prios(8, 8, 8);
}

ZTEST(mutex_chain, test_timeout_in_the_middle_parts_the_chain)
{
	run_chain(third_for_5);
	run_script(3, 2, use_last);
	zassert_prios(2, 2, 2);
	k_sleep(K_TICKS(7));
	zassert_prios(9, 9, 2);
}

ZTEST(mutex_chain, test_abort_in_the_middle_parts_the_chain)
{
	run_chain(third);
	run_script(3, 2, use_last);
	k_thread_abort(&worker_threads[1]);
	zassert_prio(0, 10);
	zassert_prio(2, 2);
	zassert_equal_ptr(m[1].owner, &worker_threads[1], "stays owned by the ended thread");
}

ZTEST(mutex_chain, test_priority_change_at_the_end_reaches_the_first)
{
	run_chain(third);

	k_tid_t waiter = run_script(3, 7, use_last);

	k_thread_priority_set(waiter, 3);
	zassert_prios(3, 3, 3);
	k_thread_priority_set(waiter, 5);
	zassert_prios(5, 5, 5);
	k_thread_priority_set(waiter, 14);
	zassert_prios(8, 8, 8);
}

ZTEST(mutex_chain, test_priority_change_in_the_middle_reaches_down_only)
{
	run_chain(third);
	k_thread_priority_set(&worker_threads[1], 4);
	zassert_prios(4, 4, 8);
	k_thread_priority_set(&worker_threads[1], 12);
	zassert_prios(8, 8, 8);
	k_thread_priority_set(&worker_threads[2], 11);
	zassert_prios(10, 11, 11);
}

ZTEST(mutex_chain, test_unlock_passes_the_boost_on)
{
	run_chain(third);
	run_script(3, 2, use_last);
	open_gate(0);
	zassert_equal_ptr(m[0].owner, &worker_threads[1]);
	zassert_prios(10, 2, 2);
	open_gate(1);
	zassert_prios(10, 9, 2);
	open_gate(2);
	zassert_prios(10, 9, 8);
	zassert_equal(worker_result(3), 0);
}

ZTEST(mutex_chain, test_boosted_waiter_overtakes_in_the_middle)
{
	/* 1 and 4 wait for mutex 0; a boost of 1 through its own mutex puts it before 4. */
	run_script(0, 10, first);
	run_script(4, 7, use_first);
	run_script(1, 9, second);
	run_script(3, 2, use_second);
	open_gate(0);
	zassert_equal_ptr(m[0].owner, &worker_threads[1]);
	zassert_equal(worker_result(4), INT32_MIN);
	open_gate(1);
	zassert_equal(worker_result(3), 0);
	zassert_equal(worker_result(4), 0);
}

ZTEST(mutex_chain, test_tree_of_waiters_boosts_the_root_by_the_best)
{
	run_script(0, 10, first);
	run_script(1, 9, second);
	run_script(2, 7, last_and_first);
	zassert_prios(7, 9, 7);
	run_script(3, 3, use_second);
	zassert_prios(3, 3, 7);
	run_script(4, 2, use_last_for_5);
	zassert_prios(2, 3, 2);
	k_sleep(K_TICKS(7));
	zassert_prios(3, 3, 7);
}

ZTEST_SUITE(mutex_chain, NULL, NULL, before, after, NULL);
