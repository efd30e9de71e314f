/* SPDX-License-Identifier: MIT */
/* Tests that are meant to fail or to skip; the naming, as in checks.c, is for the outcome. */
#include <zephyr/ztest.h>

ZTEST_EXPECT_FAIL(turned, test_passes_because_it_fails);
ZTEST(turned, test_passes_because_it_fails)
{
	zassert_true(false);
}

ZTEST_EXPECT_FAIL(turned, test_fails_because_it_passes);
ZTEST(turned, test_fails_because_it_passes)
{
}

ZTEST_EXPECT_SKIP(turned, test_passes_because_it_skips);
ZTEST(turned, test_passes_because_it_skips)
{
	ztest_test_skip();
}

ZTEST_EXPECT_SKIP(turned, test_fails_because_it_does_not_skip);
ZTEST(turned, test_fails_because_it_does_not_skip)
{
}

ZTEST_SUITE(turned, NULL, NULL, NULL, NULL, NULL);
