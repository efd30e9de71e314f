# SPDX-License-Identifier: MIT
"""Every public name has a comment that says what a caller must know, and docs/kernel.md lists the API as it is.

What a function does, from where it may be called, whether it blocks and what it returns is in the comment before
it. `Any context` and `ISR-legal` say that it does not block. A header whose functions are all alike says it once,
in the comment at its head. docs/kernel.md has a table of names: what it calls provided exists, what exists is in it.
usage: check_api.py [DOCUMENT]
"""

import re
import sys

from api_table import read_table
from own_files import finish, read_lines
from public_api import all_names, public_names

DOCUMENT = "docs/kernel.md"
# The test API runs tests, where the context is known, and is no part of the kernel's.
TEST_API = re.compile(r"include/zephyr/(ztest\w*|tc_util)\.h")
# What only one processor or chip has is in its own document; the clock's driver is the kernel's.
NOT_KERNEL = re.compile(TEST_API.pattern + r"|include/zephyr/(arch|drivers/(?!timer/))")
CONTEXT = re.compile(r"\bany context|\bISR-legal|\bthreads( only)?[.;,]|\bany thread\b|\binterrupt (handler|context)|before the kernel starts"
                     r"|\b(as|a name for) \w+\(\)|/\*\* \w+\(\)", re.I)
RETURN = re.compile(r"@return|@retval|\breturns\b|does not return|\b[Aa]s \w+\(\)|/\*\* \w+\(\)")
VOID = re.compile(r"(static |inline |ALWAYS_INLINE |FUNC_NORETURN |__weak )*void\s+\w+\(")


def head_of(path):
    """The comment at the head of a header."""
    return "\n".join(read_lines(path)[:20]).split("#ifndef")[0]


def is_call(name):
    """Whether a name is used like a function; upper case is for definitions and constants."""
    return name.kind == "function" or (name.kind == "macro" and f"{name.name}(" in name.text and name.name.islower())


def comments_missing(names):
    documented = {name.name for name in names if name.comment}
    for name in names:
        if name.kind != "constant" and name.name not in documented:
            yield f"{name.path}:{name.line}: {name.name} has no comment"


def in_one_line(comment):
    return " ".join(word for word in comment.split() if word != "*")


def contracts_missing(names):
    for name in names:
        if not is_call(name) or not name.comment or TEST_API.match(name.path):
            continue
        comment = in_one_line(name.comment)
        if not CONTEXT.search(comment) and not re.search(r"\bany (context|thread)\b", head_of(name.path), re.I):
            yield f"{name.path}:{name.line}: the comment on {name.name} does not say from where it may be called"
        if name.kind == "function" and not VOID.match(name.text) and not RETURN.search(comment):
            yield f"{name.path}:{name.line}: the comment on {name.name} does not say what it returns"


def table_errors(names, document):
    listed = read_table(document)
    existing = {name.name for name in all_names()}
    known = set()
    for row in listed:
        if row.is_missing:
            wrong = [f"says that {name} is not there, but it is" for name in row.names & existing]
        else:
            wrong = [f"says that {name} is there, but no header has it" for name in row.names - existing]
        wrong += [f"has {name} a second time" for name in row.names & known]
        yield from (f"{document}:{row.line}: {text}" for text in sorted(wrong))
        known |= row.names
    for name in names:
        if name.name not in known and not NOT_KERNEL.match(name.path):
            known.add(name.name)
            yield f"{name.path}:{name.line}: {name.name} is public, but not in the table of {document}"


def main():
    names = public_names()
    problems = [*comments_missing(names), *contracts_missing(names), *table_errors(names, *sys.argv[1:] or [DOCUMENT])]
    finish(problems, "write the comment, begin a private name with z_, or correct the table")


if __name__ == "__main__":
    main()
