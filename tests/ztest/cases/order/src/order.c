/* SPDX-License-Identifier: MIT */
/* Prints a line "> what" at each step; the driver compares their order. */
#include <zephyr/ztest.h>

struct beta_fixture {
	int tests;
};

static struct beta_fixture the_fixture;

static const char *thread_kind(void)
{
	return k_thread_priority_get(k_current_get()) == CONFIG_ZTEST_THREAD_PRIORITY ? "test"
										      : "main";
}

static void step(const char *what)
{
	TC_PRINT("> %s in %s\n", what, thread_kind());
}

static void rule_before(const struct ztest_unit_test *test, void *data)
{
	ARG_UNUSED(data);
	TC_PRINT("> rule before %s::%s\n", test->test_suite_name, test->name);
}

static void rule_after(const struct ztest_unit_test *test, void *data)
{
	ARG_UNUSED(data);
	TC_PRINT("> rule after %s::%s\n", test->test_suite_name, test->name);
}

ZTEST_RULE(printing, rule_before, rule_after);
ZTEST_RULE(empty, NULL, NULL);

static void *setup(void)
{
	step("setup");
	return &the_fixture;
}

static void before(void *fixture)
{
	step("before");
	zassert_equal_ptr(fixture, &the_fixture);
}

static void after(void *fixture)
{
	step("after");
	zassert_equal_ptr(fixture, &the_fixture);
}

static void teardown(void *fixture)
{
	step("teardown");
	zassert_equal_ptr(fixture, &the_fixture);
	zassert_equal(the_fixture.tests, 2);
}

ZTEST_SUITE(beta, NULL, setup, before, after, teardown);

ZTEST_F(beta, test_2_fails)
{
	fixture->tests++;
	step("second");
	zassert_true(false);
}

ZTEST_USER_F(beta, test_1)
{
	fixture->tests++;
	step("first");
}

/* Without functions, and before the other by its name. */
ZTEST_USER(alpha, test_only)
{
	step("only");
}

ZTEST_SUITE(alpha, NULL, NULL, NULL, NULL, NULL);
