/* SPDX-License-Identifier: MIT */
/*
 * What nobody may do with mutexes: use them in interrupt handlers, or wait in a circle for ever.
 */
#include <errno.h>

#include <zephyr/irq_offload.h>

#include "tests/kernel/support/script.h"
#include "tests/kernel/support/misuse.c"

static struct k_mutex a;
static struct k_mutex b;
static struct k_mutex c;

static const struct step b_then_a[] = {LOCK(&b), LOCK(&a), END};
static const struct step b_then_c[] = {LOCK(&b), LOCK(&c), END};
static const struct step c_then_a[] = {LOCK(&c), LOCK(&a), END};
static const struct step b_then_a_for_5[] = {LOCK(&b), LOCK_FOR(&a, 5), UNLOCK(&b), END};
static const struct step a_then_b_for_5[] = {LOCK(&a), GATE, LOCK_FOR(&b, 5), UNLOCK(&a), END};
static const struct step use_a[] = {LOCK(&a), UNLOCK(&a), END};

MISUSE_IN_ISR(lock_in_isr, (void)k_mutex_lock(&a, K_NO_WAIT))
MISUSE_IN_ISR(unlock_in_isr, (void)k_mutex_unlock(&a))

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_ok(k_mutex_init(&a));
	zassert_ok(k_mutex_init(&b));
	zassert_ok(k_mutex_init(&c));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(mutex_misuse, test_lock_in_isr_asserts)
{
	expect_misuse_in_isr(lock_in_isr);
}

ZTEST(mutex_misuse, test_unlock_in_isr_asserts)
{
	zassert_ok(k_mutex_lock(&a, K_FOREVER));
	expect_misuse_in_isr(unlock_in_isr);
	zassert_ok(k_mutex_unlock(&a));
}

ZTEST(mutex_misuse, test_circle_of_two_is_reported)
{
	zassert_ok(k_mutex_lock(&a, K_FOREVER));
	run_script(0, 3, b_then_a);
	expect_misuse((void)k_mutex_lock(&b, K_FOREVER));
}

ZTEST(mutex_misuse, test_circle_of_three_is_reported)
{
	zassert_ok(k_mutex_lock(&a, K_FOREVER));
	run_script(0, 3, c_then_a);
	run_script(1, 3, b_then_c);
	expect_misuse((void)k_mutex_lock(&b, K_FOREVER));
}

ZTEST(mutex_misuse, test_wait_with_timeout_in_a_circle_is_legal)
{
	zassert_ok(k_mutex_lock(&a, K_FOREVER));
	run_script(0, 3, b_then_a);
	zassert_equal(k_mutex_lock(&b, K_TICKS(3)), -EAGAIN);
	zassert_ok(k_mutex_unlock(&a));
	run_others();
	zassert_equal(worker_result(0), 0);
}

ZTEST(mutex_misuse, test_circle_that_a_timeout_will_open_is_legal)
{
	zassert_ok(k_mutex_lock(&a, K_FOREVER));
	run_script(0, 3, b_then_a_for_5);
	zassert_ok(k_mutex_lock(&b, K_FOREVER), "the other gives up and unlocks");
	run_others();
	zassert_equal(worker_result(0), -EAGAIN);
	zassert_ok(k_mutex_unlock(&b));
	zassert_ok(k_mutex_unlock(&a));
}

ZTEST(mutex_misuse, test_waiting_for_a_thread_in_a_circle_of_others_is_legal)
{
	run_script(0, 3, a_then_b_for_5);
	run_script(1, 3, b_then_a_for_5);
	open_gate(0);
	run_script(2, 2, use_a);
	zassert_prio(0, 2);
	zassert_prio(1, 2);
	k_sleep(K_TICKS(10));
	zassert_equal(worker_result(2), 0);
	zassert_prio(0, 3);
}

ZTEST(mutex_misuse, test_boost_of_a_circle_ends_with_its_cause)
{
	run_script(0, 6, a_then_b_for_5);
	run_script(1, 7, b_then_a_for_5);
	open_gate(0);
	k_thread_abort(run_script(2, 2, use_a));
	k_sleep(K_TICKS(10));
	zassert_prio(0, 6);
	zassert_prio(1, 7);
}

static const struct step lock_a[] = {LOCK(&a), GATE, END};

ZTEST(mutex_misuse, test_waiting_for_ever_for_a_mutex_of_an_ended_thread)
{
	k_thread_abort(run_script(0, 3, lock_a));
	zassert_equal(k_mutex_lock(&a, K_TICKS(1)), -EAGAIN);
	expect_misuse(k_mutex_lock(&a, K_FOREVER));
}

ZTEST_SUITE(mutex_misuse, NULL, NULL, before, after, NULL);
