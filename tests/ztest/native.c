/* SPDX-License-Identifier: MIT */
/*
 * The runner on the desk: arguments name the tests to run, as suite or suite::test; the run's
 * outcome is the status of the process.
 */
#include <string.h>
#include <zephyr/arch/posix/native.h>
#include "tests/ztest/runner.h"

#define STATUS_USAGE 2

void ztest_exit(int status)
{
	native_exit(status);
}

static bool pattern_matches(const char *pattern, const char *suite, const char *test)
{
	size_t len = strlen(suite);

	if (strncmp(pattern, suite, len) != 0) {
		return false;
	}
	return pattern[len] == '\0' ||
	       (strncmp(pattern + len, "::", 2) == 0 && strcmp(pattern + len + 2, test) == 0);
}

bool ztest_test_selected(const char *suite, const char *test)
{
	char **argv;
	int argc = native_args_get(&argv);

	for (int i = 1; i < argc; i++) {
		if (pattern_matches(argv[i], suite, test)) {
			return true;
		}
	}
	return argc <= 1;
}

static bool matches_any(const char *pattern)
{
	STRUCT_SECTION_FOREACH(ztest_unit_test, test) {
		if (pattern_matches(pattern, test->test_suite_name, test->name)) {
			return true;
		}
	}
	return false;
}

static int check_arguments(void)
{
	char **argv;
	int argc = native_args_get(&argv);

	for (int i = 1; i < argc; i++) {
		if (!matches_any(argv[i])) {
			TC_PRINT("No test matches '%s': name a suite, or suite::test. "
				 "The tests are:\n",
				 argv[i]);
			STRUCT_SECTION_FOREACH(ztest_unit_test, test) {
				TC_PRINT("  %s::%s\n", test->test_suite_name, test->name);
			}
			native_exit(STATUS_USAGE);
		}
	}
	return 0;
}

SYS_INIT(check_arguments, APPLICATION, CONFIG_APPLICATION_INIT_PRIORITY);
