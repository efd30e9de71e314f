/* SPDX-License-Identifier: MIT */
/*
 * Guards, the report of an overflow, and stacks from memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/ztest.h>

#include "helpers.h"

static char out[4096];
static struct k_thread thread;
static K_SEM_DEFINE(never, 0, 1);
static unsigned int runs;
static unsigned int reason_seen;

ZTEST_SUITE(stacks, NULL, NULL, NULL, NULL, NULL);

void ztest_post_fatal_error_hook(unsigned int reason, const struct arch_esf *esf)
{
	ARG_UNUSED(esf);
	reason_seen = reason;
}

/** Recursion that the compiler can not turn into a loop. */
static int dig(volatile char *above)
{
	volatile char here[256];

	here[0] = *above;
	return dig(here) + here[0];
}

static void overflow(void *p1, void *p2, void *p3)
{
	volatile char start = 1;

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	ztest_set_fault_valid(true);
	runs += (unsigned int)dig(&start);
}

static void wild(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	ztest_set_fault_valid(true);
	*(volatile char *)16 = 1;
	runs++;
}

static void count_run(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	runs++;
}

static void wait_forever(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_sem_take(&never, K_FOREVER);
}

ZTEST(stacks, test_overflow_ends_only_its_thread)
{
	for (int i = 0; i < 3; i++) {
		reason_seen = 0;
		start_helper(0, overflow, NULL, K_PRIO_PREEMPT(1));
		join_helpers();
		zassert_equal(reason_seen, K_ERR_STACK_CHK_FAIL);
	}
	runs = 0;
	start_helper(0, count_run, NULL, K_PRIO_PREEMPT(1));
	join_helpers();
	zassert_equal(runs, 1, "the stack can be used again");
}

ZTEST(stacks, test_wild_access_ends_only_its_thread)
{
	runs = 0;
	reason_seen = 99;
	start_helper(0, wild, NULL, K_PRIO_PREEMPT(1));
	join_helpers();
	zassert_equal(reason_seen, K_ERR_CPU_EXCEPTION);
	zassert_equal(runs, 0);
}

static void overflow_in_child(void)
{
	start_helper(0, overflow, NULL, K_PRIO_PREEMPT(1));
	join_helpers();
}

ZTEST(stacks, test_overflow_names_the_thread_and_its_stack_size)
{
	char size[32];
	int status = run_in_child(overflow_in_child, out, sizeof(out));

	zassert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", out);
	snprintf(size, sizeof(size), "of %d bytes", STACK_SIZE);
	zassert_not_null(strstr(out, "stack overflow: thread"), "%s", out);
	zassert_not_null(strstr(out, "(helper)"), "%s", out);
	zassert_not_null(strstr(out, size), "%s", out);
}

static void run_on(k_thread_stack_t *stack, size_t size, k_thread_entry_t entry)
{
	k_thread_create(&thread, stack, size, entry, NULL, NULL, NULL, 1, 0, K_NO_WAIT);
	zassert_ok(k_thread_join(&thread, K_SECONDS(1)));
}

ZTEST(stacks, test_stack_in_the_heap_is_ordinary_memory_again_after_its_thread)
{
	size_t size = K_THREAD_STACK_LEN(STACK_SIZE);
	k_thread_stack_t *stack = aligned_alloc(ARCH_STACK_ALIGN, size);

	zassert_not_null(stack);
	run_on(stack, STACK_SIZE, count_run);
	memset(stack, 0x55, size);
	free(stack);
}

ZTEST(stacks, test_allocated_stack_has_a_guard)
{
	k_thread_stack_t *stack = k_thread_stack_alloc(STACK_SIZE, 0);

	zassert_not_null(stack);
	reason_seen = 0;
	run_on(stack, STACK_SIZE, overflow);
	zassert_equal(reason_seen, K_ERR_STACK_CHK_FAIL);
	zassert_ok(k_thread_stack_free(stack));
}

ZTEST(stacks, test_stack_in_use_can_not_be_freed)
{
	k_thread_stack_t *stack = k_thread_stack_alloc(STACK_SIZE, 0);

	k_thread_create(&thread, stack, STACK_SIZE, wait_forever, NULL, NULL, NULL, 1, 0,
			K_NO_WAIT);
	zassert_equal(k_thread_stack_free(stack), -EBUSY);
	k_msleep(10);
	zassert_equal(k_thread_stack_free(stack), -EBUSY);
	k_thread_abort(&thread);
	zassert_ok(k_thread_stack_free(stack));
}

ZTEST(stacks, test_free_rejects_what_is_no_allocated_stack)
{
	k_thread_stack_t *stack = k_thread_stack_alloc(STACK_SIZE, 0);
	k_thread_stack_t other;

	zassert_equal(k_thread_stack_free(NULL), -EINVAL);
	zassert_equal(k_thread_stack_free(&other), -EINVAL);
	zassert_equal(k_thread_stack_free(stack + 16), -EINVAL);
	zassert_ok(k_thread_stack_free(stack));
	zassert_equal(k_thread_stack_free(stack), -EINVAL, "freed twice");
}

ZTEST(stacks, test_alloc_fails_for_a_size_that_can_not_be)
{
	zassert_is_null(k_thread_stack_alloc(SIZE_MAX, 0));
	zassert_is_null(k_thread_stack_alloc(SIZE_MAX / 8, 0));
}

ZTEST(stacks, test_stacks_of_many_sizes_hold_what_was_asked_for)
{
	for (size_t size = 1; size < 64 << 20; size = size * 5 / 3 + 1) {
		k_thread_stack_t *stacks[3];

		for (int i = 0; i < 3; i++) {
			stacks[i] = k_thread_stack_alloc(size, 0);
			zassert_not_null(stacks[i], "%zu bytes", size);
			memset(K_THREAD_STACK_BUFFER(stacks[i]), i, MIN(size, 1U << 20));
			K_THREAD_STACK_BUFFER(stacks[i])[size - 1] = (char)i;
		}
		for (int i = 0; i < 3; i++) {
			char *buffer = K_THREAD_STACK_BUFFER(stacks[i]);

			zassert_equal(buffer[0], i);
			zassert_equal(buffer[size - 1], i);
			zassert_ok(k_thread_stack_free(stacks[i]));
		}
	}
}

static long resident_pages(void)
{
	FILE *statm = fopen("/proc/self/statm", "r");
	long total, resident;

	zassert_not_null(statm);
	zassert_equal(fscanf(statm, "%ld %ld", &total, &resident), 2);
	fclose(statm);
	return resident;
}

static void many_at_once(size_t n)
{
	k_thread_stack_t **stacks = calloc(n, sizeof(*stacks));

	for (size_t i = 0; i < n; i++) {
		stacks[i] = k_thread_stack_alloc(STACK_SIZE, 0);
		zassert_not_null(stacks[i]);
		memset(K_THREAD_STACK_BUFFER(stacks[i]), 1, STACK_SIZE);
	}
	for (size_t i = 0; i < n; i++) {
		zassert_ok(k_thread_stack_free(stacks[i]));
	}
	free(stacks);
}

ZTEST(stacks, test_memory_of_freed_stacks_returns_to_the_system)
{
	long before, grown;

	many_at_once(1000);
	before = resident_pages();
	many_at_once(8000);
	grown = resident_pages() - before;
	/* 7000 more stacks had some 28000 pages; the entries that describe them stay. */
	zassert_true(grown < 2000, "%ld pages more", grown);
}

ZTEST(stacks, test_threads_one_after_the_other_take_no_memory)
{
	long before, grown;

	runs = 0;
	for (int i = 0; i < 20000; i++) {
		k_thread_stack_t *stack = k_thread_stack_alloc(STACK_SIZE, 0);

		run_on(stack, STACK_SIZE, count_run);
		zassert_ok(k_thread_stack_free(stack));
		if (i == 1000) {
			before = resident_pages();
		}
	}
	grown = resident_pages() - before;
	zassert_equal(runs, 20000);
	zassert_true(grown < 64, "%ld pages more", grown);
}
