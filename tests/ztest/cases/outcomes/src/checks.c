/* SPDX-License-Identifier: MIT */
/*
 * Every check, holding and not. A name says what must become of its test: test_passes_*,
 * test_fails_* or test_skips_*. A line "went on" must not be printed by a test that has ended.
 */
#include <zephyr/ztest.h>

struct bits {
	unsigned int three: 3;
};

static const int zero;
static int calls;

static int count_call(void)
{
	return ++calls;
}

ZTEST(checks, test_passes_all_that_hold)
{
	struct bits bits = {.three = 5};
	char text[] = "abc";

	zassert(true, "text");
	zassert_true(1);
	zassert_false(0, "message");
	zassert_ok(0);
	zassert_not_ok(-5, "%d", 5);
	zassert_is_null(NULL);
	zassert_not_null(text);
	zassert_equal(bits.three, 5);
	zassert_equal(-1, UINT_MAX, "as C compares them");
	zassert_equal(1.5, 1.5);
	zassert_equal(text, &text[0]);
	zassert_not_equal(text, NULL);
	zassert_equal_ptr(text, (void *)text);
	zassert_within(7, 5, 2);
	zassert_within(1.0, 1.1, 0.2);
	zassert_between_inclusive(3U, 3, 3);
	zassert_str_equal(text, "abc");
	zassert_mem_equal(text, "abX", 2);
	zexpect_equal(1, 1);
	zassume_equal(1, 1);
}

ZTEST(checks, test_passes_arguments_evaluated_once)
{
	calls = 0;
	zassert_equal(count_call(), 1);
	zassert_within(count_call(), 2, 0);
	zassert_true(count_call() == 3);
	zassert_ok(count_call() - 4);
	zassert_between_inclusive(count_call(), 5, 5);
	zassert_equal(calls, 5);
}

/* ZTEST with one check that does not hold. */
#define FAILS(name, check)                                                                         \
	ZTEST(checks, test_fails_##name)                                                           \
	{                                                                                          \
		check;                                                                             \
		TC_PRINT("went on\n");                                                             \
	}

FAILS(assert, zassert(zero == 1, "given text", "message %d", 17))
FAILS(true, zassert_true(zero, "message %d", 18))
FAILS(false, zassert_false(!zero))
FAILS(ok, zassert_ok(zero - 5))
FAILS(not_ok, zassert_not_ok(zero))
FAILS(is_null, zassert_is_null(&zero))
FAILS(not_null, zassert_not_null((void *)(intptr_t)zero))
FAILS(equal, zassert_equal(zero + 3, -4, "message %d", 19))
FAILS(equal_unsigned, zassert_equal(zero + 4000000000U, 4000000001U))
FAILS(equal_wide, zassert_equal(zero + 0x100000000LL, 0))
FAILS(equal_pointers, zassert_equal(&zero, NULL))
FAILS(not_equal, zassert_not_equal(zero, 0))
FAILS(equal_ptr, zassert_equal_ptr(&zero, NULL))
FAILS(within, zassert_within(zero + 8, 5, 2))
FAILS(within_below, zassert_within(zero + 2, 5, 2))
FAILS(between, zassert_between_inclusive(zero + 4, 1, 3))
FAILS(between_below, zassert_between_inclusive(zero, 1, 3))
FAILS(str_equal, zassert_str_equal("abc", "abd"))
FAILS(mem_equal, zassert_mem_equal("abc", "aXc", 3))
FAILS(unreachable, zassert_unreachable("message %d", 20))

ZTEST(checks, test_fails_after_unmet_expectation_but_goes_on)
{
	zexpect_equal(zero, 1);
	TC_PRINT("expectation left behind\n");
	zexpect_true(true);
}

ZTEST(checks, test_fails_although_passed_after_unmet_expectation)
{
	zexpect_true(false);
	ztest_test_pass();
}

ZTEST(checks, test_skips_unmet_assumption)
{
	zassume_equal(zero, 1, "message %d", 21);
	TC_PRINT("went on\n");
}

ZTEST_SUITE(checks, NULL, NULL, NULL, NULL, NULL);
