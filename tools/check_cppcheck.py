# SPDX-License-Identifier: MIT
"""Static analysis of the kernel, lib and arch with cppcheck, with the settings of the host build."""

import subprocess
import sys

from check_headers import make_flags
from own_files import finish, own_files

FOLDERS = ("kernel/", "lib/", "arch/posix/")


def main():
    files = sys.argv[1:] or [path for path in own_files("*.c") if path.startswith(FOLDERS)
                             and not path.endswith("offsets.c")]
    flags = make_flags("cppflags")
    wanted = [flag for flag in flags if flag.startswith(("-I", "-D"))]
    wanted.append("--include=" + flags[flags.index("-include") + 1])
    done = subprocess.run(["cppcheck", "--quiet", "-j2", "--std=c11", "--platform=unix64", "--inline-suppr",
                           "--enable=warning,performance,portability", "--error-exitcode=1",
                           "--suppressions-list=tools/cppcheck.suppressions", "-D__GNUC__=12", "-D__x86_64__=1",
                           "-D__LP64__=1", "-D__SIZEOF_POINTER__=8", "-D__SIZEOF_LONG__=8", "-D__linux__=1",
                           "-D__CHAR_BIT__=8", "-USYS_INIT", "-USYS_INIT_NAMED", *wanted, *files],
                          capture_output=True, text=True, check=False)
    problems = (done.stdout + done.stderr).strip().splitlines() if done.returncode else []
    finish(problems, "correct the code; a false alarm gets `/* cppcheck-suppress id ; why */` above its line")


if __name__ == "__main__":
    main()
