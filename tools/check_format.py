# SPDX-License-Identifier: MIT
"""Our C has the format of .clang-format. --write gives it that format. usage: check_format.py [--write] [FILE ...]"""

import re
import subprocess
import sys

from own_files import finish, own_files


def main():
    write = "--write" in sys.argv[1:]
    files = [path for path in sys.argv[1:] if path != "--write"] or own_files("*.c", "*.h")
    if write:
        subprocess.run(["clang-format", "-i", *files], check=True)
        return
    done = subprocess.run(["clang-format", "--dry-run", "--Werror", "--ferror-limit=0", *files],
                          capture_output=True, text=True, check=False)
    lines = re.findall(r"(?m)^(\S+?:\d+):\d+: error: ", done.stderr)
    problems = [f"{place}: not in the project's format" for place in dict.fromkeys(lines)]
    if done.returncode and not problems:
        problems = [done.stderr.strip()]
    finish(problems, "make format")


if __name__ == "__main__":
    main()
