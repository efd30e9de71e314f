# SPDX-License-Identifier: MIT
"""Each check of make check and the coverage floor: passes a good tree, fails a bad example."""

import os
import shutil
import unittest

from support import PYTHON, TreeCase, read, run, write

TAG = "/* SPDX-License-Identifier: MIT */\n"
HEADER = TAG + "#ifndef A_H_\n#define A_H_\n\n%s\n\n#endif\n"


class Checks(TreeCase):
    def setUp(self):
        super().setUp()
        write(self.path("tests/jobs.toml"), "")

    def check(self, name, *arguments):
        self.git()
        return run([PYTHON, f"tools/check_{name}.py", *arguments], self.dir, {"SETUP": "0"})

    def file(self, path, text):
        write(self.path(path), TAG + text)

    def bad(self, name, path, text, *expected):
        self.file(path, text)
        self.assert_fails(self.check(name, path), path + ":", *expected)

    def test_good_tree_passes(self):
        for name in ("layers", "shape", "tree", "format", "headers", "cppcheck"):
            with self.subTest(name):
                shutil.rmtree(self.path("suite"), ignore_errors=True)
                self.assert_passes(self.check(name))

    def test_objects_may_not_look_inside_the_scheduler(self):
        self.file("kernel/objects/good.c", '#include "kernel/sched/scheduler.h"\n#include <zephyr/kernel.h>\n')
        self.assert_passes(self.check("layers", "kernel/objects/good.c"))
        self.bad("layers", "kernel/objects/bad.c", '#include "kernel/sched/ready.h"\n', "bad.c:2")

    def test_public_headers_know_nothing_private(self):
        self.bad("layers", "include/zephyr/bad.h", '#include "kernel/sched/ready.h"\n', "must not know")

    def test_scheduler_does_not_know_the_objects(self):
        self.bad("layers", "kernel/sched/bad.c", '#include "kernel/objects/x.h"\n')

    def test_micropython_uses_public_names_only(self):
        self.file("micropython/port/good.c", '#include "py/obj.h"\n#include <zephyr/kernel.h>\n#include "native/x.h"\n')
        self.assert_passes(self.check("layers", "micropython/port/good.c"))
        self.bad("layers", "micropython/port/bad.c", '#include "kernel/sched/scheduler.h"\n')
        self.bad("layers", "micropython/port/bad2.c", '#include "arch/arch.h"\n')

    def test_test_from_the_inside_says_so_by_its_name(self):
        self.file("tests/kernel/a/src/private_a.c", '#include "kernel/sched/timeout.c"\n')
        self.assert_passes(self.check("layers", "tests/kernel/a/src/private_a.c"))
        self.bad("layers", "tests/kernel/a/src/a.c", '#include "kernel/sched/timeout.c"\n')

    def test_folder_without_a_rule_is_reported(self):
        self.bad("layers", "drivers/new.c", "", "no rule")

    def test_seam_has_at_most_17_functions(self):
        calls = [f"void arch_call{number}(void);\n" for number in range(18)]
        self.file("arch/arch.h", "".join(calls[:17]))
        self.assert_passes(self.check("layers", "arch/arch.h"))
        self.bad("layers", "arch/arch.h", "".join(calls), "18 functions")

    def test_conditional_inside_a_function(self):
        self.bad("shape", "kernel/bad.c", "void f(void)\n{\n#ifdef CONFIG_X\n\tf();\n#endif\n}\n", "bad.c:4")

    def test_extern_in_a_source_file(self):
        self.bad("shape", "kernel/bad.c", "extern int x;\n", "bad.c:2")

    def test_long_function(self):
        self.file("kernel/good.c", "void f(void)\n{\n" + "\tf();\n" * 59 + "}\n")
        self.assert_passes(self.check("shape", "kernel/good.c"))
        self.bad("shape", "kernel/bad.c", "void f(void)\n{\n" + "\tf();\n" * 60 + "}\n", "60 lines")

    def test_long_file(self):
        self.bad("shape", "kernel/bad.c", "\n" * 500, "501 lines")

    def test_missing_licence_tag(self):
        write(self.path("kernel/bad.c"), "int x;\n")
        self.assert_fails(self.check("shape"), "kernel/bad.c:1: does not begin with")

    def test_name_of_a_c_library_header(self):
        self.bad("shape", "kernel/sched.h", "", "like a header of the C library")

    def test_generated_file_in_git(self):
        for name in ("kernel/autoconf.h", "x/offsets.h", "include/zephyr/version.h", "a.o", "suite.elf", "run.log"):
            with self.subTest(name):
                write(self.path(name), "x\n")
                self.assert_fails(self.check("tree", name), f"{name}: looks generated")

    def test_path_of_a_machine(self):
        self.bad("tree", "kernel/bad.c", "/* see /" + "home/someone/notes */\n", "a path of one machine")

    def test_name_of_a_mirror(self):
        self.bad("tree", "tools/bad.py", "# deb." + "debian.org\n", "registry or mirror")

    def test_format(self):
        self.bad("format", "kernel/bad.c", "int  f( void ){return 1;}\n", "not in the project's format", "make format")

    def test_format_write_mends(self):
        self.file("kernel/bad.c", "int  f( void ){return 1;}\n")
        self.assert_passes(self.check("format", "--write"))
        self.assert_passes(self.check("format", "kernel/bad.c"))

    def test_header_that_needs_another(self):
        write(self.path("include/zephyr/bad.h"), HEADER % "uint32_t x(void);")
        self.assert_fails(self.check("headers"), "include/zephyr/bad.h: does not compile alone (host)")

    def test_header_without_guard(self):
        write(self.path("include/zephyr/bad.h"), "struct twice {\n\tint x;\n};\n")
        self.assert_fails(self.check("headers"), "include/zephyr/bad.h")

    def test_header_for_64_bits_only(self):
        write(self.path("include/zephyr/bad.h"), HEADER % '_Static_assert(sizeof(void *) == 8, "wide");')
        self.assert_fails(self.check("headers"), "include/zephyr/bad.h: does not compile alone (Cortex-M4)")

    def test_cppcheck_finds_an_index_out_of_bounds(self):
        text = "int f(void);\n\nint f(void)\n{\n\tint a[2] = {1, 2};\n\n\treturn a[2];\n}\n"
        self.bad("cppcheck", "kernel/bad.c", text, "arrayIndexOutOfBounds")

    def test_builds_finds_a_warning_of_clang_alone(self):
        write(self.path("tests/jobs.toml"), '[[suites]]\nunder = "tests/kernel"\nprefix = "k"\nlimit = 60\n')
        os.makedirs(self.path("tests/kernel"))
        os.rename(self.path("suite"), self.path("tests/kernel/suite"))
        write(self.path("micropython/port/Makefile"), "all:\n")
        write(self.path("build/micropython/py/mpconfig.h"), "")
        write(self.path("tools/fetch_micropython.py"), "")
        self.assert_passes(self.check("builds"))
        text = read(self.path("kernel/core.c")).replace("if (limited)", "if ((limited == 1))")
        write(self.path("kernel/core.c"), text)
        self.assert_passes(self.check("builds", "gcc"))
        self.assert_fails(self.check("builds"), "CC=clang", "kernel/core.c")

    def test_check_sums_up(self):
        self.git()
        self.file("kernel/bad.c", "extern int x;\n")
        done = run([PYTHON, "tools/check.py", "shape", "tree"], self.dir)
        self.assert_fails(done, "FAIL shape", "ok   tree")
        self.assertEqual(done.text.splitlines()[-1], "1 passed, 1 failed, 0 skipped")
        self.assert_fails(run([PYTHON, "tools/check.py", "nothing"], self.dir), "no check is called nothing")


class Coverage(TreeCase):
    """The mini tree's suite takes one of the two branches of kernel/core.c."""

    def coverage(self, *arguments):
        write(self.path("tests/jobs.toml"), '[[suites]]\nunder = "tests/kernel"\nprefix = "k"\nlimit = 60\n')
        os.makedirs(self.path("tests/kernel"))
        os.rename(self.path("suite"), self.path("tests/kernel/suite"))
        return run([PYTHON, "tools/coverage.py", *arguments], self.dir, {"SETUP": "0"})

    def test_half_of_the_branches_miss_the_floor(self):
        done = self.coverage()
        self.assert_fails(done, "1 of 2 branches (50.0%)")
        self.assertEqual(done.text.splitlines()[-1], "1 passed, 1 failed, 0 skipped")

    def test_floor_that_is_met(self):
        self.assert_passes(self.coverage("--floor", "50"), "2 passed, 0 failed, 0 skipped")

    def test_failing_suite_fails(self):
        text = read(self.path("suite/src/main.c")).replace("return 0;", "return 1;")
        write(self.path("suite/src/main.c"), text)
        self.assert_fails(self.coverage("--floor", "50"), "failed with COVERAGE=1")


if __name__ == "__main__":
    unittest.main()
