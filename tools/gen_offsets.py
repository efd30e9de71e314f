# SPDX-License-Identifier: MIT
"""Makes offsets.h, the constants that assembly needs, from compiled offsets.c files.

offsets.c holds, for each constant, an assembler string of the form `->NAME value`:

    #define OFFSET(name, value) __asm__ volatile(".ascii \"->" #name " %c0\"" : : "i"(value))

It is compiled to assembly, never linked. usage: gen_offsets.py out.h file.s...
"""

import re
import sys

from files import write_if_changed

MARK = re.compile(r"->(\w+)\s+[$#]?(-?\d+)")


def constants(paths):
    values = {}
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for name, value in MARK.findall(lines.read()):
                if values.setdefault(name, value) != value:
                    sys.exit(f"{path}: {name} has two values, {values[name]} and {value}")
    return values


def main():
    target, *sources = sys.argv[1:]
    values = constants(sources)
    if sources and not values:
        sys.exit(f"gen_offsets: no '->NAME value' mark in {' '.join(sources)}")
    lines = ["#ifndef OFFSETS_H_", "#define OFFSETS_H_", ""]
    lines += [f"#define {name} {value}" for name, value in values.items()]
    lines += ["", "#endif"]
    write_if_changed(target, "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
