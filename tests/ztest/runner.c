/* SPDX-License-Identifier: MIT */
/*
 * Runs suites and tests. One test is under way at a time; `now` says which phase it is in and how
 * it stands. It is changed by the runner, and by whichever thread or interrupt handler reports a
 * result: such a change only ever makes the result worse, so that it needs no lock.
 *
 * The test's own thread is ended by aborting it. The main thread, where setup, after and teardown
 * run, is brought back to the runner by longjmp.
 */
#include <setjmp.h>
#include <string.h>
#include "tests/ztest/runner.h"

enum phase {
	PHASE_FRAMEWORK,
	PHASE_SETUP,
	PHASE_TEST,
	PHASE_AFTER,
	PHASE_TEARDOWN,
};

static struct {
	volatile enum phase phase;
	volatile enum ztest_result result;
	jmp_buf bail;
	k_tid_t runner;
	bool run_failed;
	/** Stop before the next test. */
	bool stop;
} now;

static struct k_thread test_thread;
static K_THREAD_STACK_DEFINE(test_stack, CONFIG_ZTEST_STACK_SIZE + CONFIG_TEST_EXTRA_STACK_SIZE);

bool z_ztest_has_failed(void)
{
	return now.run_failed;
}

void z_ztest_run_fail(void)
{
	now.run_failed = true;
}

/*
 * Results
 */

static void note(enum ztest_result result)
{
	if (now.result != ZTEST_RESULT_FAIL) {
		now.result = result;
	}
	if (result == ZTEST_RESULT_FAIL && now.phase == PHASE_FRAMEWORK) {
		TC_PRINT("A thread of an earlier test failed a check\n");
		z_ztest_run_fail();
	}
}

/* Ends the function under way, and the caller. Returns only in an interrupt handler. */
static void finish(void)
{
	if (now.phase == PHASE_TEST) {
		k_thread_abort(&test_thread);
	}
	if (k_is_in_isr()) {
		return;
	}
	if (k_current_get() == now.runner) {
		longjmp(now.bail, 1);
	}
	k_thread_abort(k_current_get());
}

void ztest_test_fail(void)
{
	note(ZTEST_RESULT_FAIL);
	finish();
}

void ztest_test_skip(void)
{
	note(ZTEST_RESULT_SKIP);
	finish();
}

void ztest_test_pass(void)
{
	note(ZTEST_RESULT_PASS);
	finish();
}

void ztest_test_expect_fail(void)
{
	note(ZTEST_RESULT_FAIL);
}

void ztest_skip_failed_assumption(void)
{
	if (IS_ENABLED(CONFIG_ZTEST_FAIL_ON_ASSUME)) {
		z_ztest_run_fail();
	}
	ztest_test_skip();
}

void ztest_simple_1cpu_before(void *data)
{
	ARG_UNUSED(data);
}

void ztest_simple_1cpu_after(void *data)
{
	ARG_UNUSED(data);
}

__weak bool ztest_test_selected(const char *suite, const char *test)
{
	ARG_UNUSED(suite);
	ARG_UNUSED(test);
	return true;
}

/*
 * Order: i -> (first + i * stride) mod count, with a stride that has no factor in common with count.
 */

struct order {
	uint32_t count;
	uint32_t first;
	uint32_t stride;
};

static uint32_t gcd(uint32_t a, uint32_t b)
{
	while (b != 0) {
		uint32_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static struct order make_order(size_t count, bool shuffle)
{
	struct order order = {.count = (uint32_t)count, .first = 0, .stride = 1};
	uint32_t seed = k_cycle_get_32();

	if (shuffle && count > 1) {
		order.first = seed % order.count;
		order.stride = 1 + seed / order.count % order.count;
		while (gcd(order.stride, order.count) != 1) {
			order.stride++;
		}
	}
	return order;
}

static size_t ordered(const struct order *order, uint32_t i)
{
	return (order->first + (uint64_t)i * order->stride) % order->count;
}

/*
 * One test
 */

/* Runs a function of the suite in the main thread until it returns or ends itself. */
static void run_here(enum phase phase, void (*fn)(void *), void *arg)
{
	now.phase = phase;
	if (fn != NULL && setjmp(now.bail) == 0) {
		fn(arg);
	}
	now.phase = PHASE_FRAMEWORK;
}

static void run_rules_before(const struct ztest_unit_test *test, void *fixture)
{
	STRUCT_SECTION_FOREACH(ztest_test_rule, rule) {
		if (rule->before_each != NULL) {
			rule->before_each(test, fixture);
		}
	}
}

static const struct ztest_unit_test *test_of_rules;

static void run_rules_after(void *fixture)
{
	STRUCT_SECTION_FOREACH(ztest_test_rule, rule) {
		if (rule->after_each != NULL) {
			rule->after_each(test_of_rules, fixture);
		}
	}
}

static void test_entry(void *suite_ptr, void *test_ptr, void *fixture)
{
	const struct ztest_suite_node *suite = suite_ptr;
	const struct ztest_unit_test *test = test_ptr;

	run_rules_before(test, fixture);
	if (suite->before != NULL) {
		suite->before(fixture);
	}
	test->test(fixture);
}

static void run_in_thread(const struct ztest_suite_node *suite, const struct ztest_unit_test *test,
			  void *fixture)
{
	now.phase = PHASE_TEST;
	k_thread_create(&test_thread, test_stack, K_THREAD_STACK_SIZEOF(test_stack), test_entry,
			(void *)suite, (void *)test, fixture, CONFIG_ZTEST_THREAD_PRIORITY,
			test->thread_options, K_FOREVER);
	(void)k_thread_name_set(&test_thread, test->name);
	k_thread_start(&test_thread);
	(void)k_thread_join(&test_thread, K_FOREVER);
	now.phase = PHASE_FRAMEWORK;
}

/* Turns the result around for a test that is meant to fail or to skip. */
static enum ztest_result judge(const struct ztest_unit_test *test, enum ztest_result result)
{
	STRUCT_SECTION_FOREACH(ztest_expected_result_entry, entry) {
		if (strcmp(entry->test_suite_name, test->test_suite_name) != 0 ||
		    strcmp(entry->test_name, test->name) != 0) {
			continue;
		}
		enum ztest_result wanted = entry->expected_result == ZTEST_EXPECTED_RESULT_FAIL
						   ? ZTEST_RESULT_FAIL
						   : ZTEST_RESULT_SKIP;

		return result == wanted ? ZTEST_RESULT_PASS : ZTEST_RESULT_FAIL;
	}
	return result;
}

/* `preset` is what the suite's setup decided: a result, or pending. */
static void run_test(const struct ztest_suite_node *suite, const struct ztest_unit_test *test,
		     void *fixture, enum ztest_result preset)
{
	int64_t start = k_uptime_get();

	TC_START(test->name);
	now.result = preset;
	if (preset == ZTEST_RESULT_PENDING) {
		run_in_thread(suite, test, fixture);
		run_here(PHASE_AFTER, suite->after, fixture);
		test_of_rules = test;
		run_here(PHASE_AFTER, run_rules_after, fixture);
	}
	ztest_set_fault_valid(false);
	ztest_set_assert_valid(false);

	enum ztest_result result = judge(test, now.result);

	z_ztest_report_test(test, result, (uint32_t)(k_uptime_get() - start));
	if (result == ZTEST_RESULT_FAIL) {
		z_ztest_run_fail();
		now.stop = IS_ENABLED(CONFIG_ZTEST_FAIL_FAST);
	}
}

/*
 * One suite
 */

static bool belongs(const struct ztest_unit_test *test, const struct ztest_suite_node *suite)
{
	return strcmp(test->test_suite_name, suite->name) == 0;
}

/* Whether the user asked for any of its tests; a suite without tests is never left out. */
static bool is_selected(const struct ztest_suite_node *suite)
{
	bool has_tests = false;

	STRUCT_SECTION_FOREACH(ztest_unit_test, test) {
		if (belongs(test, suite)) {
			has_tests = true;
			if (ztest_test_selected(suite->name, test->name)) {
				return true;
			}
		}
	}
	return !has_tests;
}

static void *suite_fixture;

static void run_setup(void *suite_ptr)
{
	const struct ztest_suite_node *suite = suite_ptr;

	suite_fixture = suite->setup();
}

static void run_tests(const struct ztest_suite_node *suite, enum ztest_result preset, bool shuffle,
		      int iterations)
{
	struct ztest_unit_test *test;
	size_t count;

	STRUCT_SECTION_COUNT(ztest_unit_test, &count);
	struct order order = make_order(count, shuffle);

	for (uint32_t i = 0; i < order.count; i++) {
		STRUCT_SECTION_GET(ztest_unit_test, ordered(&order, i), &test);
		if (!belongs(test, suite) || !ztest_test_selected(suite->name, test->name)) {
			continue;
		}
		for (int n = 0; n < iterations && !now.stop; n++) {
			run_test(suite, test, suite_fixture, preset);
		}
	}
}

static void run_suite(const struct ztest_suite_node *suite, bool shuffle, int iterations)
{
	TC_PRINT("Running TESTSUITE %s\n", suite->name);
	PRINT_LINE;
	suite->stats->run_count++;
	suite_fixture = NULL;
	now.result = ZTEST_RESULT_PENDING;
	run_here(PHASE_SETUP, suite->setup == NULL ? NULL : run_setup, (void *)suite);

	enum ztest_result preset =
		now.result == ZTEST_RESULT_PASS ? ZTEST_RESULT_PENDING : now.result;

	suite->stats->skip_count += preset == ZTEST_RESULT_SKIP;
	run_tests(suite, preset, shuffle, iterations);
	now.result = preset;
	run_here(PHASE_TEARDOWN, suite->teardown, suite_fixture);
	if (now.result == ZTEST_RESULT_FAIL) {
		TC_PRINT("The setup or teardown of %s failed\n", suite->name);
		suite->stats->fail_count++;
		z_ztest_run_fail();
	}
	PRINT_LINE;
}

static bool should_run(const struct ztest_suite_node *suite, const void *state)
{
	if (!is_selected(suite)) {
		return false;
	}
	return suite->predicate != NULL ? suite->predicate(state) : suite->stats->run_count == 0;
}

/*
 * The run
 */

int ztest_run_test_suites(const void *state, bool shuffle, int suite_iter, int case_iter)
{
	struct ztest_suite_node *suite;
	size_t count;
	int ran = 0;

	now.runner = k_current_get();
	STRUCT_SECTION_COUNT(ztest_suite_node, &count);
	struct order order = make_order(count, shuffle);

	for (uint32_t i = 0; i < order.count; i++) {
		STRUCT_SECTION_GET(ztest_suite_node, ordered(&order, i), &suite);
		if (now.stop || !should_run(suite, state)) {
			continue;
		}
		for (int n = 0; n < suite_iter && !now.stop; n++) {
			run_suite(suite, shuffle, case_iter);
		}
		ran++;
	}
	return ran;
}

void ztest_run_all(const void *state, bool shuffle, int suite_iter, int case_iter)
{
	(void)ztest_run_test_suites(state, shuffle, suite_iter, case_iter);
}

static bool has_suite(const struct ztest_unit_test *test)
{
	STRUCT_SECTION_FOREACH(ztest_suite_node, suite) {
		if (belongs(test, suite)) {
			return true;
		}
	}
	return false;
}

void ztest_verify_all_test_suites_ran(void)
{
	STRUCT_SECTION_FOREACH(ztest_unit_test, test) {
		if (!has_suite(test)) {
			TC_PRINT("ERROR: test %s belongs to suite %s, which does not exist\n",
				 test->name, test->test_suite_name);
			z_ztest_run_fail();
		}
	}
	if (!IS_ENABLED(CONFIG_ZTEST_VERIFY_RUN_ALL) || now.stop) {
		return;
	}
	STRUCT_SECTION_FOREACH(ztest_suite_node, suite) {
		if (suite->stats->run_count == 0 && is_selected(suite)) {
			TC_PRINT("ERROR: test suite %s did not run\n", suite->name);
			z_ztest_run_fail();
		}
	}
}
