# SPDX-License-Identifier: MIT
"""What make size reads: the linker's map, GCC's call graphs, and the tables of the document."""

import os
import sys
import unittest

from support import TOOLS, Case, write

sys.path.insert(0, TOOLS)
from link_map import sizes_by_source  # noqa: E402
from size import differences, linked_unused  # noqa: E402
from stack_use import CallGraph  # noqa: E402

MAP = """Discarded input sections

 .text.unused   0x00000000       0x18 k/libkernel.a(sem.c.o)

Linker script and memory map

.text           0x00000000      0x100
 .text.f        0x00000000       0x10 k/libkernel.a(sem.c.o)
 .text.a_name_that_is_long
                0x00000010       0x20 k/libkernel.a(thread.c.o)
 .text.b        0x00000030       0x08 k/libkernel.a(thread.c.o)
                0x00000030                b
 *fill*         0x00000038        0x2\x20
 .text.main     0x0000003a        0x4 out/obj/main.c.o
 .text          0x0000003e        0x6 lib/libc_nano.a(libc_a-memcpy.o)

.bss            0x20000000       0x20
 .bss.x         0x20000000       0x20 k/libkernel.a(sem.c.o)

.debug_info     0x00000000       0x99
 .debug_info    0x00000000       0x99 k/libkernel.a(sem.c.o)
"""
OBJECTS = {("sem.c.o", ".text.f"): {"kernel/sem.c"}, ("sem.c.o", ".bss.x"): {"kernel/sem.c"},
           ("thread.c.o", ".text.a_name_that_is_long"): {"kernel/thread.c"}, ("thread.c.o", ".text.b"): {"arch/thread.c"}}
TABLE = "| base | text | data | bss |\n|---|---|---|---|\n| all | 1000 | 0 | 100 |\n| `k_x` | 50 | 0 | 0 |\n| `struct k_x` | 12 |\n"
FILE = "| `a/f.c` | 10 | 0 | 0 | `k_y()` | 64 |\n"


class Map(Case):
    def sizes(self, objects):
        write(self.path("map"), MAP)
        return sizes_by_source(self.path("map"), objects)

    def test_bytes_are_counted_for_the_file_they_are_from(self):
        sizes = {name: (kinds["text"], kinds["bss"]) for name, kinds in self.sizes(OBJECTS).items()}
        self.assertEqual(sizes, {"kernel/sem.c": (16, 32), "kernel/thread.c": (32, 0), "arch/thread.c": (8, 0),
                                 "(alignment)": (2, 0), "(program)": (4, 0), "(C library)": (6, 0)})

    def test_section_that_two_files_of_one_name_have_is_an_error(self):
        with self.assertRaisesRegex(LookupError, "text.b of thread.c.o"):
            self.sizes({**OBJECTS, ("thread.c.o", ".text.b"): {"arch/thread.c", "kernel/thread.c"}})


class Stack(Case):
    def graph(self, *edges):
        nodes = "".join(f'node: {{ title: "{name}" label: "{name}\\nx.c:1:1\\n{size} bytes (static)" }}\n'
                        for name, size in (("a", 8), ("b", 16), ("c", 32)))
        write(self.path("obj/x.ci"), nodes + "".join(f'edge: {{ sourcename: "{one}" targetname: "{other}" }}\n'
                                                     for one, other in edges))
        return CallGraph(self.path("obj"))

    def test_deepest_path_counts(self):
        self.assertEqual(self.graph("ab", "bc", "ac").worst("a"), 56)
        self.assertEqual(self.graph("ab", ("a", "assembly")).worst("a"), 24)

    def test_recursion_is_an_error(self):
        with self.assertRaisesRegex(LookupError, "calls itself"):
            self.graph("ab", "ba").worst("a")


class Document(unittest.TestCase):
    def changed(self, old, new):
        return list(differences(TABLE + FILE, (TABLE + FILE).replace(old, new), (1000, 0, 100)))

    def test_two_percent_of_the_program_are_allowed(self):
        self.assertEqual(self.changed("1000", "1020"), [])
        self.assertEqual(self.changed("| 50 |", "| 70 |"), [])
        self.assertEqual(self.changed("1000", "1021"), ["all: the document says [1000, 0, 100], it is [1021, 0, 100]"])
        self.assertEqual(len(self.changed("| 50 |", "| 71 |")), 1)

    def test_objects_are_exact_and_stacks_nearly(self):
        self.assertEqual(len(self.changed("| 12 |", "| 16 |")), 1)
        self.assertEqual(self.changed("`k_y()` | 64", "`k_z()` | 80"), [])
        self.assertEqual(len(self.changed("| 64 |", "| 88 |")), 1)

    def test_rows_come_and_go_in_both(self):
        self.assertEqual(self.changed("`struct k_x`", "`struct k_y`"),
                         ["`struct k_x`: only in the document", "`struct k_y`: only in fact"])

    def test_new_file_may_wait(self):
        self.assertEqual(list(differences(TABLE, TABLE + FILE, (1000, 0, 100))), [])
        self.assertEqual(list(differences(TABLE + FILE, TABLE, (1000, 0, 100))), ["`a/f.c`: only in the document"])

    def test_object_that_is_linked_unused_is_an_error(self):
        sizes = {"text": 8, "data": 0, "bss": 0}
        self.assertEqual(list(linked_unused({"kernel/objects/sem.c": sizes, "kernel/sched/wait.c": sizes})), [])
        self.assertEqual(list(linked_unused({"kernel/objects/pipe.c": sizes})),
                         ["kernel/objects/pipe.c: 8 bytes are in the base program, which does not use it"])


if __name__ == "__main__":
    unittest.main()
