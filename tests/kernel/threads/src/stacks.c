/* SPDX-License-Identifier: MIT */
/*
 * The macros that define stacks: each gives a thread at least what was asked for.
 */
#include <string.h>

#include <zephyr/ztest.h>

#define SIZE  3000
#define COUNT 3

K_THREAD_STACK_DECLARE(declared_stack, SIZE);
K_THREAD_STACK_ARRAY_DECLARE(declared_stacks, COUNT, SIZE);

K_THREAD_STACK_DEFINE(declared_stack, SIZE);
K_THREAD_STACK_ARRAY_DEFINE(declared_stacks, COUNT, SIZE);
static K_KERNEL_STACK_DEFINE(kernel_stack, SIZE);
static K_KERNEL_PINNED_STACK_DEFINE(pinned_stack, SIZE);
static K_KERNEL_STACK_ARRAY_DEFINE(kernel_stacks, COUNT, SIZE);

static struct {
	char before;
	K_KERNEL_STACK_MEMBER(stack, SIZE);
	char after;
} with_member = {.before = 1, .after = 2};

static struct k_thread thread;

/** Use all but what the calls themselves need. */
static void use_stack(void *result, void *p2, void *p3)
{
	char room[SIZE - 1000];

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	memset(room, 0x5a, sizeof(room));
	*(int *)result = *(volatile char *)&room[0];
}

/** Run a thread on @a stack of @a size bytes. */
static void try_stack(k_thread_stack_t *stack, size_t size)
{
	int result = 0;

	zassert_equal((uintptr_t)stack % ARCH_STACK_ALIGN, 0, "not aligned");
	k_thread_create(&thread, stack, size, use_stack, &result, NULL, NULL, 5, 0, K_NO_WAIT);
	zassert_true(thread.stack_info.size >= ROUND_DOWN(SIZE, ARCH_STACK_PTR_ALIGN), "%zu bytes",
		     thread.stack_info.size);
	zassert_ok(k_thread_join(&thread, K_FOREVER), "it does not end");
	zassert_equal(result, 0x5a, "it did not run");
}

ZTEST(thread_stacks, test_single_stacks)
{
	try_stack(declared_stack, K_THREAD_STACK_SIZEOF(declared_stack));
	try_stack(declared_stack, SIZE);
	try_stack(kernel_stack, K_KERNEL_STACK_SIZEOF(kernel_stack));
	try_stack(pinned_stack, K_KERNEL_STACK_SIZEOF(pinned_stack));
}

ZTEST(thread_stacks, test_arrays_of_stacks)
{
	for (int i = 0; i < COUNT; i++) {
		try_stack(declared_stacks[i], K_THREAD_STACK_SIZEOF(declared_stacks[i]));
		try_stack(kernel_stacks[i], K_KERNEL_STACK_SIZEOF(kernel_stacks[i]));
	}
}

ZTEST(thread_stacks, test_stack_as_a_member_leaves_its_neighbours_alone)
{
	try_stack(with_member.stack, K_KERNEL_STACK_SIZEOF(with_member.stack));
	zassert_equal(with_member.before, 1, "the member before it changed");
	zassert_equal(with_member.after, 2, "the member after it changed");
}

ZTEST(thread_stacks, test_sizes_add_up)
{
	zassert_equal(sizeof(declared_stack), K_THREAD_STACK_LEN(SIZE), "a stack");
	zassert_equal(sizeof(declared_stacks[0]), K_THREAD_STACK_LEN(SIZE), "one of an array");
	zassert_equal(sizeof(kernel_stack), K_KERNEL_STACK_LEN(SIZE), "a kernel stack");
	zassert_true(K_THREAD_STACK_SIZEOF(declared_stack) >= SIZE, "the part that can be used");
	zassert_equal_ptr(K_THREAD_STACK_BUFFER(declared_stack),
			  (char *)declared_stack + K_THREAD_STACK_RESERVED, "where it begins");
}

ZTEST_SUITE(thread_stacks, NULL, NULL, NULL, NULL, NULL);
