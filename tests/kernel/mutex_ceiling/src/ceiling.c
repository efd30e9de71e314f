/* SPDX-License-Identifier: MIT */
/*
 * CONFIG_PRIORITY_CEILING=5: no mutex lends a better priority than 5.
 */
#include "tests/kernel/support/script.h"

static struct k_mutex a;
static struct k_mutex b;

static const struct step hold_a[] = {LOCK(&a), GATE, UNLOCK(&a), GATE, END};
static const struct step b_then_a[] = {LOCK(&b), LOCK(&a), UNLOCK(&a), GATE, END};
static const struct step use_a[] = {LOCK(&a), UNLOCK(&a), END};
static const struct step use_b[] = {LOCK(&b), UNLOCK(&b), END};

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

ZTEST(mutex_ceiling, test_boost_stops_at_the_ceiling)
{
	run_script(0, 8, hold_a);
	run_script(1, 2, use_a);
	zassert_prio(0, 5);
	open_gate(0);
	zassert_prio(0, 8);
	zassert_equal(worker_result(1), 0);
}

ZTEST(mutex_ceiling, test_boost_below_the_ceiling_is_whole)
{
	run_script(0, 8, hold_a);
	run_script(1, 6, use_a);
	zassert_prio(0, 6);
}

ZTEST(mutex_ceiling, test_owner_above_the_ceiling_keeps_its_priority)
{
	run_script(0, 3, hold_a);
	run_script(1, 1, use_a);
	zassert_prio(0, 3);
	open_gate(0);
	zassert_prio(0, 3);
}

ZTEST(mutex_ceiling, test_ceiling_holds_along_a_chain)
{
	run_script(0, 9, hold_a);
	run_script(1, 8, b_then_a);
	run_script(2, K_PRIO_COOP(1), use_b);
	zassert_prio(0, 5);
	zassert_prio(1, 5);
}

ZTEST(mutex_ceiling, test_waiters_are_served_by_their_own_priority)
{
	run_script(0, 8, hold_a);
	run_script(1, 4, hold_a);
	run_script(2, 2, hold_a);
	open_gate(0);
	zassert_equal_ptr(a.owner, &worker_threads[2]);
}

ZTEST_SUITE(mutex_ceiling, NULL, NULL, before, after, NULL);
