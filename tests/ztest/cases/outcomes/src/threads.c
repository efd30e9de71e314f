/* SPDX-License-Identifier: MIT */
/* Results reported from other threads and from interrupt handlers; the naming is as in checks.c. */
#include <zephyr/irq_offload.h>
#include <zephyr/ztest.h>

static struct k_thread helper;
static K_THREAD_STACK_DEFINE(helper_stack, 1024 + CONFIG_TEST_EXTRA_STACK_SIZE);

static void run_in_helper(k_thread_entry_t entry)
{
	k_thread_create(&helper, helper_stack, K_THREAD_STACK_SIZEOF(helper_stack), entry, NULL,
			NULL, NULL, 0, 0, K_NO_WAIT);
	/* The helper ends this thread here. */
	k_sleep(K_FOREVER);
	TC_PRINT("went on\n");
}

static void fail(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	zassert_true(false);
	TC_PRINT("went on\n");
}

static void skip(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	ztest_test_skip();
	TC_PRINT("went on\n");
}

static void pass(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	ztest_test_pass();
	TC_PRINT("went on\n");
}

ZTEST(threads, test_fails_from_helper)
{
	run_in_helper(fail);
}

ZTEST(threads, test_skips_from_helper)
{
	run_in_helper(skip);
}

ZTEST(threads, test_passes_from_helper)
{
	run_in_helper(pass);
}

static void fail_in_handler(const void *unused)
{
	ARG_UNUSED(unused);
	zassert_true(false);
	TC_PRINT("handler went on\n");
}

ZTEST(threads, test_fails_from_interrupt_handler)
{
	irq_offload(fail_in_handler, NULL);
	TC_PRINT("went on\n");
}

ZTEST(threads, test_passes_in_named_thread)
{
	zassert_str_equal(k_thread_name_get(k_current_get()), "test_passes_in_named_thread");
	zassert_equal(k_thread_priority_get(k_current_get()), CONFIG_ZTEST_THREAD_PRIORITY);
}

ZTEST(threads, test_passes_with_1cpu_functions)
{
	ztest_simple_1cpu_before(NULL);
	ztest_simple_1cpu_after(NULL);
}

ZTEST(threads, test_skips_itself)
{
	ztest_test_skip();
	TC_PRINT("went on\n");
}

ZTEST(threads, test_passes_itself)
{
	ztest_test_pass();
	TC_PRINT("went on\n");
}

ZTEST(threads, test_fails_itself)
{
	ztest_test_fail();
	TC_PRINT("went on\n");
}

ZTEST_SUITE(threads, NULL, NULL, NULL, NULL, NULL);
