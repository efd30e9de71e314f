# SPDX-License-Identifier: MIT
"""Runs the kernel's suites built with COVERAGE=1 and prints the branch coverage of kernel/.

Branches of assertions and of unreachable code are not counted: the untaken side of an assertion is
a bug by definition. Nor is the choice in z_wait() where its timeout is the constant K_FOREVER: without
optimisation it is compiled, but can only go one way. Fails below the floor. The last line is `N passed, N failed, N skipped`.
usage: coverage.py [--floor PERCENT]
"""

import argparse
import glob
import json
import os
import shutil
import subprocess
import sys

from run_tests import clean_environment, load_jobs, native_suites

BUILD = "build/native-coverage"
GCOVR = ["gcovr", "--root", ".", "--filter", "kernel/"]
NOT_COUNTED = r".*((__ASSERT|CODE_UNREACHABLE|z_check_)\w*|z_wait\(.*, K_FOREVER,).*"


def coverage_suites():
    """Each kernel and arch suite, with its scenarios, once."""
    suites = native_suites(job for job in load_jobs("tests/jobs.toml") if job.group == "fast")
    return {name: words for name, words in suites.items() if name.startswith(("SUITE=tests/kernel/", "SUITE=tests/arch/"))}


def run_suite(name, words):
    done = subprocess.run(["make", "--no-print-directory", f"-j{os.cpu_count()}", "-f", "mk/ztest.mk", "run",
                           "COVERAGE=1", *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if done.returncode != 0:
        print(f"{name} failed with COVERAGE=1:\n{done.stdout.rstrip()}")
    return done.returncode == 0


def trace(folder):
    """One folder's coverage of kernel/, without its functions: gcovr 5.2 cannot merge a function that
    is in another line for other settings, such as the stub of an option that is off."""
    done = subprocess.run([*GCOVR, "--exclude-unreachable-branches", "--exclude-branches-by-pattern", NOT_COUNTED,
                           "--gcov-ignore-parse-errors", "--json", "-", folder], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"gcovr failed on {folder}:\n{done.stderr}")
    data = json.loads(done.stdout)
    for file in data["files"]:
        file["functions"] = []
    path = os.path.join(folder, "coverage.json")
    with open(path, "w", encoding="utf-8") as text:
        json.dump(data, text)
    return path


def folders():
    """The build directories of kernels and of suites: inside one, all has the same settings."""
    found = {os.path.dirname(path) for path in glob.glob(f"{BUILD}/**/config.mk", recursive=True)}
    return sorted(found | set(glob.glob(f"{BUILD}/kernel-*")))


def measure():
    """gcovr's summary of kernel/; the table goes to the output."""
    traces = [trace(folder) for folder in folders()]  # in turn: gcov's files would collide
    report = os.path.join(BUILD, "coverage.json")
    add = [word for path in traces for word in ("--add-tracefile", path)]
    subprocess.run([*GCOVR, *add, "--branches", "--txt", "-", "--json-summary", report, "--html-details",
                    os.path.join(BUILD, "coverage.html")], check=True)
    with open(report, encoding="utf-8") as text:
        return json.load(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--floor", type=float, default=97.0)
    arguments = parser.parse_args()
    clean_environment()
    shutil.rmtree(BUILD, ignore_errors=True)  # counts of earlier runs would be added
    results = [run_suite(*item) for item in coverage_suites().items()]
    if not results:
        sys.exit("no suite under tests/kernel or tests/arch: nothing to measure\n0 passed, 1 failed, 0 skipped")
    summary = measure()
    print(f"kernel/: {summary['branch_covered']} of {summary['branch_total']} branches"
          f" ({summary['branch_percent']:.1f}%), {summary['line_percent']:.1f}% of lines; floor {arguments.floor}%."
          f" Details: {BUILD}/coverage.html")
    results.append(summary["branch_total"] > 0 and summary["branch_percent"] >= arguments.floor)
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
