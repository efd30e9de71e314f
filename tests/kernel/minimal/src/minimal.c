/* SPDX-License-Identifier: MIT */
/*
 * The kernel with every option off and one priority of each kind.
 */
#include "tests/kernel/support/trace.h"

static struct k_sem sem;

ZTEST(minimal, test_names_are_not_supported)
{
	char copy[8] = "as is";

	zassert_equal(k_thread_name_set(NULL, "name"), -ENOSYS, "set");
	zassert_is_null(k_thread_name_get(k_current_get()), "there is one");
	zassert_equal(k_thread_name_copy(NULL, copy, sizeof(copy)), -ENOSYS, "copied");
	zassert_str_equal(copy, "as is", "the buffer was written to");
}

ZTEST(minimal, test_stack_space_is_not_supported)
{
	size_t unused = 1234;

	zassert_equal(k_thread_stack_space_get(k_current_get(), &unused), -ENOTSUP, "found");
	zassert_equal(unused, 1234, "the result was written to");
}

ZTEST(minimal, test_allocated_stacks_are_not_supported)
{
	static K_THREAD_STACK_DEFINE(stack, 512);

	zassert_is_null(k_thread_stack_alloc(512, 0), "there is one");
	zassert_equal(k_thread_stack_free(stack), -ENOSYS, "freed");
}

static int take_for_a_time(void *arg)
{
	k_sem_take(&sem, K_TICKS(300));
	return mark_arg(arg);
}

ZTEST(minimal, test_threads_of_two_priorities_run_and_wait)
{
	int64_t start = start_of_tick();

	k_sem_init(&sem, 0, 1);
	start_worker(0, 0, take_for_a_time, EVENT('b'));
	start_worker(1, -1, mark_arg, EVENT('a'));
	wait_for_worker(0);
	expect_trace("ab");
	zassert_equal(k_uptime_ticks() - start, 301, "the timeout took %d ticks",
		      (int)(k_uptime_ticks() - start));
}

static int oops(void *arg)
{
	mark_arg(arg);
	ztest_set_fault_valid(true);
	k_oops();
	mark('!');
	return 0;
}

ZTEST(minimal, test_fatal_error_of_a_nameless_thread_ends_it)
{
	start_worker(0, 0, oops, EVENT('o'));
	wait_for_worker(0);
	expect_trace("o");
}

static int spin(void *arg)
{
	mark_arg(arg);
	for (;;) {
		k_busy_wait(100);
	}
	return 0;
}

ZTEST(minimal, test_equal_threads_do_not_take_turns)
{
	start_worker(0, 0, spin, EVENT('a'));
	start_worker(1, 0, spin, EVENT('b'));
	k_sleep(K_MSEC(200));
	/* The main thread, of the same priority, would not get its turn either. */
	retire_workers();
	expect_trace("a");
}

ZTEST_SUITE(minimal, NULL, NULL, before_case, after_case, NULL);
