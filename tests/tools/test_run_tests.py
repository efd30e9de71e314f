# SPDX-License-Identifier: MIT
"""The test driver and .ci/run: nothing that went wrong may look as if it passed."""

import os
import re
import shutil
import sys
import time
import unittest

from support import TOOLS, TOP, Case, read, run, write

sys.path.insert(0, TOOLS)
import test_reports  # noqa: E402

FINE = "echo '3 passed, 0 failed, 1 skipped'"


class Driver(Case):
    def drive(self, *jobs, arguments=()):
        text = ""
        for number, (command, extra) in enumerate(jobs):
            text += f'[[job]]\nname = "job{number}"\ncommand = ["sh", "-c", """{command}"""]\n{extra}\n'
            text += "" if "limit" in extra else "limit = 20\n"
        write(self.path("jobs.toml"), text)
        return self.run_tool("run_tests.py", "--jobs", self.path("jobs.toml"), "--results", self.path("results"),
                             *arguments)

    def last_line(self, done):
        return done.text.rstrip("\n").splitlines()[-1]

    def test_counts_are_summed(self):
        done = self.drive((FINE, ""), (FINE, ""))
        self.assert_passes(done)
        self.assertEqual(self.last_line(done), "6 passed, 0 failed, 2 skipped")
        self.assertEqual(len(re.findall(r"\d+ passed, \d+ failed, \d+ skipped$", done.text, re.M)), 1)

    def test_failed_test_fails_the_run_and_shows_its_output(self):
        done = self.drive((FINE, ""), ("echo precious detail; echo '1 passed, 2 failed, 0 skipped'; exit 1", ""))
        self.assert_fails(done, "precious detail", "JOBS=job1")
        self.assertEqual(self.last_line(done), "4 passed, 2 failed, 1 skipped")

    def test_long_output_is_shown_from_its_end_and_failures_are_listed(self):
        done = self.drive(("seq -f line%g. 1000; sleep 0.2; exit 1", ""), (FINE, ""), ("exit 1", ""))
        self.assert_fails(done, "line1000.", "line801.", "(800 lines before these are in ")
        self.assertNotIn("line800.", done.text)
        self.assertIn("\nFailed: job0 job2\n", done.text)

    def test_exit_status_without_a_failed_test_is_a_failure(self):
        done = self.drive((FINE + "; exit 3", ""))
        self.assert_fails(done, "exit status 3")
        self.assertEqual(self.last_line(done), "3 passed, 1 failed, 1 skipped")

    def test_job_without_tests_is_a_failure(self):
        self.assert_fails(self.drive(("echo hello", "")), "0 passed, 1 failed, 0 skipped")
        self.assert_fails(self.drive(("echo '0 passed, 0 failed, 0 skipped'", "")))

    def test_crashed_job_is_a_failure(self):
        self.assert_fails(self.drive((FINE + "; kill -SEGV $$", "")), "3 passed, 1 failed")

    def test_missing_tool_is_a_failure(self):
        write(self.path("jobs.toml"), '[[job]]\nname = "a"\ncommand = ["no-such-tool"]\nlimit = 5\n')
        self.assert_fails(self.run_tool("run_tests.py", "--jobs", self.path("jobs.toml"), "--results",
                                        self.path("results")), "cannot run no-such-tool", "0 passed, 1 failed")

    def test_job_over_its_limit_is_ended_with_its_children(self):
        began = time.monotonic()
        child = f"(sleep 300; echo late > {self.path('late')}) & echo $! > {self.path('child')}; sleep 300"
        done = self.drive((child, "limit = 1"))
        self.assertLess(time.monotonic() - began, 150)
        self.assert_fails(done, "limit of 1 s", "0 passed, 1 failed")
        self.assertFalse(os.path.exists(f"/proc/{read(self.path('child')).strip()}/cwd"))

    def test_child_that_ignores_sigterm_is_ended(self):
        done = self.drive(("trap '' TERM; while :; do sleep 1; done", "limit = 1"))
        self.assert_fails(done, "limit of 1 s")

    def test_jobs_run_side_by_side(self):
        meet = "touch {0}; for i in 1 2 3 4 5 6 7 8 9; do test -e {1} && break; sleep 0.5; done; test -e {1} && " + FINE
        a, b = self.path("a"), self.path("b")
        self.assert_passes(self.drive((meet.format(a, b), ""), (meet.format(b, a), ""), arguments=("--width", "2")))

    def test_exclusive_job_runs_alone(self):
        busy = "mkdir {0} && sleep 1 && rmdir {0} && " + FINE
        alone = "test ! -e {0} && mkdir {0} && sleep 1 && rmdir {0} && " + FINE
        lock = self.path("lock")
        self.assert_passes(self.drive((busy.format(lock), "exclusive = true"), (alone.format(lock), ""),
                                      arguments=("--width", "2")))

    def test_stalls_name_their_seed_and_leave_results_as_they_are(self):
        done = self.drive((FINE, ""), ("exit 1", ""), arguments=("--stall", "7"))
        self.assert_fails(done, "--stall 7", "3 passed, 1 failed, 1 skipped")

    def test_repeated_job_counts_once_and_stops_at_its_first_failure(self):
        count = self.path("runs")
        command = f"echo x >>{count}; {FINE}"
        done = self.drive((command, "repeat = 3"))
        self.assert_passes(done)
        self.assertEqual((self.last_line(done), read(count)), ("3 passed, 0 failed, 1 skipped", "x\nx\nx\n"))
        done = self.drive((f"{command}; test $(wc -l <{count}) != 5", "repeat = 9"))
        self.assert_fails(done, "exit status 1 in run 2 of 9")
        self.assertEqual(read(count), "x\n" * 5)

    def test_long_jobs_run_only_with_all(self):
        jobs = [(FINE, ""), (FINE, 'group = "long"')]
        self.assertEqual(self.last_line(self.drive(*jobs)), "3 passed, 0 failed, 1 skipped")
        self.assertEqual(self.last_line(self.drive(*jobs, arguments=("--group", "all"))), "6 passed, 0 failed, 2 skipped")

    def test_jobs_are_chosen_by_name(self):
        self.assertEqual(self.last_line(self.drive((FINE, ""), ("exit 1", ""), arguments=("job0",))),
                         "3 passed, 0 failed, 1 skipped")
        self.assert_fails(self.drive((FINE, ""), arguments=("jib",)), "no job is called jib", "job0")

    def test_mistake_in_the_list_stops(self):
        self.assert_fails(self.drive((FINE, "lmit = 3")), "job0")
        self.assert_fails(self.drive((FINE, 'report = "guess"')), "report must be one of")
        self.assert_fails(self.drive((FINE, 'group = "slow"')), "job0")

    def test_every_suite_and_scenario_is_a_job(self):
        write(self.path("t/deep/sem/src/a.c"), "")
        write(self.path("t/deep/sem/prj.conf"), "")
        write(self.path("t/deep/sem/small.conf"), "")
        write(self.path("jobs.toml"), '[[suites]]\nunder = "t"\nprefix = "k"\nlimit = 5\nmake = {CC = "clang"}\n')
        done = self.run_tool("run_tests.py", "--jobs", self.path("jobs.toml"), "--list")
        self.assertEqual(done.text.split(), ["k/deep/sem", "k/deep/sem.small"])

    def list_suites(self, extra):
        for name in ("sem", "mutex"):
            write(self.path(f"t/{name}/src/a.c"), "")
            write(self.path(f"t/{name}/small.conf"), "")
        write(self.path("jobs.toml"), f'[[suites]]\nunder = "t"\nprefix = "k"\nlimit = 5\n{extra}\n')
        return self.run_tool("run_tests.py", "--jobs", self.path("jobs.toml"), "--list")

    def test_suites_run_on_each_board(self):
        done = self.list_suites('boards = ["a", "b"]\nexcept = ["mutex.small"]')
        self.assertEqual(done.text.split(), ["a/k/mutex", "a/k/sem", "a/k/sem.small",
                                             "b/k/mutex", "b/k/sem", "b/k/sem.small"])

    def test_scenarios_may_be_of_another_group(self):
        self.assertEqual(self.list_suites('scenarios = "long"').text.split(), ["k/mutex", "k/sem"])
        self.assert_fails(self.list_suites('scenarios = "slow"'), "groups fast or long")

    def test_job_runs_on_each_board(self):
        done = self.drive(("echo on {board}; " + FINE, 'boards = ["a", "b"]'))
        self.assert_passes(done)
        self.assertIn("ok   a/job0 ", done.text)
        self.assertIn("on b", read(self.path("results/b_job0.log")))

    def test_suite_that_is_left_out_takes_its_scenarios_with_it(self):
        self.assertEqual(self.list_suites('except = ["sem"]').text.split(), ["k/mutex", "k/mutex.small"])

    def test_leaving_out_what_is_not_there_stops(self):
        self.assert_fails(self.list_suites('except = ["semaphore"]'), "except names what is not there: semaphore")


class Reports(unittest.TestCase):
    def check(self, report, text, status, passed, failed, skipped):
        count = test_reports.judge(text, report, status)
        self.assertEqual((count.passed, count.failed, count.skipped), (passed, failed, skipped))
        return count

    def test_ztest(self):
        text = "START - test_a\nPASS - test_a in 0.1 seconds\n SKIP - test_b\nPROJECT EXECUTION SUCCESSFUL\n"
        self.assertEqual(self.check("ztest", text, 0, 1, 0, 1).skips, ["test_b"])
        self.check("ztest", "PASS - test_a\n FAIL - test_b\nPROJECT EXECUTION FAILED\n", 1, 1, 1, 0)

    def test_ztest_that_stops_in_the_middle_failed(self):
        self.check("ztest", "PASS - test_a\nSTART - test_b\n", 0, 1, 1, 0)
        self.check("ztest", "", 0, 0, 1, 0)

    def test_upstream(self):
        text = "30 tests performed (99 individual testcases)\n28 tests passed\n1 tests skipped: a b\n1 tests failed: c\n"
        self.check("upstream", text, 1, 28, 1, 1)

    def test_unittest(self):
        self.check("unittest", "Ran 5 tests in 0.1s\n\nOK (skipped=1)\n", 0, 4, 0, 1)
        self.check("unittest", "Ran 5 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n", 1, 2, 3, 0)
        self.check("unittest", "Ran 0 tests in 0.1s\n\nOK\n", 0, 0, 1, 0)

    def test_summary_must_be_a_line_of_its_own(self):
        self.check("summary", "I saw 3 passed, 0 failed, 0 skipped\n", 0, 0, 1, 0)


class Ci(Case):
    def ci(self, test, check):
        os.makedirs(self.path(".ci"))
        shutil.copy(os.path.join(TOP, ".ci/run"), self.path(".ci/run"))
        write(self.path("Makefile"), f"test:\n\t@{test}\ncheck:\n\t@echo checked; {check}\n")
        return run([self.path(".ci/run")], self.dir)

    def test_sums_of_both(self):
        done = self.ci(FINE, "echo '2 passed, 0 failed, 0 skipped'")
        self.assert_passes(done)
        self.assertEqual(done.text.splitlines()[-1], "5 passed, 0 failed, 1 skipped")

    def test_check_runs_after_a_failed_test(self):
        done = self.ci("echo '2 passed, 1 failed, 0 skipped'; exit 1", FINE)
        self.assert_fails(done, "checked")
        self.assertEqual(done.text.splitlines()[-1], "5 passed, 1 failed, 1 skipped")

    def test_failure_without_a_count_is_one_failure(self):
        done = self.ci(FINE, "exit 1")
        self.assert_fails(done)
        self.assertEqual(done.text.splitlines()[-1], "3 passed, 1 failed, 1 skipped")

    def test_silence_is_a_failure(self):
        self.assert_fails(self.ci("true", FINE))

    def test_failure_after_a_good_count_is_a_failure(self):
        done = self.ci(FINE + "; exit 2", FINE)
        self.assert_fails(done)
        self.assertEqual(done.text.splitlines()[-1], "6 passed, 1 failed, 2 skipped")


if __name__ == "__main__":
    unittest.main()
