# SPDX-License-Identifier: MIT
"""Includes point one way: micropython, kernel/objects, kernel/sched, arch/arch.h, arch and soc.

Each folder has a list of what its files may include; anything else is reported. The seam to the
processor, arch/arch.h, has at most 17 functions.
"""

import os
import re
import sys

from own_files import finish, own_files, read_lines

SEAM = "arch/arch.h"
SEAM_FUNCTIONS = 17

PUBLIC = r"<zephyr/[\w./-]+>"
C_LIBRARY = r"<(stdint|stddef|stdbool|stdarg|stdalign|stdatomic|limits|float|inttypes|errno|string|sys/types)\.h>"
ANY_SYSTEM = r"<(?!zephyr/)[\w./-]+>"
# The lists of the linker, which every linker script takes in.
LISTS = r'"lib/sections_r[ao]m\.ld"'
OFFSETS = r"<offsets\.h>"
# What a processor's port calls in the kernel.
UPCALLS = r'"kernel/(init|fatal|sched/(scheduler|thread|timeout|usage))\.h"'

# The first folder that matches decides. Patterns match whole includes.
RULES = [
    ("include/zephyr/arch/posix/", [PUBLIC, ANY_SYSTEM]),
    ("include/", [PUBLIC, C_LIBRARY]),
    ("lib/", [PUBLIC, C_LIBRARY, r'"lib/[\w/]+\.(h|ld)"']),
    ("kernel/objects/", [PUBLIC, C_LIBRARY, r'"kernel/(sched/scheduler|objects/\w+)\.h"']),
    ("kernel/sched/", [PUBLIC, C_LIBRARY, r'"kernel/sched/\w+\.h"', r'"arch/arch\.h"']),
    ("kernel/", [PUBLIC, C_LIBRARY, r'"kernel/[\w/]+\.h"', r'"arch/arch\.h"']),
    (SEAM, [PUBLIC, C_LIBRARY]),
    ("arch/posix/", [PUBLIC, ANY_SYSTEM, UPCALLS, r'"arch/(arch|posix/\w+)\.h"', OFFSETS]),
    ("arch/", [PUBLIC, C_LIBRARY, UPCALLS, r'"(arch|soc)/[\w/]+\.(h|ld)"', LISTS, OFFSETS]),
    ("soc/", [PUBLIC, C_LIBRARY, r'"(arch|soc)/[\w/]+\.(h|ld)"', LISTS, OFFSETS]),
    ("boards/", [PUBLIC, C_LIBRARY, r'"(arch|soc|boards)/[\w/]+\.(h|ld)"', LISTS]),
    ("micropython/", [PUBLIC, ANY_SYSTEM, r'"(py|extmod|shared|genhdr|lib)/[\w./-]+"', "own"]),
    ("examples/", [PUBLIC, ANY_SYSTEM, "own"]),
    ("bench/", [PUBLIC, ANY_SYSTEM, "own"]),
    ("tests/arch/", [PUBLIC, ANY_SYSTEM, r'"arch/[\w/]+\.h"', "own"]),
    ("tests/arch_arm/", [PUBLIC, ANY_SYSTEM, r'"arch/[\w/]+\.h"', "own"]),
    ("tests/unit/", [PUBLIC, ANY_SYSTEM, r'"lib/\w+\.h"', "own"]),
    ("tests/", [PUBLIC, ANY_SYSTEM, "own"]),
]
PRIVATE = re.compile(r'"(kernel|lib|arch|soc|boards)/')
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"][^>"]+[>"])')


def allowed(path, include, patterns):
    """`own` admits a header of the same part of the tree, but never a private one of the kernel."""
    for pattern in patterns:
        if pattern == "own":
            if include.startswith('"') and not PRIVATE.match(include):
                return True
        elif re.fullmatch(pattern, include):
            return True
    return False


def check_includes(path, lines):
    if path.startswith("tests/") and os.path.basename(path).startswith("private_"):
        return  # a test from the inside says so by its name
    rule = next((patterns for folder, patterns in RULES if path.startswith(folder)), None)
    if rule is None:
        yield f"{path}:1: no rule says what this folder may include: add it to RULES in tools/check_layers.py"
        return
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if match and not allowed(path, match[1], rule):
            yield f"{path}:{number}: includes {match[1]}, which its layer must not know"


def check_seam(path, lines):
    text = re.sub(r"/\*.*?\*/", "", "\n".join(lines), flags=re.S)
    functions = re.findall(r"\b(arch_\w+)\s*\([^;{]*\)\s*;", text)
    if len(set(functions)) > SEAM_FUNCTIONS:
        yield (f"{path}:1: declares {len(set(functions))} functions; the seam to the processor has at most"
               f" {SEAM_FUNCTIONS}")


def main():
    problems = []
    for path in sys.argv[1:] or own_files("*.c", "*.h", "*.S", "*.ld"):
        lines = read_lines(path)
        problems += check_includes(path, lines)
        if path == SEAM:
            problems += check_seam(path, lines)
    finish(problems, "use the public header or a verb of the layer below; docs/architecture.md describes the layers")


if __name__ == "__main__":
    main()
