/* SPDX-License-Identifier: MIT */
/*
 * k_thread_stack_alloc() and k_thread_stack_free().
 */
#include <string.h>

#include <zephyr/ztest.h>

#define SIZE  2048
#define COUNT 100

static struct k_thread thread;
static k_thread_stack_t *stacks[COUNT];
static struct k_sem sem;

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_sem_init(&sem, 0, 1);
	memset(stacks, 0, sizeof(stacks));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	k_thread_abort(&thread);
	for (int i = 0; i < COUNT; i++) {
		if (stacks[i] != NULL) {
			(void)k_thread_stack_free(stacks[i]);
		}
	}
}

static void *suite_setup(void)
{
	/* So that ending it before any case has created it does nothing. */
	thread.base.thread_state = _THREAD_DEAD;
	return NULL;
}

static void use_half(void *result, void *p2, void *p3)
{
	char room[SIZE / 2];

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	memset(room, 0x5a, sizeof(room));
	*(int *)result += *(volatile char *)&room[SIZE / 2 - 1];
}

static void wait_for_sem(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_sem_take(&sem, K_FOREVER);
}

static void run_on(k_thread_stack_t *stack, k_thread_entry_t entry, void *arg, k_timeout_t delay)
{
	k_thread_create(&thread, stack, SIZE, entry, arg, NULL, NULL, 5, 0, delay);
}

ZTEST(dynamic_stacks, test_thread_runs_on_an_allocated_stack)
{
	int result = 0;

	stacks[0] = k_thread_stack_alloc(SIZE, 0);
	zassert_not_null(stacks[0], "no memory");
	run_on(stacks[0], use_half, &result, K_NO_WAIT);
	zassert_ok(k_thread_join(&thread, K_FOREVER), "it does not end");
	zassert_equal(result, 0x5a, "the stack is no memory");
	zassert_ok(k_thread_stack_free(stacks[0]), "not freed");
	stacks[0] = NULL;
}

ZTEST(dynamic_stacks, test_stack_of_a_waiting_thread_is_busy)
{
	stacks[0] = k_thread_stack_alloc(SIZE, K_USER);
	run_on(stacks[0], wait_for_sem, NULL, K_NO_WAIT);
	k_sleep(K_TICKS(1));
	zassert_equal(k_thread_stack_free(stacks[0]), -EBUSY, "freed");
	k_sem_give(&sem);
	zassert_ok(k_thread_join(&thread, K_FOREVER), "it does not end");
	zassert_ok(k_thread_stack_free(stacks[0]), "not freed");
	stacks[0] = NULL;
}

ZTEST(dynamic_stacks, test_stack_of_a_thread_that_was_not_started_is_busy)
{
	stacks[0] = k_thread_stack_alloc(SIZE, 0);
	run_on(stacks[0], wait_for_sem, NULL, K_FOREVER);
	zassert_equal(k_thread_stack_free(stacks[0]), -EBUSY, "freed");
	k_thread_abort(&thread);
	zassert_ok(k_thread_stack_free(stacks[0]), "not freed");
	stacks[0] = NULL;
}

static int free_of_own_stack;

static void free_own_stack(void *stack, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	free_of_own_stack = k_thread_stack_free(stack);
}

ZTEST(dynamic_stacks, test_own_stack_is_busy)
{
	stacks[0] = k_thread_stack_alloc(SIZE, 0);
	run_on(stacks[0], free_own_stack, stacks[0], K_NO_WAIT);
	zassert_ok(k_thread_join(&thread, K_FOREVER), "it does not end");
	zassert_equal(free_of_own_stack, -EBUSY, "freed with %d", free_of_own_stack);
}

ZTEST(dynamic_stacks, test_freeing_twice_is_refused)
{
	k_thread_stack_t *stack = k_thread_stack_alloc(SIZE, 0);

	zassert_ok(k_thread_stack_free(stack), "not freed");
	zassert_equal(k_thread_stack_free(stack), -EINVAL, "freed twice");
}

ZTEST(dynamic_stacks, test_freeing_what_is_no_such_stack_is_refused)
{
	static K_THREAD_STACK_DEFINE(own, SIZE);

	stacks[0] = k_thread_stack_alloc(SIZE, 0);
	zassert_equal(k_thread_stack_free(own), -EINVAL, "a static stack");
	zassert_equal(k_thread_stack_free(NULL), -EINVAL, "none");
	zassert_equal(k_thread_stack_free(stacks[0] + 16), -EINVAL, "the middle of a stack");
	zassert_ok(k_thread_stack_free(stacks[0]), "the stack itself was not freed");
	stacks[0] = NULL;
}

ZTEST(dynamic_stacks, test_stacks_are_aligned_and_do_not_overlap)
{
	for (int i = 0; i < COUNT; i++) {
		stacks[i] = k_thread_stack_alloc(SIZE, 0);
		zassert_not_null(stacks[i], "no memory for stack %d", i);
		zassert_equal((uintptr_t)stacks[i] % ARCH_STACK_ALIGN, 0, "stack %d is at %p", i,
			      (void *)stacks[i]);
		for (int other = 0; other < i; other++) {
			uintptr_t apart = (uintptr_t)MAX(stacks[i], stacks[other]) -
					  (uintptr_t)MIN(stacks[i], stacks[other]);

			zassert_true(apart >= K_THREAD_STACK_LEN(SIZE), "%d and %d overlap", i,
				     other);
		}
	}
}

ZTEST(dynamic_stacks, test_freed_memory_is_used_again)
{
	k_thread_stack_t *first = k_thread_stack_alloc(SIZE, 0);

	zassert_ok(k_thread_stack_free(first), "not freed");
	stacks[0] = k_thread_stack_alloc(SIZE, 0);
	zassert_equal_ptr(stacks[0], first, "other memory");
}

ZTEST(dynamic_stacks, test_stacks_of_many_sizes_hold_their_size)
{
	for (size_t size = 1; size < 300000; size = size * 3 + 1) {
		k_thread_stack_t *stack = k_thread_stack_alloc(size, 0);

		zassert_not_null(stack, "no memory for %zu bytes", size);
		memset(K_THREAD_STACK_BUFFER(stack), 0x77, size);
		zassert_ok(k_thread_stack_free(stack), "%zu bytes not freed", size);
	}
}

ZTEST(dynamic_stacks, test_too_large_a_stack_is_refused)
{
	zassert_is_null(k_thread_stack_alloc(SIZE_MAX, 0), "the largest size");
	zassert_is_null(k_thread_stack_alloc(SIZE_MAX / 2, 0), "half the address space");
}

ZTEST(dynamic_stacks, test_stacks_can_come_and_go_for_ever)
{
	int result = 0;

	for (int i = 0; i < 5000; i++) {
		k_thread_stack_t *stack = k_thread_stack_alloc(SIZE, 0);

		zassert_not_null(stack, "no memory in round %d", i);
		run_on(stack, use_half, &result, K_NO_WAIT);
		zassert_ok(k_thread_join(&thread, K_FOREVER), "it does not end");
		zassert_ok(k_thread_stack_free(stack), "not freed in round %d", i);
	}
	zassert_equal(result, 5000 * 0x5a, "not all threads ran");
}

ZTEST_SUITE(dynamic_stacks, NULL, suite_setup, before, after, NULL);
