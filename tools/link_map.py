# SPDX-License-Identifier: MIT
"""What the linker put into a program, from its map file, by source file."""

import glob
import os
import re
import subprocess
from collections import defaultdict

TEXT, DATA, BSS = "text", "data", "bss"
KINDS = {".text": TEXT, ".ARM.exidx": TEXT, ".data": DATA, ".bss": BSS, ".noinit": BSS, ".isr_stack": BSS}
# " .text.f   0x00000000   0x3c file.o", whose name may stand alone on the line before.
PIECE = re.compile(r" (?P<section>[.\w$*]+)?\s+0x(?P<address>[0-9a-f]+)\s+0x(?P<size>[0-9a-f]+)\s+(?P<file>\S.*)?$")
OUTPUT = re.compile(r"(\.[\w.]+)")
SECTION = re.compile(r"\s*\d+ (\S+)\s+([0-9a-f]+)\s")


def sections_of_objects(folder, objdump):
    """{(name of the object file, section): its paths below folder}; an archive keeps only the name."""
    found = defaultdict(set)
    for path in glob.glob(os.path.join(folder, "**", "*.o"), recursive=True):
        done = subprocess.run([objdump, "-h", path], capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            if match := SECTION.match(line):
                if int(match[2], 16):
                    found[os.path.basename(path), match[1]].add(os.path.relpath(path, folder).removesuffix(".o"))
    return found


def pieces(path):
    """(output section, input section, size, file) of everything that is in the program."""
    with open(path, encoding="utf-8") as text:
        lines = iter(text.read().split("Linker script and memory map")[1].splitlines())
    output = section = ""
    for line in lines:
        if match := OUTPUT.match(line):
            output = match[1]
        if re.fullmatch(r" [.\w$]+", line):
            section = line.strip()
            continue
        if match := PIECE.match(line):
            size = int(match["size"], 16)
            if size and output in KINDS and (match["file"] or match["section"] == "*fill*"):
                yield output, match["section"] or section, size, match["file"] or ""
        section = ""


def source_of(name, section, objects):
    """The source file of an archive's member, or which of the other things it is."""
    member = re.search(r"\(([^)]+)\)$", name)
    if not name:
        return "(alignment)"
    if "libkernel.a" in name or "libondemand.a" in name:
        paths = objects[member[1], section]
        if len(paths) != 1:
            raise LookupError(f"{section} of {member[1]} is in {sorted(paths) or 'no object file'}")
        return next(iter(paths))
    return "(C library)" if member or name.endswith(("crti.o", "crtn.o")) else "(program)"


def sizes_by_source(map_path, objects):
    """{source file: {text, data, bss: bytes}}."""
    found = defaultdict(lambda: {TEXT: 0, DATA: 0, BSS: 0})
    for output, section, size, name in pieces(map_path):
        found[source_of(name, section, objects)][KINDS[output]] += size
    return dict(found)
