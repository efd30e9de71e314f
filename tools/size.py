# SPDX-License-Identifier: MIT
"""What the kernel takes of flash and RAM: of a small program, of each feature, of each object, and of a thread's stack.

Everything is built as bench/size/base.conf says, for one board. A feature is a file in bench/size; it costs what
a program with it is larger by. Without an option the tables are printed; --write puts them into docs/size.md, --check
fails where the document is off by more than 2% of the base program.
usage: size.py [--write | --check]      (run from the top of the tree)
"""

import glob
import os
import re
import subprocess
import sys
from functools import cache

from files import write_if_changed
from link_map import BSS, DATA, TEXT, sections_of_objects, sizes_by_source
from stack_use import CallGraph

BOARD = "mps2_an386"
CROSS = "arm-none-eabi-"
DOCUMENT = "docs/size.md"
BEGIN, END = "<!-- make size WRITE=1 writes what follows -->\n", "<!-- to here -->\n"
NOT_FEATURES = {"base", "nothing", "objects"}
GATE = 5 * 1024
TOLERANCE = 0.02
STACK_TOLERANCE = 16
BASE_OBJECTS = {"mutex.c", "sem.c", "timer.c"}
FEATURE_NAMES = {"condvar": "`k_condvar`", "deadline": "`k_thread_deadline_set()`", "event": "`k_event`", "fifo": "`k_fifo`, `k_lifo`", "futex": "`k_futex`", "heap": "`k_heap`",
                 "mbox": "`k_mbox`", "mem_slab": "`k_mem_slab`", "msgq": "`k_msgq`", "pipe": "`k_pipe`",
                 "poll": "`k_poll()`, signals", "printk": "`printk()`, console, fatal errors in words", "stack": "`k_stack`",
                 "thread_calls": "suspend, abort, priority, scheduler lock",
                 "usage": "`k_thread_runtime_stats_get()`", "work": "`k_work`, a queue",
                 "work_delayable": "`k_work_delayable`, the system's queue", "work_poll": "`k_work_poll`, `k_poll()`, the system's queue"}
PARTS = {"kernel and lib": ("kernel/", "lib/"), "arch: switch, interrupts, clock, faults, start": ("arch/",),
         "soc": ("soc/", "boards/"), "C library": ("(C",), "program and alignment": ("(program", "(align")}


@cache
def build(feature):
    """(the program, the kernel's object files); callgraphs come with the build, code does not change by that."""
    done = subprocess.run(["make", "-s", "--no-print-directory", "-j2", "-f", "mk/size.mk", f"FEATURE={feature}",
                           f"BOARD={BOARD}", "O=build/size", "EXTRA_CFLAGS=-fcallgraph-info=su"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench/size/{feature}.c cannot be built:\n{done.stdout}{done.stderr}")
    program, kernel = done.stdout.split()[-2:]
    return program, os.path.join(kernel, "obj")


@cache
def sources_of(feature):
    program, objects = build(feature)
    return sizes_by_source(f"{program}.map", sections_of_objects(objects, f"{CROSS}objdump"))


def add_up(sources, prefixes=("",)):
    chosen = [sizes for source, sizes in sources.items() if source.startswith(prefixes)]
    return [sum(sizes[kind] for sizes in chosen) for kind in (TEXT, DATA, BSS)]


def features():
    names = {os.path.basename(path)[:-2] for path in glob.glob("bench/size/*.c")}
    return sorted(names - NOT_FEATURES)


def table(head, rows):
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join(lines + [f"| {' | '.join(map(str, row))} |" for row in rows]) + "\n"


def parts_table():
    sources = sources_of("base")
    rows = [(name, *add_up(sources, prefixes)) for name, prefixes in PARTS.items()]
    left = GATE - rows[0][1]
    verdict = f"Of the gate, {GATE} bytes of text for kernel and lib, {left} are left." if left >= 0 else \
        f"The gate, {GATE} bytes of text for kernel and lib, is missed by {-left}."
    return table(("base program", "text", "data", "bss"), [*rows, ("all", *add_up(sources))]) + f"\n{verdict}\n"


def features_table():
    base = add_up(sources_of("base"))
    rows = []
    for feature in features():
        difference = [with_it - without for with_it, without in zip(add_up(sources_of(feature)), base)]
        rows.append((FEATURE_NAMES.get(feature, feature), *difference))
    return table(("feature adds", "text", "data", "bss"), rows)


def object_sizes():
    """{struct: bytes}; with polling, objects that can be polled have one word more."""
    objects = os.path.join(os.path.dirname(build("objects")[0]), "obj/bench/size/objects.c.o")
    done = subprocess.run([f"{CROSS}nm", "-S", objects], capture_output=True, text=True, check=True)
    return {match[2]: int(match[1], 16) for match in re.finditer(r" ([0-9a-f]+) \w size_of_(\w+)", done.stdout)}


def objects_table():
    return table(("object", "bytes"), [(f"`struct {name}`", size) for name, size in object_sizes().items()])


def deepest_calls(objects):
    """{source file: (the call of its that needs most stack, bytes)} of one build of the kernel."""
    graph = CallGraph(objects)
    found = {}
    for path in glob.glob(f"{objects}/kernel/*/*.ci"):
        with open(path, encoding="utf-8") as text:
            calls = set(re.findall(r'node: \{ title: "(k_\w+)" label: "[^"]*bytes', text.read()))
        if calls:
            worst = max(sorted(calls), key=graph.worst)
            found[os.path.relpath(path, objects).removesuffix(".ci")] = (f"`{worst}()`", graph.worst(worst))
    return found


def files_table():
    """Each file as it is in the program that has most of it; stack in the base program's kernel, if that has the file."""
    largest, deepest = {}, {}
    for feature in ("base", *features()):
        deepest = deepest_calls(build(feature)[1]) | deepest
        for source, sizes in sources_of(feature).items():
            if "/" in source and sum(sizes.values()) > sum(largest.get(source, {}).values()):
                largest[source] = sizes
    rows = [(f"`{source}`", *largest[source].values(), *deepest.get(source, ("", ""))) for source in sorted(largest)]
    return table(("file", "text", "data", "bss", "its deepest call", "bytes of stack"), rows)


def compiler():
    done = subprocess.run([f"{CROSS}gcc", "-dumpfullversion"], capture_output=True, text=True, check=True)
    return f"With {CROSS}gcc {done.stdout.strip()}:\n"


def tables():
    return "\n".join((compiler(), parts_table(), features_table(), objects_table(), files_table()))


def numbers(text):
    """{first cell of a row: its numbers}."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        values = [int(cell) for cell in cells if re.fullmatch(r"-?\d+", cell)]
        if values:
            found[cells[0]] = values
    return found


def is_near(row, kept, fact, whole):
    """Objects are exact, stacks may differ by some registers pushed. Other rows are parts of a program, and held against it."""
    if row.startswith("`struct"):
        return kept == fact
    limits = [*(TOLERANCE * total for total in whole), STACK_TOLERANCE]
    return len(kept) == len(fact) and all(abs(a - b) <= limit for a, b, limit in zip(kept, fact, limits))


def objects_only(text):
    return "\n".join(line for line in text.splitlines() if line.startswith("| `struct"))


def differences(document, facts, whole):
    """What is wrong in the document. That a file is new is not."""
    kept, facts = numbers(document), numbers(facts)
    for row in sorted(kept.keys() | {row for row in facts if "/" not in row}):
        if row not in kept or row not in facts:
            yield f"{row}: only in {'the document' if row in kept else 'fact'}"
        elif not is_near(row, kept[row], facts[row], whole):
            yield f"{row}: the document says {kept[row]}, it is {facts[row]}"


def linked_unused(sources):
    """What of kernel/objects is in the base program although that does not use it."""
    for source, sizes in sorted(sources.items()):
        if source.startswith("kernel/objects/") and os.path.basename(source) not in BASE_OBJECTS:
            yield f"{source}: {sum(sizes.values())} bytes are in the base program, which does not use it"


def check(kept):
    """Prints what is wrong in the document, and the sum. Another compiler's code has another size, its objects have not."""
    base, facts = sources_of("base"), tables()
    rows = len(numbers(kept))
    if compiler() not in kept:
        kept, facts = objects_only(kept), objects_only(facts)
    problems = [*differences(kept, facts, add_up(base)), *linked_unused(base)]
    for line in [*problems, f"To mend: make size WRITE=1, and look at why {DOCUMENT} changes"] if problems else []:
        print(line)
    checked = len(numbers(kept))
    print(f"{max(0, checked - len(problems))} passed, {len(problems)} failed, {rows - checked} skipped")
    sys.exit(1 if problems else 0)


def main():
    with open(DOCUMENT, encoding="utf-8") as text:
        before, kept = text.read().split(BEGIN)
    kept, after = kept.split(END)
    option = "".join(sys.argv[1:])
    if option == "--write":
        write_if_changed(DOCUMENT, f"{before}{BEGIN}\n{tables()}\n{END}{after}")
    elif option == "--check":
        check(kept)
    else:
        print(tables(), end="")


if __name__ == "__main__":
    main()
