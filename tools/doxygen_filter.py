# SPDX-License-Identifier: MIT
"""For Doxygen: a header of ours with our two conventions made explicit, line by line.

The comment at its head describes the file. Any other describes all that follows it up to the next empty line.
A document comes without its links to others, which are no part of the reference.
"""

import re
import sys

DECLARES = re.compile(r"#define\b|(?!extern \"C\")[A-Za-z_].*[;{(]|typedef\b|[A-Za-z_][\w\s*]*\(")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
CONDITIONAL = re.compile(r"#\s*(if|el|endif)")


def describe_file(lines):
    """Marks the second comment, the one after the licence."""
    for number, line in enumerate(lines[:3]):
        if line.startswith("/*") and "SPDX" not in line:
            lines[number] = "/** @headfile" + line[2:]
            return


def end_of_block(lines, start):
    """(index of the line after the block, number of declarations in it). An #else or #endif of before ends it too."""
    count, depth, index = 0, 0, start
    while index < len(lines) and lines[index].strip() and not lines[index].startswith("/*"):
        if match := CONDITIONAL.match(lines[index]):
            depth += {"if": 1, "el": 0, "endif": -1}[match[1]]
            if depth < (match[1] == "el"):
                break
        count += bool(DECLARES.match(lines[index])) and not lines[index - 1].endswith("\\")
        index += 1
    return index, count


def group_blocks(lines):
    index = 0
    while index < len(lines):
        if lines[index].startswith("/**") and "@headfile" not in lines[index] and "@{" not in lines[index]:
            while "*/" not in lines[index]:
                index += 1
            end, count = end_of_block(lines, index + 1)
            if count > 1 and end < len(lines):
                lines[index] += " /** @{ */"
                # Before a directive it needs a line of its own, and line numbers in warnings are one off from there.
                lines[end] = "/** @} */" + ("\n" if lines[end].startswith("#") else " ") + lines[end]
        index += 1


def main():
    with open(sys.argv[1], encoding="utf-8") as text:
        lines = text.read().splitlines()
    if sys.argv[1].endswith(".md"):
        lines = [LINK.sub(r"\1", line) for line in lines]
    else:
        describe_file(lines)
        group_blocks(lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
