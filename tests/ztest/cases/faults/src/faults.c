/* SPDX-License-Identifier: MIT */
/* Fatal errors and failed assertions, expected and not; the driver selects one test at a time. */
#include <zephyr/irq_offload.h>
#include <zephyr/ztest.h>

static int volatile *const nowhere;

void ztest_post_fatal_error_hook(unsigned int reason, const struct arch_esf *esf)
{
	ARG_UNUSED(esf);
	TC_PRINT("hook: fatal error %u\n", reason);
}

static struct k_thread helper;
static K_THREAD_STACK_DEFINE(helper_stack, 1024 + CONFIG_TEST_EXTRA_STACK_SIZE);

static void oops(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_oops();
	TC_PRINT("went on\n");
}

ZTEST(expected, test_oops_of_a_helper)
{
	ztest_set_fault_valid(true);
	k_thread_create(&helper, helper_stack, K_THREAD_STACK_SIZEOF(helper_stack), oops, NULL,
			NULL, NULL, 0, 0, K_NO_WAIT);
	zassert_ok(k_thread_join(&helper, K_FOREVER));
}

ZTEST(expected, test_panic)
{
	ztest_set_fault_valid(true);
	k_panic();
	TC_PRINT("went on\n");
}

ZTEST(expected, test_bad_address)
{
	ztest_set_fault_valid(true);
	*nowhere = 1;
	TC_PRINT("went on\n");
}

ZTEST(expected, test_assertion)
{
	ztest_set_assert_valid(true);
	__ASSERT(false, "in thread");
	TC_PRINT("went on\n");
}

ZTEST(expected, test_assertion_as_fault)
{
	ztest_set_fault_valid(true);
	__ASSERT(false, "as fault");
	TC_PRINT("went on\n");
}

ZTEST(forgotten, test_1_expects_what_does_not_come)
{
	ztest_set_assert_valid(true);
	ztest_set_fault_valid(true);
}

ZTEST(forgotten, test_2_is_hit_by_it)
{
	__ASSERT(false, "one test later");
}

ZTEST(unexpected, test_panic_of_test)
{
	k_panic();
	TC_PRINT("went on\n");
}

ZTEST(unexpected, test_second_panic)
{
	ztest_set_fault_valid(true);
	k_thread_create(&helper, helper_stack, K_THREAD_STACK_SIZEOF(helper_stack), oops, NULL,
			NULL, NULL, 0, 0, K_NO_WAIT);
	zassert_ok(k_thread_join(&helper, K_FOREVER));
	k_panic();
	TC_PRINT("went on\n");
}

ZTEST(unexpected, test_assertion_of_test)
{
	__ASSERT(false, "unexpected");
	TC_PRINT("went on\n");
}

ZTEST(unexpected, test_bad_address_of_test)
{
	*nowhere = 1;
	TC_PRINT("went on\n");
}

static void panic_in_handler(const void *unused)
{
	ARG_UNUSED(unused);
	k_panic();
}

ZTEST(unexpected, test_panic_of_handler)
{
	irq_offload(panic_in_handler, NULL);
	TC_PRINT("went on\n");
}

ZTEST(stuck, test_waits_for_ever)
{
	k_sleep(K_FOREVER);
}

ZTEST_SUITE(expected, NULL, NULL, NULL, NULL, NULL);
ZTEST_SUITE(forgotten, NULL, NULL, NULL, NULL, NULL);
ZTEST_SUITE(unexpected, NULL, NULL, NULL, NULL, NULL);
ZTEST_SUITE(stuck, NULL, NULL, NULL, NULL, NULL);
