# SPDX-License-Identifier: MIT
"""Tests of the test runner: builds suites that fail, skip, crash or hang and reads what is told.

Run with: python3 -m unittest discover -s tests/ztest
"""

import re
import subprocess
import unittest
from collections import Counter
from functools import lru_cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
CASES = "tests/ztest/cases"
BUILD_LIMIT = 300
RUN_LIMIT = 120


def make(*args):
    command = ["make", "-s", "-f", "mk/ztest.mk", *args]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=BUILD_LIMIT,
                          check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
    return done.stdout


@lru_cache(maxsize=None)
def program(case, scenario=""):
    """Builds a case, once, and returns the path of its program."""
    suite = [f"SUITE={CASES}/{case}", f"SCENARIO={scenario}"]
    make("build", *suite)
    place = make("--eval", "print_program: ; @echo program=$(OUT)/$(PROGRAM)", "print_program",
                 *suite)
    return re.search(r"^program=(.*)$", place, re.M)[1]


class Run:
    """One run of a case: its output, the results by test, and its end."""

    def __init__(self, case, *args, scenario=""):
        done = subprocess.run([program(case, scenario), *args], capture_output=True, text=True,
                              timeout=RUN_LIMIT, check=False)
        self.status = done.returncode
        self.text = done.stdout
        self.errors = done.stderr
        self.results = re.findall(r"^(PASS|FAIL|SKIP) - (\w+) in [\d.]+ seconds$", done.stdout,
                                  re.M)
        self.steps = [line[2:] for line in done.stdout.splitlines() if line.startswith("> ")]

    def summary(self):
        return self.text[self.text.rfind("SUMMARY START"):]

    def output_of(self, test):
        """What was printed between the START of a test and its result."""
        found = re.search(rf"^START - {test}$(.*?)^(PASS|FAIL|SKIP) - {test} ", self.text,
                          re.M | re.S)
        return found[1] if found else ""


class RunnerTest(unittest.TestCase):
    def assert_ended(self, run, successful):
        word = "SUCCESSFUL" if successful else "FAILED"
        self.assertEqual(run.text.splitlines()[-1:], [f"PROJECT EXECUTION {word}"], run.text)
        self.assertEqual(run.status, 0 if successful else 1)

    def assert_not_successful(self, run):
        self.assertNotIn("SUCCESSFUL", run.text)
        self.assertNotEqual(run.status, 0)


class Outcomes(RunnerTest):
    @classmethod
    def setUpClass(cls):
        cls.run_ = Run("outcomes")

    def test_each_test_comes_out_as_its_name_says(self):
        kinds = {"passes": "PASS", "fails": "FAIL", "skips": "SKIP"}
        self.assertEqual(len(self.run_.results), 38)
        for result, name in self.run_.results:
            with self.subTest(name):
                self.assertEqual(result, kinds[name.split("_")[1]], self.run_.output_of(name))

    def test_run_fails(self):
        self.assert_ended(self.run_, successful=False)

    def test_nothing_runs_after_the_end_of_a_test(self):
        self.assertEqual(re.findall(r"^went on$", self.run_.text, re.M), [])

    def test_expectations_and_handlers_go_on(self):
        self.assertIn("expectation left behind\n", self.run_.text)
        self.assertIn("handler went on\n", self.run_.text)

    def test_summary_counts(self):
        for line in ("SUITE FAIL - [checks]: pass = 2, fail = 22, skip = 1, total = 25,",
                     "SUITE FAIL - [threads]: pass = 4, fail = 3, skip = 2, total = 9,",
                     "SUITE FAIL - [turned]: pass = 2, fail = 2, skip = 0, total = 4,",
                     " - FAIL - [threads.test_fails_itself] 1 of 1 times\n"):
            self.assertIn(line, self.run_.summary())

    def test_a_failure_tells_place_condition_values_and_message(self):
        for name, wanted in {
            "true": ("true: zero is false\n", "    message 18\n"),
            "assert": ("(given text)\n", "    message 17\n"),
            "false": ("!zero is true\n",),
            "ok": ("zero - 5 is not 0\n", "the value is -5, the other is 0"),
            "not_null": ("(void *)(intptr_t)zero is NULL\n",),
            "equal": ("zero + 3 is not equal to -4\n", "the value is 3, the other is -4",
                      "    message 19\n"),
            "equal_unsigned": ("the value is 4000000000 (0xee6b2800), the other is 4000000001",),
            "equal_wide": ("the value is 4294967296 (0x100000000), the other is 0",),
            "equal_pointers": ("&zero is not equal to NULL\n",),
            "within": ("zero + 8 is not within 5 +/- 2\n", "the value is 8\n"),
            "between": ("zero + 4 is not in [1, 3]\n", "the value is 4\n"),
            "str_equal": ('the string is "abc", the other is "abd"\n',),
            "mem_equal": ("byte 1 of 3 is 0x62, the other is 0x58\n",),
            "unreachable": ("reached unreachable code\n", "    message 20\n"),
        }.items():
            output = self.run_.output_of(f"test_fails_{name}")
            with self.subTest(name):
                self.assertRegex(output, r"Assertion failed at \S*outcomes/src/checks\.c:\d+: \w+: ")
                for part in wanted:
                    self.assertIn(part, output)

    def test_unmet_assumption_tells_its_message(self):
        output = self.run_.output_of("test_skips_unmet_assumption")
        self.assertIn("Assumption failed at", output)
        self.assertIn("    message 21\n", output)


class Order(RunnerTest):
    WANTED = ["rule before alpha::test_only", "only in test", "rule after alpha::test_only",
              "setup in main",
              "rule before beta::test_1", "before in test", "first in test", "after in main",
              "rule after beta::test_1",
              "rule before beta::test_2_fails", "before in test", "second in test",
              "after in main", "rule after beta::test_2_fails",
              "teardown in main"]

    def test_functions_run_in_order_and_get_the_fixture(self):
        run = Run("order")
        self.assertEqual(run.steps, self.WANTED, run.text)
        self.assertEqual(run.results, [("PASS", "test_only"), ("PASS", "test_1"),
                                       ("FAIL", "test_2_fails")])

    def test_fail_fast_stops_at_the_first_failure(self):
        run = Run("outcomes", scenario="fail_fast")
        self.assertEqual([result for result, _ in run.results], ["FAIL"])
        self.assert_ended(run, successful=False)

    def test_shuffle_and_repetition_run_every_test_as_often_as_asked(self):
        run = Run("outcomes", scenario="shuffle")
        once = Run("outcomes").results
        self.assertEqual(Counter(run.results), Counter(once * 6))
        self.assertNotEqual(list(dict.fromkeys(run.results)), once, "the order is the usual one")
        self.assertIn("- FAIL - [threads.test_fails_itself] 6 of 6 times\n", run.text)


class AroundTests(RunnerTest):
    @classmethod
    def setUpClass(cls):
        cls.run_ = Run("setup")

    def results(self, suite):
        return [result for result, name in self.run_.results if name.endswith(f"_of_{suite}")]

    def test_failing_setup_fails_each_test_and_runs_none(self):
        self.assertEqual(self.results("setup_fails"), ["FAIL", "FAIL"])
        self.assertNotIn("body of setup_fails", self.run_.text)

    def test_skipping_setup_skips_each_test_and_runs_none(self):
        self.assertEqual(self.results("setup_skips"), ["SKIP", "SKIP"])
        self.assertNotIn("body of setup_skips", self.run_.text)
        self.assertIn("SUITE SKIP - [setup_skips]", self.run_.text)

    def test_failing_before_fails_the_test_and_does_not_run_it(self):
        self.assertEqual(self.results("before_fails"), ["FAIL", "FAIL"])
        self.assertNotIn("body of before_fails", self.run_.text)

    def test_skipping_before_skips_the_test(self):
        self.assertEqual(self.results("before_skips"), ["SKIP", "SKIP"])
        self.assertNotIn("body of before_skips", self.run_.text)

    def test_failing_after_fails_the_test_that_ran(self):
        self.assertEqual(self.results("after_fails_once"), ["FAIL", "PASS"])
        self.assertIn("body of after_fails_once", self.run_.text)

    def test_failing_teardown_fails_the_suite(self):
        self.assertEqual(self.results("teardown_fails"), ["PASS", "PASS"])
        self.assertIn("SUITE FAIL - [teardown_fails]: pass = 2, fail = 0", self.run_.text)
        only = Run("setup", "teardown_fails")
        self.assert_ended(only, successful=False)

    def test_the_end_of_a_function_is_its_end(self):
        self.assertEqual(re.findall(r"^went on$", self.run_.text, re.M), [])


class Faults(RunnerTest):
    def test_expected_ones_pass(self):
        run = Run("faults", "expected")
        self.assertEqual([result for result, _ in run.results], ["PASS"] * 5, run.text)
        self.assertNotIn("went on", run.text)
        self.assertEqual(re.findall(r"^hook: fatal error (\d+)$", run.text, re.M),
                         ["4", "0", "3", "4"])
        self.assert_ended(run, successful=True)

    def test_an_expectation_ends_with_its_test(self):
        run = Run("faults", "forgotten")
        self.assertEqual(run.results, [("PASS", "test_1_expects_what_does_not_come")], run.text)
        self.assert_ended(run, successful=False)

    def test_unexpected_ones_end_the_run(self):
        for test in ("panic_of_test", "second_panic", "assertion_of_test", "bad_address_of_test",
                     "panic_of_handler"):
            with self.subTest(test):
                run = Run("faults", f"unexpected::test_{test}")
                self.assertEqual(run.results, [])
                self.assertNotIn("went on", run.text)
                self.assert_ended(run, successful=False)

    def test_a_test_that_never_ends_is_no_success(self):
        self.assert_not_successful(Run("faults", "stuck"))


class Selection(RunnerTest):
    def test_predicates_select_suites_and_others_run_once(self):
        run = Run("selection")
        self.assertEqual(run.steps, ["1 suites", "1 suites", "1 suites"])
        self.assertEqual([name for _, name in run.results],
                         ["test_a", "test_b", "test_of_state", "test_of_state"])

    def test_a_suite_that_never_ran_and_a_test_without_suite_fail_the_run(self):
        run = Run("selection")
        self.assertIn("ERROR: test suite state_never did not run\n", run.text)
        self.assertIn("ERROR: test test_without_suite belongs to suite missing, "
                      "which does not exist\n", run.text)
        self.assert_ended(run, successful=False)

    def test_arguments_name_suites_and_tests(self):
        run = Run("setup", "before_skips", "teardown_fails::test_1_of_teardown_fails")
        self.assertEqual([name for _, name in run.results],
                         ["test_1_of_before_skips", "test_2_of_before_skips",
                          "test_1_of_teardown_fails"])
        self.assertNotIn("setup_fails", run.text)

    def test_an_argument_that_names_nothing_is_refused(self):
        for wrong in ("setup_fail", "setup_fails::", "setup_fails::test_3", "--verbose"):
            with self.subTest(wrong):
                run = Run("setup", wrong)
                self.assertEqual(run.status, 2)
                self.assertEqual(run.results, [])
                self.assertIn(f"No test matches '{wrong}'", run.text)
                self.assertIn("  setup_fails::test_1_of_setup_fails\n", run.text)


class Nothing(RunnerTest):
    def test_a_run_without_tests_fails(self):
        run = Run("nothing")
        self.assertIn("ERROR: no test ran\n", run.text)
        self.assert_ended(run, successful=False)

    def test_a_run_that_only_passes_succeeds(self):
        run = Run("outcomes", "turned::test_passes_because_it_fails")
        self.assert_ended(run, successful=True)

    def test_a_run_that_only_skips_succeeds(self):
        run = Run("outcomes", "checks::test_skips_unmet_assumption")
        self.assertEqual(run.results, [("SKIP", "test_skips_unmet_assumption")])
        self.assert_ended(run, successful=True)

    def test_a_failed_assumption_may_fail_the_run(self):
        run = Run("outcomes", "checks::test_skips_unmet_assumption",
                  scenario="fail_on_assume")
        self.assert_ended(run, successful=False)


if __name__ == "__main__":
    unittest.main()
