/* SPDX-License-Identifier: MIT */
/*
 * Fatal errors and failed assertions during tests: expected ones end their thread, the first
 * unexpected one ends the run. The two flags are plain bools: set before the event and taken back
 * at it.
 */
#include "tests/ztest/runner.h"

static bool fault_valid;
static bool assert_valid;

void ztest_set_fault_valid(bool valid)
{
	fault_valid = valid;
}

void ztest_set_assert_valid(bool valid)
{
	assert_valid = valid;
}

__weak void ztest_post_fatal_error_hook(unsigned int reason, const struct arch_esf *esf)
{
	ARG_UNUSED(reason);
	ARG_UNUSED(esf);
}

__weak void ztest_post_assert_fail_hook(void)
{
	k_thread_abort(k_current_get());
}

void k_sys_fatal_error_handler(unsigned int reason, const struct arch_esf *esf)
{
	if (!fault_valid) {
		TC_PRINT("Fatal error %u was unexpected, stopping\n", reason);
		z_ztest_stop();
	}
	TC_PRINT("Fatal error %u was expected\n", reason);
	fault_valid = false;
	ztest_post_fatal_error_hook(reason, esf);
}

static void assertion_failed(void)
{
	if (!assert_valid) {
		k_panic();
		return;
	}
	TC_PRINT("The failed assertion was expected\n");
	assert_valid = false;
	ztest_post_assert_fail_hook();
}

#ifdef CONFIG_ASSERT_NO_FILE_INFO
void assert_post_action(void)
{
	assertion_failed();
}
#else
void assert_post_action(const char *file, unsigned int line)
{
	ARG_UNUSED(file);
	ARG_UNUSED(line);
	assertion_failed();
}
#endif
