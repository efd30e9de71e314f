# SPDX-License-Identifier: MIT
"""The shape of our sources: lengths, no #if inside a function, no extern in .c, names, SPDX tags."""

import os
import re
import sys

from own_files import finish, own_files, read_lines

FILE_LINES = 500
FUNCTION_LINES = 60
SOURCES = ("*.c", "*.h", "*.S", "*.ld", "*.py", "*.mk", "*/run_*", "*Makefile", "*Kconfig", "*sources.mk", "tools/*", ".ci/run")
LIBC = {"assert", "ctype", "errno", "fenv", "locale", "math", "poll", "pthread", "queue", "sched", "semaphore",
        "setjmp", "signal", "stdio", "stdlib", "string", "time", "unistd"}
CONDITIONAL = re.compile(r"\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b")
TAG = "SPDX-License-Identifier: MIT"


def bodies(lines):
    """The (first, last) line numbers of function bodies: from a lone `{` in column 0 to the `}`."""
    start = None
    for number, line in enumerate(lines, 1):
        if line.rstrip() == "{":
            start = number
        elif line.startswith("}") and start is not None:
            yield start, number
            start = None


def check_functions(path, lines):
    for first, last in bodies(lines):
        name = lines[first - 2].strip() if first > 1 else "?"
        if last - first - 1 >= FUNCTION_LINES:
            yield f"{path}:{first}: a function of {last - first - 1} lines ({name}); the limit is {FUNCTION_LINES - 1}"
        for number in range(first, last):
            if CONDITIONAL.match(lines[number - 1]):
                yield f"{path}:{number}: conditional compilation inside a function ({name})"


def check_c(path, lines):
    yield from check_functions(path, lines)
    if path.endswith(".c"):
        for number, line in enumerate(lines, 1):
            if re.match(r"\s*extern\b", line):
                yield f"{path}:{number}: extern in a .c file: declare it in a header"


def check_file(path, lines):
    base, extension = os.path.splitext(os.path.basename(path))
    if len(lines) > FILE_LINES:
        yield f"{path}:1: {len(lines)} lines; the limit is {FILE_LINES}"
    if lines and TAG not in "\n".join(lines[:2]) and extension != ".txt":
        yield f"{path}:1: does not begin with '{TAG}' in a comment"
    if extension == ".h" and base in LIBC and not path.startswith("include/zephyr/"):
        yield f"{path}:1: is called like a header of the C library"
    if extension in (".c", ".h"):
        yield from check_c(path, lines)


def main():
    problems = []
    for path in sys.argv[1:] or own_files(*SOURCES):
        problems += check_file(path, read_lines(path))
    finish(problems, "split by topic; use IS_ENABLED(), an empty function in a header, or a file that sources.mk selects")


if __name__ == "__main__":
    main()
