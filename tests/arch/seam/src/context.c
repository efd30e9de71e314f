/* SPDX-License-Identifier: MIT */
/*
 * What belongs to a thread: registers, errno, its arguments, its stack.
 */
#include <errno.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/ztest.h>

#include "helpers.h"

#define ROUNDS 1000

static void *seen[3];
static bool is_right[HELPERS];

ZTEST_SUITE(context, NULL, NULL, NULL, NULL, NULL);

static void note_arguments(void *p1, void *p2, void *p3)
{
	unsigned int key = irq_lock();

	seen[0] = p1;
	seen[1] = p2;
	seen[2] = p3;
	is_right[0] = arch_irq_unlocked(key) && (uintptr_t)__builtin_frame_address(0) % 16 == 0;
	irq_unlock(key);
}

ZTEST(context, test_thread_starts_unlocked_on_an_aligned_stack_with_its_arguments)
{
	static struct k_thread thread;
	static K_THREAD_STACK_DEFINE(stack, STACK_SIZE);

	k_thread_create(&thread, stack, STACK_SIZE, note_arguments, &seen[0], &seen[1], &seen[2], 1,
			0, K_NO_WAIT);
	zassert_ok(k_thread_join(&thread, K_FOREVER));
	zassert_equal_ptr(seen[0], &seen[0]);
	zassert_equal_ptr(seen[1], &seen[1]);
	zassert_equal_ptr(seen[2], &seen[2]);
	zassert_true(is_right[0]);
}

/** Keeps more values alive over the switch than there are registers that a call preserves. */
static void keep_values(void *arg, void *p2, void *p3)
{
	uintptr_t id = (uintptr_t)arg;
	volatile uintptr_t seed = id * 1000;
	volatile double fseed = (double)id;
	bool right = true;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (uintptr_t i = 0; i < ROUNDS; i++) {
		uintptr_t a = seed + i, b = a * 3, c = a * 5, d = a * 7, e = a * 11, f = a * 13;
		uintptr_t g = a * 17, h = a * 19, j = a * 23, k = a * 29;
		double x = fseed + (double)i, y = x * 2.5, z = x * 3.5, w = x * 4.5;

		k_yield();
		right = right && b == a * 3 && c == a * 5 && d == a * 7 && e == a * 11 &&
			f == a * 13 && g == a * 17 && h == a * 19 && j == a * 23 && k == a * 29;
		right = right && a == seed + i && y == x * 2.5 && z == x * 3.5 && w == x * 4.5;
	}
	is_right[id - 1] = right;
}

ZTEST(context, test_values_survive_switches)
{
	for (uintptr_t i = 0; i < HELPERS; i++) {
		is_right[i] = false;
		start_helper((unsigned int)i, keep_values, (void *)(i + 1), K_PRIO_PREEMPT(1));
	}
	join_helpers();
	for (int i = 0; i < HELPERS; i++) {
		zassert_true(is_right[i], "thread %d", i);
	}
}

static void keep_errno(void *arg, void *p2, void *p3)
{
	int value = (int)(uintptr_t)arg;
	bool right = errno == 0;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (int i = 0; i < ROUNDS; i++) {
		errno = value + i;
		k_yield();
		right = right && errno == value + i;
	}
	is_right[value / ROUNDS - 1] = right;
}

ZTEST(context, test_errno_belongs_to_the_thread)
{
	for (unsigned int i = 0; i < 2; i++) {
		is_right[i] = false;
		start_helper(i, keep_errno, (void *)(uintptr_t)((i + 1) * ROUNDS),
			     K_PRIO_PREEMPT(1));
	}
	join_helpers();
	zassert_true(is_right[0]);
	zassert_true(is_right[1]);
}

static void in_use(const void *arg)
{
	const struct k_thread *thread = arg;
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);

	is_right[0] = here - thread->stack_info.start < thread->stack_info.size;
}

static void run_offload(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	irq_offload(in_use, k_current_get());
}

ZTEST(context, test_saved_stack_pointer_and_handlers_lie_in_the_threads_stack)
{
	k_tid_t thread = start_helper(0, run_offload, NULL, K_PRIO_PREEMPT(1));

	is_right[0] = false;
	zassert_true((uintptr_t)thread->callee_saved.sp - thread->stack_info.start <
		     thread->stack_info.size);
	join_helpers();
	zassert_true(is_right[0]);
}
