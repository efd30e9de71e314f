/* SPDX-License-Identifier: MIT */
/* Suites that run in some states only, or never, and a test of no suite. */
#include <zephyr/ztest.h>

static int states[] = {0, 1, 1};

static bool in_state_1(const void *state)
{
	return *(const int *)state == 1;
}

static bool never(const void *state)
{
	ARG_UNUSED(state);
	return false;
}

ZTEST(always, test_a)
{
}

ZTEST(always, test_b)
{
}

ZTEST(state_1, test_of_state)
{
}

ZTEST(state_never, test_of_no_state)
{
}

ZTEST(missing, test_without_suite)
{
}

ZTEST_SUITE(always, NULL, NULL, NULL, NULL, NULL);
ZTEST_SUITE(state_1, in_state_1, NULL, NULL, NULL, NULL);
ZTEST_SUITE(state_never, never, NULL, NULL, NULL, NULL);

void test_main(void)
{
	ARRAY_FOR_EACH_PTR(states, state) {
		TC_PRINT("> %d suites\n", ztest_run_test_suites(state, false, 1, 1));
	}
	ztest_verify_all_test_suites_ran();
}
