/* SPDX-License-Identifier: MIT */
/* The program around the tests: run, verify, report, end. */
#include "tests/ztest/runner.h"

/* Declared where the kernel calls it. */
int main(void);

#ifdef CONFIG_ZTEST_SHUFFLE
#define SUITE_REPEAT CONFIG_ZTEST_SHUFFLE_SUITE_REPEAT_COUNT
#define TEST_REPEAT  CONFIG_ZTEST_SHUFFLE_TEST_REPEAT_COUNT
#else
#define SUITE_REPEAT 1
#define TEST_REPEAT  1
#endif

__weak void test_main(void)
{
	ztest_run_all(NULL, IS_ENABLED(CONFIG_ZTEST_SHUFFLE), SUITE_REPEAT, TEST_REPEAT);
	ztest_verify_all_test_suites_ran();
}

__weak void ztest_exit(int status)
{
	ARG_UNUSED(status);
}

/* The last lines of the run. */
static int report_run(void)
{
	int status = z_ztest_has_failed() ? TC_FAIL : TC_PASS;

	if (IS_ENABLED(CONFIG_ZTEST_SUMMARY)) {
		z_ztest_report_summary();
	}
	TC_END_REPORT(status);
	return status;
}

FUNC_NORETURN void z_ztest_stop(void)
{
	z_ztest_run_fail();
	ztest_exit(report_run());
	k_fatal_halt(K_ERR_KERNEL_PANIC);
}

__weak int main(void)
{
	test_main();
	if (z_ztest_reported() == 0) {
		TC_PRINT("ERROR: no test ran\n");
		z_ztest_run_fail();
	}
	ztest_exit(report_run());
	return 0;
}
