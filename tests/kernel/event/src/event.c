/* SPDX-License-Identifier: MIT */
/*
 * Events: changing bits, waiting for any or all, and consuming them.
 */
#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

K_EVENT_DEFINE(defined_event);

static int post_early(void)
{
	(void)k_event_post(&defined_event, 0x5);
	return 0;
}

SYS_INIT(post_early, PRE_KERNEL_1, 0);

static struct k_event event;

static int wait_any(void *arg)
{
	return (int)k_event_wait(&event, (uint32_t)(uintptr_t)arg, false, K_FOREVER);
}

static int wait_all(void *arg)
{
	return (int)k_event_wait_all(&event, (uint32_t)(uintptr_t)arg, false, K_FOREVER);
}

static int wait_any_safe(void *arg)
{
	return (int)k_event_wait_safe(&event, (uint32_t)(uintptr_t)arg, false, K_FOREVER);
}

static int wait_all_safe(void *arg)
{
	return (int)k_event_wait_all_safe(&event, (uint32_t)(uintptr_t)arg, false, K_FOREVER);
}

static int wait_any_for_10_ticks(void *arg)
{
	return (int)k_event_wait(&event, (uint32_t)(uintptr_t)arg, false, K_TICKS(10));
}

static void wait_for(int index, int (*wait)(void *arg), uint32_t events)
{
	run_worker(index, 3, wait, (void *)(uintptr_t)events);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

/** Post @a events. @return whether worker @a index has got its bits, which are @a got. */
static bool post_gives(uint32_t events, int index, int got)
{
	(void)k_event_post(&event, events);
	run_others();
	return worker_result(index) == got;
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_event_init(&event);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(event, test_defined_event_needs_no_init)
{
	zassert_equal(k_event_test(&defined_event, UINT32_MAX), 0x5);
}

ZTEST(event, test_post_adds_bits_and_returns_which_were_there)
{
	zassert_equal(k_event_post(&event, 0x3), 0);
	zassert_equal(k_event_post(&event, 0x6), 0x2);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x7);
}

ZTEST(event, test_set_replaces_bits_and_returns_all_before)
{
	zassert_equal(k_event_set(&event, 0x80000003), 0);
	zassert_equal(k_event_set(&event, 0x4), 0x80000003);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x4);
}

ZTEST(event, test_set_masked_replaces_bits_in_the_mask_and_returns_those)
{
	(void)k_event_set(&event, 0x3C);
	zassert_equal(k_event_set_masked(&event, 0xF1, 0x0F), 0x0C);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x31);
}

ZTEST(event, test_clear_removes_bits_and_returns_which_were_there)
{
	(void)k_event_set(&event, 0x7);
	zassert_equal(k_event_clear(&event, 0xE), 0x6);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x1);
}

ZTEST(event, test_test_returns_bits_in_the_mask)
{
	(void)k_event_set(&event, 0x7);
	zassert_equal(k_event_test(&event, 0xA), 0x2);
}

ZTEST(event, test_wait_returns_matching_bits_at_once_and_leaves_them)
{
	(void)k_event_set(&event, 0x7);
	zassert_equal(k_event_wait(&event, 0x9, false, K_FOREVER), 0x1);
	zassert_equal(k_event_wait(&event, 0x6, false, K_NO_WAIT), 0x6);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x7);
}

ZTEST(event, test_wait_for_no_bits_returns_0_at_once)
{
	(void)k_event_set(&event, 0x7);
	zassert_equal(k_event_wait(&event, 0, true, K_FOREVER), 0);
	zassert_equal(k_event_wait_all(&event, 0, false, K_FOREVER), 0);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x7, "and removes nothing");
}

ZTEST(event, test_wait_without_time_returns_0_at_once)
{
	int64_t start = start_of_tick();

	(void)k_event_set(&event, 0x1);
	zassert_equal(k_event_wait(&event, 0x2, false, K_NO_WAIT), 0);
	zassert_equal(k_event_wait_all(&event, 0x3, false, K_NO_WAIT), 0);
	zassert_equal(k_event_wait_all_safe(&event, 0x3, false, K_NO_WAIT), 0);
	zassert_equal(k_uptime_ticks(), start);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x1);
}

ZTEST(event, test_wait_times_out_after_its_time)
{
	int64_t start = start_of_tick();

	(void)k_event_set(&event, 0x1);
	zassert_equal(k_event_wait_all(&event, 0x3, false, K_TICKS(10)), 0);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(event, test_reset_removes_all_bits_before_the_wait)
{
	(void)k_event_set(&event, 0xF);
	zassert_equal(k_event_wait(&event, 0x1, true, K_NO_WAIT), 0);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0);
}

ZTEST(event, test_post_wakes_who_waits_for_any)
{
	wait_for(0, wait_any, 0x6);
	zassert_false(post_gives(0x1, 0, 0x1), "not its bit");
	zassert_true(post_gives(0x4, 0, 0x4));
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x5, "nothing is consumed");
}

ZTEST(event, test_all_bits_have_to_come)
{
	wait_for(0, wait_all, 0x6);
	(void)k_event_post(&event, 0x2);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN, "one of two");
	zassert_true(post_gives(0xC, 0, 0x6));
}

ZTEST(event, test_all_bits_have_to_be_there_at_one_time)
{
	wait_for(0, wait_all, 0x6);
	(void)k_event_post(&event, 0x2);
	(void)k_event_clear(&event, 0x2);
	(void)k_event_post(&event, 0x4);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	zassert_true(post_gives(0x2, 0, 0x6));
}

ZTEST(event, test_set_and_set_masked_wake_waiters)
{
	wait_for(0, wait_any, 0x1);
	wait_for(1, wait_any, 0x2);
	(void)k_event_set(&event, 0x1);
	(void)k_event_set_masked(&event, 0x2, 0x2);
	run_others();
	zassert_equal(worker_result(0), 0x1);
	zassert_equal(worker_result(1), 0x2);
}

ZTEST(event, test_all_satisfied_waiters_wake_together)
{
	wait_for(0, wait_any, 0x3);
	wait_for(1, wait_all, 0x3);
	wait_for(2, wait_any, 0x4);
	wait_for(3, wait_any_safe, 0x1);
	(void)k_event_post(&event, 0x3);
	run_others();
	zassert_equal(worker_result(0), 0x3);
	zassert_equal(worker_result(1), 0x3);
	zassert_equal(worker_result(2), INT32_MIN);
	zassert_equal(worker_result(3), 0x1, "sees what the others see");
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x2, "and consumes its bit");
}

ZTEST(event, test_safe_wait_consumes_what_is_there)
{
	(void)k_event_set(&event, 0x7);
	zassert_equal(k_event_wait_safe(&event, 0x9, false, K_FOREVER), 0x1);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x6);
	zassert_equal(k_event_wait_all_safe(&event, 0x6, false, K_NO_WAIT), 0x6);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0);
}

ZTEST(event, test_safe_wait_consumes_what_ends_it)
{
	wait_for(0, wait_all_safe, 0x3);
	(void)k_event_post(&event, 0x1);
	run_others();
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x1, "not yet");
	(void)k_event_post(&event, 0x6);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x4, "before the woken thread runs");
	run_others();
	zassert_equal(worker_result(0), 0x3);
}

ZTEST(event, test_waiter_gets_bits_that_are_cleared_before_it_runs)
{
	wait_for(0, wait_any, 0x1);
	(void)k_event_post(&event, 0x1);
	(void)k_event_clear(&event, 0x1);
	run_others();
	zassert_equal(worker_result(0), 0x1);
}

ZTEST(event, test_waiter_that_timed_out_is_gone)
{
	run_worker(0, 3, wait_any_for_10_ticks, (void *)0x1);
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), 0);
	(void)k_event_post(&event, 0x1);
	zassert_equal(k_event_test(&event, UINT32_MAX), 0x1);
}

static uint32_t isr_result;

static void post_in_isr(const void *arg)
{
	isr_result = k_event_post(&event, (uint32_t)(uintptr_t)arg);
}

static void clear_in_isr(const void *arg)
{
	isr_result = k_event_clear(&event, (uint32_t)(uintptr_t)arg);
}

static void wait_in_isr(const void *arg)
{
	isr_result = k_event_wait(&event, (uint32_t)(uintptr_t)arg, false, K_NO_WAIT);
}

ZTEST(event, test_post_in_isr_wakes_a_waiter)
{
	wait_for(0, wait_any, 0x2);
	irq_offload(post_in_isr, (void *)0x2);
	run_others();
	zassert_equal(worker_result(0), 0x2);
}

ZTEST(event, test_clear_and_wait_without_time_in_isr)
{
	(void)k_event_set(&event, 0x7);
	irq_offload(wait_in_isr, (void *)0x6);
	zassert_equal(isr_result, 0x6);
	irq_offload(clear_in_isr, (void *)0xC);
	zassert_equal(isr_result, 0x4);
	irq_offload(wait_in_isr, (void *)0x8);
	zassert_equal(isr_result, 0);
}

ZTEST(event, test_post_preempts_a_preemptible_caller)
{
	wait_for(0, wait_any, 0x2);
	k_thread_priority_set(k_current_get(), 4);
	(void)k_event_post(&event, 0x2);
	zassert_equal(worker_result(0), 0x2);
}

MISUSE_IN_ISR(really_wait_in_isr, (void)k_event_wait(&event, 0x1, false, K_TICKS(1)))
MISUSE_IN_ISR(init_in_isr, k_event_init(&event))

ZTEST(event, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(really_wait_in_isr);
}

ZTEST(event, test_init_in_isr_is_misuse)
{
	expect_misuse_in_isr(init_in_isr);
}

ZTEST_SUITE(event, NULL, NULL, before, after, NULL);
