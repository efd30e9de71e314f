# SPDX-License-Identifier: MIT
"""What must not be in git: generated files, paths of one machine, names of registries and mirrors."""

import re
import sys

from own_files import finish, own_files, read_lines

GENERATED = re.compile(
    r"(^|/)(build|local|__pycache__)/|(^|/)(autoconf\.h|offsets\.h|version\.h|\.config(\.old)?|config\.mk)$"
    r"|\.(o|a|d|elf|bin|hex|map|log|gcda|gcno|pyc|mpy|xz|gz|so|orig|rej|swp)$")
OURS = {"mk/config.mk"}
MACHINE = re.compile(r"(?<![\w./$}-])/(root|work|Users)/\w|/home/[a-z]\w+")
HOSTS = re.compile(r"\b((deb|security|snapshot|ftp\.\w+)\.debian\.org|pypi\.org|pythonhosted\.org|npmjs\.org"
                   r"|crates\.io|proxy\.golang\.org|archive\.ubuntu\.com)\b")


def check_name(path):
    if GENERATED.search(path) and path not in OURS:
        yield f"{path}: looks generated, and is in git"


def check_text(path, lines):
    for number, line in enumerate(lines, 1):
        for pattern, what in ((MACHINE, "a path of one machine"), (HOSTS, "the name of a registry or mirror")):
            match = pattern.search(line)
            if match:
                yield f"{path}:{number}: holds {what}: {match[0]}"


def main():
    problems = []
    for path in sys.argv[1:] or own_files(committed=True):
        problems += check_name(path)
        problems += check_text(path, read_lines(path))
    finish(problems, "generate it under build/ and `git rm --cached` it; take paths and mirrors from the environment")


if __name__ == "__main__":
    main()
