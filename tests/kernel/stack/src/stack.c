/* SPDX-License-Identifier: MIT */
/*
 * Stacks: pushing, popping, waiting, handing over.
 */
#include <errno.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

#define ROOM 3

K_STACK_DEFINE(defined_stack, 2);

static int push_early(void)
{
	return k_stack_push(&defined_stack, 7);
}

SYS_INIT(push_early, PRE_KERNEL_1, 0);

static struct k_stack stack;
static stack_data_t memory[ROOM];
static stack_data_t popped[WORKERS];

static int pop_forever(void *arg)
{
	return k_stack_pop(&stack, arg, K_FOREVER);
}

static int pop_for_10_ticks(void *arg)
{
	return k_stack_pop(&stack, arg, K_TICKS(10));
}

static void wait_for_word(int index, int prio)
{
	popped[index] = 0;
	run_worker(index, prio, pop_forever, &popped[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_stack_init(&stack, memory, ROOM);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(stack, test_defined_stack_needs_no_init)
{
	stack_data_t word;

	zassert_ok(k_stack_pop(&defined_stack, &word, K_NO_WAIT));
	zassert_equal(word, 7, "pushed at start-up");
	zassert_ok(k_stack_push(&defined_stack, 1));
	zassert_ok(k_stack_push(&defined_stack, 2));
	zassert_equal(k_stack_push(&defined_stack, 3), -ENOMEM);
}

ZTEST(stack, test_last_in_is_first_out)
{
	stack_data_t word;

	zassert_ok(k_stack_push(&stack, 1));
	zassert_ok(k_stack_push(&stack, UINTPTR_MAX));
	zassert_ok(k_stack_pop(&stack, &word, K_NO_WAIT));
	zassert_equal(word, UINTPTR_MAX);
	zassert_ok(k_stack_pop(&stack, &word, K_FOREVER));
	zassert_equal(word, 1);
}

ZTEST(stack, test_push_onto_a_full_stack_is_refused)
{
	stack_data_t word;

	for (stack_data_t i = 1; i <= ROOM; i++) {
		zassert_ok(k_stack_push(&stack, i));
	}
	zassert_equal(k_stack_push(&stack, 9), -ENOMEM);
	zassert_ok(k_stack_pop(&stack, &word, K_NO_WAIT));
	zassert_equal(word, ROOM, "nothing was overwritten");
}

ZTEST(stack, test_pop_without_wait_is_busy_at_once)
{
	int64_t start = start_of_tick();
	stack_data_t word;

	zassert_equal(k_stack_pop(&stack, &word, K_NO_WAIT), -EBUSY);
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(stack, test_pop_times_out_after_its_time)
{
	int64_t start = start_of_tick();
	stack_data_t word;

	zassert_equal(k_stack_pop(&stack, &word, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(stack, test_pushed_word_goes_to_the_waiter)
{
	stack_data_t word;

	wait_for_word(0, 1);
	zassert_ok(k_stack_push(&stack, 5));
	zassert_equal(k_stack_pop(&stack, &word, K_NO_WAIT), -EBUSY, "nobody slips in between");
	run_others();
	zassert_ok(worker_result(0));
	zassert_equal(popped[0], 5);
}

ZTEST(stack, test_push_to_a_waiter_needs_no_room)
{
	k_stack_init(&stack, memory, 0);
	wait_for_word(0, 1);
	zassert_ok(k_stack_push(&stack, 5));
	run_others();
	zassert_equal(popped[0], 5);
	zassert_equal(k_stack_push(&stack, 6), -ENOMEM);
}

ZTEST(stack, test_best_waiter_is_served_first)
{
	wait_for_word(0, 5);
	wait_for_word(1, 3);
	wait_for_word(2, 3);
	for (stack_data_t i = 1; i <= 3; i++) {
		zassert_ok(k_stack_push(&stack, i));
	}
	run_others();
	zassert_equal(popped[1], 1);
	zassert_equal(popped[2], 2);
	zassert_equal(popped[0], 3);
}

ZTEST(stack, test_waiter_that_timed_out_gets_nothing_later)
{
	stack_data_t word;

	popped[0] = 0;
	run_worker(0, 1, pop_for_10_ticks, &popped[0]);
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), -EAGAIN);
	zassert_ok(k_stack_push(&stack, 5));
	zassert_equal(popped[0], 0);
	zassert_ok(k_stack_pop(&stack, &word, K_NO_WAIT));
	zassert_equal(word, 5);
}

ZTEST(stack, test_cleanup_is_refused_while_a_thread_waits)
{
	wait_for_word(0, 1);
	zassert_equal(k_stack_cleanup(&stack), -EAGAIN);
	zassert_ok(k_stack_push(&stack, 5));
	zassert_ok(k_stack_cleanup(&stack));
}

static int isr_result;
static stack_data_t isr_word;

static void push_in_isr(const void *arg)
{
	isr_result = k_stack_push(&stack, (stack_data_t)arg);
}

static void pop_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	isr_result = k_stack_pop(&stack, &isr_word, K_NO_WAIT);
}

ZTEST(stack, test_push_in_isr_serves_a_waiter)
{
	wait_for_word(0, 1);
	irq_offload(push_in_isr, (void *)6);
	zassert_ok(isr_result);
	run_others();
	zassert_equal(popped[0], 6);
}

ZTEST(stack, test_push_preempts_a_preemptible_caller)
{
	wait_for_word(0, 1);
	k_thread_priority_set(k_current_get(), 4);
	zassert_ok(k_stack_push(&stack, 6));
	zassert_equal(popped[0], 6);
}

ZTEST(stack, test_pop_without_wait_in_isr)
{
	zassert_ok(k_stack_push(&stack, 8));
	irq_offload(pop_in_isr, NULL);
	zassert_ok(isr_result);
	zassert_equal(isr_word, 8);
	irq_offload(pop_in_isr, NULL);
	zassert_equal(isr_result, -EBUSY);
}

MISUSE_IN_ISR(wait_in_isr, k_stack_pop(&stack, &isr_word, K_TICKS(1)))

ZTEST(stack, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(wait_in_isr);
}

ZTEST_SUITE(stack, NULL, NULL, before, after, NULL);
