/* SPDX-License-Identifier: MIT */
/* What the files of the runner share. */
#ifndef TESTS_ZTEST_RUNNER_H_
#define TESTS_ZTEST_RUNNER_H_

#include <stdbool.h>
#include <stdint.h>
#include <zephyr/ztest.h>

/** How a test stands. */
enum ztest_result {
	ZTEST_RESULT_PENDING,
	ZTEST_RESULT_PASS,
	ZTEST_RESULT_FAIL,
	ZTEST_RESULT_SKIP,
};

/*
 * runner.c
 */

/** Whether the run as a whole has failed so far. */
bool z_ztest_has_failed(void);

/** Fail the run as a whole, whatever the tests' results. Any context. */
void z_ztest_run_fail(void);

/** Report the run as failed and end the program, from wherever it stands. */
FUNC_NORETURN void z_ztest_stop(void);

/*
 * report.c
 */

/** Note the result of one run of @a test, print its line, and count it. */
void z_ztest_report_test(const struct ztest_unit_test *test, enum ztest_result result,
			 uint32_t duration_ms);

/** Print how the tests of every suite that ran came out. */
void z_ztest_report_summary(void);

/** @return the number of runs of tests that were reported. */
uint32_t z_ztest_reported(void);

#endif /* TESTS_ZTEST_RUNNER_H_ */
