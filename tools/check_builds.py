# SPDX-License-Identifier: MIT
"""All of our C builds without a warning (-Werror): by gcc and by clang each suite of the desk and the
port with and without threads; and the kernel for every board. usage: check_builds.py [gcc|clang ...]"""

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
    variables = [] if compiler == "gcc" else [f"CC={compiler}"]
    for words in native_suites(load_jobs("tests/jobs.toml")).values():
        yield ["-f", "mk/ztest.mk", "build", *words, *variables]
    for threads in "01":
        yield ["breeze", f"THREADS={threads}", *variables]


def board_builds():
    """make test builds the suites for boards; here each board's own code, also of those it cannot run."""
    for path in sorted(glob.glob("boards/*/board.mk")):
        board = path.split("/")[1]
        if board != "native":
            yield ["-f", "mk/ztest.mk", "build", "SUITE=tests/kernel/sem", f"BOARD={board}"]


def main():
    clean_environment()
    builds = list(board_builds())
    for compiler in sys.argv[1:] or ("gcc", "clang"):
        builds += native_builds(compiler)
    problems = []
    for arguments in builds:
        done = make(arguments)
        if done.returncode != 0:
            problems.append(f"make {' '.join(arguments)}:\n{done.stdout.rstrip()}")
    finish(problems, "correct the code that the compiler names; do not silence the warning")


if __name__ == "__main__":
    main()
