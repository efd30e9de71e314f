/* SPDX-License-Identifier: MIT */
/*
 * Definition, selection and control of test suites.
 *
 * Suites run in order of their names and so do the tests of a suite: setup once; then for each test
 * the rules' and the suite's `before`, the test, the suite's and the rules' `after`; then teardown.
 * A test and what comes before it run in a thread of their own, with priority
 * CONFIG_ZTEST_THREAD_PRIORITY, named after the test; all else runs in the main thread.
 */
#ifndef ZEPHYR_INCLUDE_ZTEST_TEST_H_
#define ZEPHYR_INCLUDE_ZTEST_TEST_H_

#include <stdbool.h>
#include <stdint.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Prepares a suite. @return the fixture: what its other functions get. */
typedef void *(*ztest_suite_setup_t)(void);
typedef void (*ztest_suite_before_t)(void *fixture);
typedef void (*ztest_suite_after_t)(void *fixture);
typedef void (*ztest_suite_teardown_t)(void *fixture);
/** @return whether the suite shall run in the state given to ztest_run_test_suites(). */
typedef bool (*ztest_suite_predicate_t)(const void *global_state);

/** How often a suite ran, and how often as a whole skipped or failed. */
struct ztest_suite_stats {
	uint32_t run_count;
	uint32_t skip_count;
	uint32_t fail_count;
};

/** A suite, in the linker's list of them. */
struct ztest_suite_node {
	const char *const name;
	const ztest_suite_setup_t setup;
	const ztest_suite_before_t before;
	const ztest_suite_after_t after;
	const ztest_suite_teardown_t teardown;
	const ztest_suite_predicate_t predicate;
	struct ztest_suite_stats *const stats;
};

/** How often a test ran, and with what result. */
struct ztest_unit_test_stats {
	uint32_t run_count;
	uint32_t skip_count;
	uint32_t fail_count;
	uint32_t pass_count;
	uint32_t duration_worst_ms;
};

/** A test, in the linker's list of them. */
struct ztest_unit_test {
	const char *const test_suite_name;
	const char *const name;
	void (*const test)(void *fixture);
	const uint32_t thread_options;
	struct ztest_unit_test_stats *const stats;
};

/** What ZTEST_EXPECT_FAIL() and ZTEST_EXPECT_SKIP() turn into a pass. */
enum ztest_expected_result {
	/** That the test fails. */
	ZTEST_EXPECTED_RESULT_FAIL,
	/** That the test is skipped. */
	ZTEST_EXPECTED_RESULT_SKIP,
};

/** A test that ZTEST_EXPECT_FAIL() or ZTEST_EXPECT_SKIP() names. */
struct ztest_expected_result_entry {
	const char *const test_suite_name;
	const char *const test_name;
	const enum ztest_expected_result expected_result;
};

/** Called before or after each test. */
typedef void (*ztest_rule_cb)(const struct ztest_unit_test *test, void *data);

/** What ZTEST_RULE() defines. */
struct ztest_test_rule {
	const ztest_rule_cb before_each;
	const ztest_rule_cb after_each;
};

/**
 * Define a suite. Each function may be NULL; without a predicate the suite runs once, in the first
 * ztest_run_test_suites().
 */
#define ZTEST_SUITE(SUITE_NAME, PREDICATE, setup_fn, before_fn, after_fn, teardown_fn)             \
	static struct ztest_suite_stats z_ztest_suite_stats_##SUITE_NAME;                          \
	static const STRUCT_SECTION_ITERABLE(ztest_suite_node,                                     \
					     z_ztest_suite_node_##SUITE_NAME) = {                  \
		.name = STRINGIFY(SUITE_NAME), .setup = (setup_fn), .before = (before_fn),         \
				  .after = (after_fn), .teardown = (teardown_fn),                  \
				  .predicate = (PREDICATE),                                        \
				  .stats = &z_ztest_suite_stats_##SUITE_NAME,                      \
	}

#define Z_ZTEST_ENTRY(suite, fn, test_fn, options)                                                 \
	static struct ztest_unit_test_stats z_ztest_unit_test_stats_##suite##_##fn;                \
	static const STRUCT_SECTION_ITERABLE(ztest_unit_test,                                      \
					     z_ztest_unit_test__##suite##__##fn) = {               \
		.test_suite_name = STRINGIFY(suite),                                                                    \
			.name = STRINGIFY(fn), .test = (test_fn), .thread_options = (options),     \
					  .stats = &z_ztest_unit_test_stats_##suite##_##fn,        \
	}

#define Z_ZTEST(suite, fn, options)                                                                \
	static void _##suite##_##fn##_wrapper(void *fixture);                                      \
	static void suite##_##fn(void);                                                            \
	Z_ZTEST_ENTRY(suite, fn, _##suite##_##fn##_wrapper, options);                              \
	static void _##suite##_##fn##_wrapper(void *fixture)                                       \
	{                                                                                          \
		ARG_UNUSED(fixture);                                                               \
		suite##_##fn();                                                                    \
	}                                                                                          \
	static inline void suite##_##fn(void)

#define Z_ZTEST_F(suite, fn, options)                                                              \
	static void _##suite##_##fn##_wrapper(void *fixture);                                      \
	static void suite##_##fn(struct suite##_fixture *fixture);                                 \
	Z_ZTEST_ENTRY(suite, fn, _##suite##_##fn##_wrapper, options);                              \
	static void _##suite##_##fn##_wrapper(void *fixture)                                       \
	{                                                                                          \
		suite##_##fn((struct suite##_fixture *)fixture);                                   \
	}                                                                                          \
	static inline void suite##_##fn(struct suite##_fixture *fixture)

/** Define a test: ZTEST(suite, test_name) { body }. */
#define ZTEST(suite, fn) Z_ZTEST(suite, fn, 0)

/** Define a test that gets `struct suite_fixture *fixture`, what the suite's setup returned. */
#define ZTEST_F(suite, fn) Z_ZTEST_F(suite, fn, 0)

/** The same as the above: there is no user mode. */
#define ZTEST_USER(suite, fn)   ZTEST(suite, fn)
#define ZTEST_USER_F(suite, fn) ZTEST_F(suite, fn)

/** Define functions to run before and after each test of all suites; either may be NULL. */
#define ZTEST_RULE(rule_name, before_each_fn, after_each_fn)                                       \
	static const STRUCT_SECTION_ITERABLE(ztest_test_rule, z_ztest_test_rule_##rule_name) = {   \
		.before_each = (before_each_fn),                                                   \
		.after_each = (after_each_fn),                                                     \
	}

#define Z_ZTEST_EXPECT(suite, test, result)                                                        \
	static const STRUCT_SECTION_ITERABLE(ztest_expected_result_entry,                          \
					     z_ztest_expected_##suite##_##test) = {                \
		.test_suite_name = STRINGIFY(suite), .test_name = STRINGIFY(test), .expected_result = (result),   \
	}

/** Say that a test must fail or skip: it passes if it does, and fails otherwise. */
#define ZTEST_EXPECT_FAIL(suite, test) Z_ZTEST_EXPECT(suite, test, ZTEST_EXPECTED_RESULT_FAIL)
#define ZTEST_EXPECT_SKIP(suite, test) Z_ZTEST_EXPECT(suite, test, ZTEST_EXPECTED_RESULT_SKIP)

/** Memory that user threads may access: all of it. */
#define ZTEST_DMEM
#define ZTEST_BMEM
#define ZTEST_SECTION

/**
 * End the running test with this result, from any thread: the test's thread is aborted, and so is
 * the caller. A failure stands against a later pass or skip. Called in an interrupt handler they
 * return. In a suite's setup they end the setup, and each test of the suite gets the result.
 */
void ztest_test_fail(void);
void ztest_test_skip(void);
void ztest_test_pass(void);

/** Fail the running test but go on: what zexpect_*() does. Any context. */
void ztest_test_expect_fail(void);

/** Skip the running test because an assumption does not hold: what zassume_*() does. */
void ztest_skip_failed_assumption(void);

/**
 * Suites that need one processor use these as `before` and `after`; there is one. The argument is
 * the fixture.
 */
void ztest_simple_1cpu_before(void *data);
void ztest_simple_1cpu_after(void *data);

/**
 * Run the suites whose predicate accepts @a state, and those without one that never ran. The main
 * thread only; blocks until all are done.
 * @param shuffle     run suites and tests in another order.
 * @param suite_iter  how often to run each suite.
 * @param case_iter   how often to run each test of a suite.
 * @return number of suites that ran.
 */
int ztest_run_test_suites(const void *state, bool shuffle, int suite_iter, int case_iter);

/** ztest_run_test_suites(), then the summary. */
void ztest_run_all(const void *state, bool shuffle, int suite_iter, int case_iter);

/** Fail the run if a suite never ran or a test belongs to no suite. */
void ztest_verify_all_test_suites_ran(void);

/**
 * The program of a test build: weak, runs all suites with state NULL and verifies that all ran. An
 * override may call the two functions above as often as it has states.
 */
void test_main(void);

/**
 * End the program after its last line; weak, the default returns, and the main thread ends. A board
 * that can report a status overrides it.
 * @param status  0 if all passed, else 1.
 */
void ztest_exit(int status);

/**
 * Weak; whether the user asked for this test, by any means the board has. The default selects all.
 */
bool ztest_test_selected(const char *suite, const char *test);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_ZTEST_TEST_H_ */
