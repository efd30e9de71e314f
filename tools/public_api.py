# SPDX-License-Identifier: MIT
"""Reads the public names in our headers, and the comments that describe them.

A comment describes what follows it up to the next empty line, or to `@}` if `@{` comes after it. Names that begin with an
underscore, z_, Z_, arch_ or ARCH_ are not public, nor are the helpers in util_*.h.
"""

import glob
import re
from dataclasses import dataclass

from own_files import read_lines

HEADERS = "include/zephyr/**/*.h"
# Parts of <zephyr/sys/util_macro.h>, generated or private.
PRIVATE_FILES = re.compile(r"/util_(internal_\w+|args|listify|loops)\.h$")
PRIVATE_NAMES = re.compile(r"_|[zZ]_|arch_|ARCH_|\w+_H_$")

MACRO = re.compile(r"#\s*define\s+(\w+)(\(?)")
TYPE = re.compile(r"(?:typedef\s+)?(?:struct|union|enum)\s+(\w+)\s*\{")
TYPEDEF = re.compile(r"typedef\b.*?(?:\(\*(\w+)\)|\b(\w+)(?:\[\w*\])?;)", re.S)
ATTRIBUTE = re.compile(r"__printf_like\([^()]*\)\s*")
CLOSING = re.compile(r"\}\s*(\w+);")
VARIABLE = re.compile(r"extern\s[\w\s*]*?\b(\w+)(\[\w*\])?;")
FUNCTION = re.compile(r"(?!typedef\b|struct\s+\w+\s*[{;]|union\b|enum\b|extern\s+\"C\")[\w\s*]*?\b(\w+)\(")
CONSTANT = re.compile(r"\t([A-Z]\w+)(?:\s*=|,|$)")


@dataclass
class Name:
    """A name. kind is macro, function, type, constant or variable; text is the declaration up to its body or end."""
    name: str
    kind: str
    path: str
    line: int
    comment: str
    text: str


def public_headers():
    return [path for path in sorted(glob.glob(HEADERS, recursive=True)) if not PRIVATE_FILES.search(path)]


def end_of_statement(lines, start):
    """The index of the last line of the macro, prototype or head of a function that starts at `start`."""
    index = start
    if lines[start].startswith("#"):
        while lines[index].endswith("\\"):
            index += 1
        return index
    while index + 1 < len(lines) and not re.search(r"[;{]", lines[index]) and lines[index + 1].strip():
        index += 1
    return index


def declared_in(line, text, inside_enum):
    """(name, kind) of what a line begins to declare, or None. `text` is the whole statement."""
    if match := MACRO.match(line):
        return match[1], "macro"
    if inside_enum:
        match = CONSTANT.match(line)
        return (match[1], "constant") if match else None
    if match := CLOSING.match(line) or VARIABLE.match(line):
        return match[1], "type" if line.startswith("}") else "variable"
    if not re.match(r"[A-Za-z_]", line):
        return None
    if match := TYPE.match(line):
        return match[1], "type"
    if line.startswith("typedef"):
        match = TYPEDEF.match(text)
        return (match[1] or match[2], "type") if match else None
    match = FUNCTION.match(text)
    return (match[1], "function") if match and not re.match(r"\w+\(", line) else None


def read_comment(lines, start):
    """(text, index of the last line) of the comment that starts at line `start`."""
    end = start
    while "*/" not in lines[end]:
        end += 1
    return "\n".join(lines[start:end + 1]), end


def names_in(path):
    """All names of a header, in the order of the file. A name that it defines twice comes twice."""
    lines = read_lines(path)
    comment, group, last, index, inside_enum = "", "", "", 0, False
    while index < len(lines):
        line = lines[index]
        if not line.strip() and not inside_enum:
            comment = group
        elif line == "/** @{ */":
            group = comment
        elif line == "/** @} */":
            comment = group = ""
        elif line.lstrip().startswith("/*"):
            text, end = read_comment(lines, index)
            if not inside_enum:
                comment = text if text.startswith("/**") else ""
            index = end
        else:
            end = end_of_statement(lines, index)
            text = ATTRIBUTE.sub("", "\n".join(lines[index:end + 1]))
            found = declared_in(text.split("\n")[0], text, inside_enum)
            if re.match(r"[A-Za-z_]|#\s*define\b", line):
                last = comment
            if found:
                yield Name(found[0], found[1], path, index + 1, last, text)
            if re.match(r"(typedef )?enum\b[^;]*$", line):
                inside_enum = True
            elif line.startswith("}"):
                inside_enum = False
            index = end if line.startswith("#") or not inside_enum else index
        index += 1


def all_names():
    return [name for path in public_headers() for name in names_in(path)]


def public_names():
    return [name for name in all_names() if not PRIVATE_NAMES.match(name.name)]
