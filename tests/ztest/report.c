/* SPDX-License-Identifier: MIT */
/* Counting and printing results. */
#include <string.h>
#include "tests/ztest/runner.h"

struct counts {
	uint32_t passed;
	uint32_t failed;
	uint32_t skipped;
	uint32_t duration_ms;
};

static uint32_t reported;

uint32_t z_ztest_reported(void)
{
	return reported;
}

void z_ztest_report_test(const struct ztest_unit_test *test, enum ztest_result result,
			 uint32_t duration_ms)
{
	struct ztest_unit_test_stats *stats = test->stats;
	int code = TC_PASS;

	reported++;
	stats->run_count++;
	stats->duration_worst_ms = MAX(stats->duration_worst_ms, duration_ms);
	if (result == ZTEST_RESULT_FAIL) {
		code = TC_FAIL;
		stats->fail_count++;
	} else if (result == ZTEST_RESULT_SKIP) {
		code = TC_SKIP;
		stats->skip_count++;
	} else {
		stats->pass_count++;
	}
	TC_PRINT("%s - %s in %u.%03u seconds\n", TC_RESULT_TO_STR(code), test->name,
		 duration_ms / 1000, duration_ms % 1000);
}

/* A test that ran several times failed if it ever did, and passed if it passed at least once. */
static struct counts count_suite(const char *suite)
{
	struct counts counts = {0};

	STRUCT_SECTION_FOREACH(ztest_unit_test, test) {
		if (strcmp(test->test_suite_name, suite) != 0 || test->stats->run_count == 0) {
			continue;
		}
		counts.duration_ms += test->stats->duration_worst_ms;
		if (test->stats->fail_count > 0) {
			counts.failed++;
		} else if (test->stats->pass_count > 0) {
			counts.passed++;
		} else {
			counts.skipped++;
		}
	}
	return counts;
}

static void print_suite(const struct ztest_suite_node *suite)
{
	struct counts counts = count_suite(suite->name);
	uint32_t total = counts.passed + counts.failed + counts.skipped;
	bool failed = counts.failed > 0 || suite->stats->fail_count > 0;

	TC_PRINT("SUITE %s - [%s]: pass = %u, fail = %u, skip = %u, total = %u, "
		 "duration = %u.%03u seconds\n",
		 failed                                 ? "FAIL"
		 : total > 0 && total == counts.skipped ? "SKIP"
							: "PASS",
		 suite->name, counts.passed, counts.failed, counts.skipped, total,
		 counts.duration_ms / 1000, counts.duration_ms % 1000);
	STRUCT_SECTION_FOREACH(ztest_unit_test, test) {
		if (strcmp(test->test_suite_name, suite->name) == 0 &&
		    test->stats->fail_count > 0) {
			TC_PRINT(" - FAIL - [%s.%s] %u of %u times\n", suite->name, test->name,
				 test->stats->fail_count, test->stats->run_count);
		}
	}
}

void z_ztest_report_summary(void)
{
	TC_PRINT("\n------ TESTSUITE SUMMARY START ------\n\n");
	STRUCT_SECTION_FOREACH(ztest_suite_node, suite) {
		if (suite->stats->run_count > 0) {
			print_suite(suite);
		}
	}
	TC_PRINT("\n------ TESTSUITE SUMMARY END ------\n\n");
}
