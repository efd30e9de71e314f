# SPDX-License-Identifier: MIT
"""All of our C builds without a warning (-Werror) by clang too, and the kernel for every board.

What gcc says of the suites and of the port stops make test, which builds them anyway.
usage: check_builds.py [COMPILER ...]"""

import glob
import os
import subprocess
import sys

from own_files import finish
from run_tests import clean_environment, load_jobs, native_suites


def make(arguments):
    return subprocess.run(["make", "--no-print-directory", f"-j{os.cpu_count()}", *arguments],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)


def native_builds(compiler):
    for words in native_suites(load_jobs("tests/jobs.toml")).values():
        yield ["-f", "mk/ztest.mk", "build", *words, f"CC={compiler}"]
    yield ["breeze", f"CC={compiler}"]


def board_builds():
    """One suite for each board that suites are for, also for those that make test cannot run."""
    for path in sorted(glob.glob("boards/*/board.mk")):
        board = path.split("/")[1]
        if board not in ("native", "template"):
            yield ["-f", "mk/ztest.mk", "build", "SUITE=tests/kernel/sem", f"BOARD={board}"]


def main():
    clean_environment()
    builds = list(board_builds())
    for compiler in sys.argv[1:] or ("clang",):
        builds += native_builds(compiler)
    problems = []
    for arguments in builds:
        done = make(arguments)
        if done.returncode != 0:
            problems.append(f"make {' '.join(arguments)}:\n{done.stdout.rstrip()}")
    finish(problems, "correct the code that the compiler names; do not silence the warning")


if __name__ == "__main__":
    main()
