# SPDX-License-Identifier: MIT
"""All of our C builds without a warning (-Werror) by gcc and by clang: each test suite, and the
port with and without threads. usage: check_builds.py [gcc|clang ...]"""

import os
import subprocess
import sys

from own_files import finish
from run_tests import clean_environment, load_jobs


def make(arguments):
    return subprocess.run(["make", "--no-print-directory", f"-j{os.cpu_count()}", *arguments],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)


def suites():
    """The make arguments of each suite, once: a sanitized variant compiles the same sources."""
    chosen = {}
    for job in load_jobs("tests/jobs.toml"):
        if job.report == "ztest" and "mk/ztest.mk" in job.command:
            words = [word for word in job.command if word.startswith(("SUITE=", "SCENARIO="))]
            chosen[" ".join(words)] = ["-f", "mk/ztest.mk", "build", *words]
    return list(chosen.values())


def builds(compiler):
    variables = [] if compiler == "gcc" else [f"CC={compiler}"]
    yield from ([*suite, *variables] for suite in suites())
    for threads in "01":
        yield ["breeze", f"THREADS={threads}", *variables]


def main():
    clean_environment()
    problems = []
    for compiler in sys.argv[1:] or ("gcc", "clang"):
        for arguments in builds(compiler):
            done = make(arguments)
            if done.returncode != 0:
                problems.append(f"make {' '.join(arguments)}:\n{done.stdout.rstrip()}")
    finish(problems, "correct the code that the compiler names; do not silence the warning")


if __name__ == "__main__":
    main()
