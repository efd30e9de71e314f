/* SPDX-License-Identifier: MIT */
/* Suites whose functions around the tests fail or skip. */
#include <zephyr/ztest.h>

static void *fail_setup(void)
{
	zassert_true(false, "in setup");
	TC_PRINT("went on\n");
	return NULL;
}

static void *skip_setup(void)
{
	ztest_test_skip();
	TC_PRINT("went on\n");
	return NULL;
}

static void fail(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_true(false);
	TC_PRINT("went on\n");
}

static void skip(void *fixture)
{
	ARG_UNUSED(fixture);
	ztest_test_skip();
}

/* Fails after the first test only. */
static void fail_once(void *fixture)
{
	static bool failed;

	ARG_UNUSED(fixture);
	if (!failed) {
		failed = true;
		zassert_true(false);
	}
}

#define SUITE(name, ...)                                                                           \
	ZTEST(name, test_1_of_##name)                                                              \
	{                                                                                          \
		TC_PRINT("body of %s\n", #name);                                                   \
	}                                                                                          \
	ZTEST(name, test_2_of_##name)                                                              \
	{                                                                                          \
	}                                                                                          \
	ZTEST_SUITE(name, NULL, __VA_ARGS__)

SUITE(setup_fails, fail_setup, NULL, NULL, NULL);
SUITE(setup_skips, skip_setup, NULL, NULL, NULL);
SUITE(before_fails, NULL, fail, NULL, NULL);
SUITE(before_skips, NULL, skip, NULL, NULL);
SUITE(after_fails_once, NULL, NULL, fail_once, NULL);
SUITE(teardown_fails, NULL, NULL, NULL, fail);
