/* SPDX-License-Identifier: MIT */
/*
 * Assertions and checks of arguments, as the settings of the build want them. An expected failure
 * is counted and execution goes on behind it.
 */
#include <zephyr/sys/__assert.h>
#include <zephyr/sys/check.h>
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/ztest.h>

static int failures;
static char output[256];
static size_t output_len;
static printk_hook_fn_t console;

void ztest_post_assert_fail_hook(void)
{
	failures++;
}

static int capture(int c)
{
	if (output_len + 1 < sizeof(output)) {
		output[output_len++] = (char)c;
		output[output_len] = '\0';
	}
	return c;
}

static void begin_capture(void)
{
	output_len = 0;
	output[0] = '\0';
	__printk_hook_install(capture);
	ztest_set_assert_valid(true);
}

static void end_capture(void)
{
	__printk_hook_install(console);
	ztest_set_assert_valid(false);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	console = __printk_get_hook();
	failures = 0;
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	__printk_hook_install(console);
}

ZTEST(assert, test_conditions_that_hold_are_silent)
{
	begin_capture();
	__ASSERT(1 + 1 == 2, "never %d", 1);
	__ASSERT_NO_MSG(true);
	end_capture();
	zassert_equal(failures, 0);
	zassert_str_equal(output, "");
}

ZTEST(assert, test_failure_acts_when_assertions_are_on)
{
	begin_capture();
	__ASSERT(failures == 99, "seen %d", failures);
	end_capture();
	zassert_equal(failures, IS_ENABLED(CONFIG_ASSERT));
}

ZTEST(assert, test_failure_without_message_acts_when_assertions_are_on)
{
	begin_capture();
	__ASSERT_NO_MSG(failures == 99);
	end_capture();
	zassert_equal(failures, IS_ENABLED(CONFIG_ASSERT));
}

static bool printed(const char *text)
{
	return strstr(output, text) != NULL;
}

ZTEST(assert, test_failure_prints_what_the_settings_allow)
{
	bool verbose = IS_ENABLED(CONFIG_ASSERT_VERBOSE);

	begin_capture();
	__ASSERT(SYS_FOREVER_MS == failures, "seen %d", 7);
	end_capture();
	zassert_equal(printed("ASSERTION FAIL"), verbose, "%s", output);
	zassert_equal(printed("assert.c"), verbose && !IS_ENABLED(CONFIG_ASSERT_NO_FILE_INFO), "%s",
		      output);
	zassert_equal(printed("[SYS_FOREVER_MS == failures]"),
		      verbose && !IS_ENABLED(CONFIG_ASSERT_NO_COND_INFO), "%s", output);
	zassert_equal(printed("seen 7"), verbose && !IS_ENABLED(CONFIG_ASSERT_NO_MSG_INFO), "%s",
		      output);
}

ZTEST(assert, test_conditions_without_assertions_are_not_evaluated)
{
	int calls = 0;

	__ASSERT(++calls > 0, "");
	zassert_equal(calls, IS_ENABLED(CONFIG_ASSERT));
}

ZTEST(assert, test_eval_runs_one_of_its_expressions)
{
	int plain = 0;
	int checked = 0;

	__ASSERT_EVAL(plain++, checked++, checked == 1, "not evaluated");
	zassert_equal(plain, !IS_ENABLED(CONFIG_ASSERT));
	zassert_equal(checked, IS_ENABLED(CONFIG_ASSERT));
}

static int divide(int a, int b)
{
	CHECKIF(b == 0) {
		return -EINVAL;
	}
	return b == 0 ? 0 : a / b;
}

ZTEST(assert, test_checkif_guards_as_the_settings_say)
{
	int result;

	zassert_equal(divide(6, 3), 2);
	begin_capture();
	result = divide(6, 0);
	end_capture();
	zassert_equal(result, IS_ENABLED(CONFIG_RUNTIME_ERROR_CHECKS) ? -EINVAL : 0);
	zassert_equal(failures, IS_ENABLED(CONFIG_ASSERT_ON_ERRORS));
}

ZTEST_SUITE(assert, NULL, NULL, before, after, NULL);
