# SPDX-License-Identifier: MIT
"""The build: what is rebuilt when, and what its errors say."""

import glob
import os
import re
import shutil
import time
import unittest

from support import TreeCase, read, write


def steps(done):
    """The steps that a build showed, such as 'CC kernel/core.c', in a fixed order."""
    lines = re.findall(r"(?m)^((?:CC|AS|AR|LD|KCONFIG|OFFSETS|LDSCRIPT) \S+)$", done.text)
    return sorted(re.sub(r"build/\S*/", "", line) for line in lines)


# A thousand stamps, each a letter longer than the one before, written where they differ.
STAMPS = """
include mk/common.mk
digits := 0 1 2 3 4 5 6 7 8 9
words := $(foreach i,$(digits) $(digits),/some/path/of/a/file/$(i))
pad := $(START)
define stamp
pad := $$(pad)y
other$(1) := $$(pad)$$(pad)$$(pad)
$$(if $$(call breeze_differs,stamps/$(1),$$(words) $$(pad)),$$(info wrote $(1))$$(file >stamps/$(1),$$(words) $$(pad)))
endef
$(shell mkdir -p stamps)
$(foreach a,$(digits),$(foreach b,$(digits),$(foreach c,$(digits),$(eval $(call stamp,$(a)$(b)$(c))))))
all:; @:
"""


class Build(TreeCase):
    def test_suite_builds_and_runs(self):
        self.assert_passes(self.ztest(), "depth 5 isa 1 foo 0 second 4")

    def test_second_build_does_nothing(self):
        self.ztest()
        self.assertEqual(steps(self.ztest()), [])

    def test_sources_from_the_future_do_not_configure_for_ever(self):
        soon = time.time() + 3600
        os.utime(self.path("tools/kconfig.py"), (soon, soon))
        done = self.ztest()
        self.assert_passes(done, "depth 5")
        self.assertEqual(sum(step.startswith("KCONFIG") for step in steps(done)), 1, done.text)

    def test_stamp_of_any_length_is_written_once(self):
        # make 4.3 reads some lengths wrongly: which ones depends on how its memory lies.
        write(self.path("stamps.mk"), STAMPS)
        for start in range(1, 13):
            shape = f"START={'x' * start}"
            self.assertEqual(self.make("-f", "stamps.mk", shape).text.count("wrote"), 1000)
            self.assertEqual(self.make("-f", "stamps.mk", shape).text.count("wrote"), 0)
            shutil.rmtree(self.path("stamps"))

    def test_touched_kernel_file_rebuilds_that_file_and_links(self):
        self.ztest()
        os.utime(self.path("kernel/core.c"))
        self.assertEqual(steps(self.ztest()), ["AR libkernel.a", "CC kernel/core.c", "LD suite.elf"])

    def test_touched_part_of_the_linker_script_links_again(self):
        write(self.path("lib/sections.ld"), '#include "lib/part.ld"\n')
        write(self.path("lib/part.ld"), "SECTIONS { .part : { part = .; } } INSERT AFTER .data;\n")
        self.ztest()
        os.utime(self.path("lib/part.ld"))
        done = self.ztest()
        self.assertEqual(steps(done), ["AR libkernel.a", "LD suite.elf", "LDSCRIPT linker.ld"])

    def test_touched_offsets_with_equal_values_rebuild_nothing(self):
        self.ztest()
        os.utime(self.path("kernel/offsets.c"))
        self.assertEqual(steps(self.ztest()), ["OFFSETS offsets.h"])

    def test_changed_setting_rebuilds_and_is_seen(self):
        self.ztest()
        write(self.path("suite/prj.conf"), "CONFIG_DEPTH=6\n")
        done = self.ztest()
        self.assertIn("CC kernel/core.c", steps(done))
        self.assertIn("CC suite/src/main.c", steps(done))
        self.assert_passes(done, "depth 6")

    def test_setting_on_the_command_line_selects_a_source(self):
        self.assert_passes(self.ztest("CONFIG_FOO=y"), "CC kernel/sched/foo.c", "foo 7")
        self.assert_passes(self.ztest(), "foo 0")
        self.assert_passes(self.ztest("CONFIG_FOO=n"), "foo 0")

    def test_wrong_setting_on_the_command_line_stops(self):
        self.assert_fails(self.ztest("CONFIG_FOP=y"), "CONFIG_FOP")

    def test_new_and_removed_files_are_noticed(self):
        self.ztest()
        write(self.path("kernel/extra.c"), "int extra(void);\n\nint extra(void)\n{\n\treturn 1;\n}\n")
        self.assertEqual(steps(self.ztest()), ["AR libkernel.a", "CC kernel/extra.c", "LD suite.elf"])
        os.unlink(self.path("kernel/extra.c"))
        self.assertEqual(steps(self.ztest()), ["AR libkernel.a", "LD suite.elf"])

    def test_suites_with_equal_settings_share_a_kernel(self):
        self.ztest()
        write(self.path("other/prj.conf"), "CONFIG_DEPTH=5\n")
        write(self.path("other/src/main.c"), read(self.path("suite/src/main.c")))
        done = self.make("-j1", "ztest", "SUITE=other")
        self.assertEqual(steps(done), ["CC other/src/main.c", "KCONFIG .config", "LD suite.elf"])

    def test_variants_have_directories_of_their_own(self):
        self.ztest()
        self.assert_passes(self.ztest("CC=clang", "SANITIZE=address,undefined"), "depth 5")
        self.assertEqual(sorted(os.listdir(self.path("build"))), ["native", "native-clang-address-undefined"])

    def test_flags_on_the_command_line_rebuild(self):
        self.ztest()
        self.assertIn("CC kernel/core.c", steps(self.ztest("EXTRA_CFLAGS=-DNOTHING")))

    def test_warning_is_an_error(self):
        write(self.path("kernel/core.c"), "static int unused(void)\n{\n\treturn 1;\n}\n")
        self.assert_fails(self.ztest(), "-Werror")

    def test_scenario_adds_settings(self):
        write(self.path("suite/deep.conf"), "CONFIG_DEPTH=8\n")
        self.assert_passes(self.ztest("SCENARIO=deep"), "depth 8")
        self.assert_fails(self.ztest("SCENARIO=none"), "No scenario 'none'")

    def test_failing_program_fails_the_build(self):
        write(self.path("suite/src/main.c"), "int main(void);\n\nint main(void)\n{\n\treturn 3;\n}\n")
        self.assert_fails(self.ztest())

    def test_endless_program_is_ended(self):
        write(self.path("suite/src/main.c"), "int main(void);\n\nint main(void)\n{\n\tfor (;;) {\n\t}\n}\n")
        self.assert_fails(self.ztest("TIMEOUT=1"), "still running after 1 s")

    def test_mistaken_arguments_are_explained(self):
        self.assert_fails(self.make("ztest"), "Say which suite")
        self.assert_fails(self.make("ztest", "SUITE=nowhere"), "No directory 'nowhere'")
        self.assert_fails(self.make("ztest", "SUITE=kernel"), "has no src/*.c")
        self.assert_fails(self.ztest("BOARD=none"), "No board 'none'", "native")

    def write_lamp(self):
        """A board of a user's own, outside of the tree, with a file in C."""
        shutil.copytree(self.path("boards/native"), self.path("mine/boards/lamp"))
        write(self.path("mine/boards/lamp/Kconfig"), "config BOARD_LAMP\n\tdef_bool y\n\tselect ARCH_POSIX\n")
        write(self.path("mine/boards/lamp/board.conf"), "CONFIG_DEPTH=9\n")
        write(self.path("mine/boards/lamp/lamp.c"), "int lamp(void);\n\nint lamp(void)\n{\n\treturn 1;\n}\n")
        write(self.path("suite/prj.conf"), "")

    def test_board_outside_of_the_tree(self):
        self.write_lamp()
        done = self.ztest("BOARD=lamp", "BOARD_ROOT=mine")
        self.assert_passes(done, "depth 9", "mine/boards/lamp/lamp.c")
        self.assertIn("#define CONFIG_BOARD_LAMP 1", read(self.path("build/lamp/ztest/suite/autoconf.h")))
        self.assertEqual(steps(self.ztest("BOARD=lamp", f"BOARD_ROOT={self.path('mine')}")), [])
        self.assert_passes(self.ztest("BOARD=native", "BOARD_ROOT=mine"), "depth 3")

    def test_incomplete_board_says_what_it_lacks(self):
        self.write_lamp()
        self.assert_fails(self.ztest("BOARD=lamp"), "No board 'lamp'. BOARD= may be: native.")
        self.assert_fails(self.ztest("BOARD=lump", "BOARD_ROOT=mine"), "No board 'lump'. BOARD= may be: lamp native",
                          f"Looked for '{self.path('mine/boards/lump')}' too")
        for name in ("Kconfig", "board.conf", "board.mk"):
            os.unlink(self.path("mine/boards/lamp", name))
            self.assert_fails(self.ztest("BOARD=lamp", "BOARD_ROOT=mine"), f"'{self.path('mine/boards/lamp')}' is no directory",
                              "lacks board.mk" if name == "board.mk" else name, "docs/porting.md")

    def test_clean_keeps_the_fetched_source(self):
        self.ztest()
        write(self.path("build/micropython/x"), "")
        self.assert_passes(self.make("clean"))
        self.assertEqual(glob.glob(self.path("build/*")), [self.path("build/micropython")])
        self.assert_passes(self.make("distclean"))
        self.assertFalse(os.path.exists(self.path("build")))

    def test_help_lists_the_targets(self):
        done = self.make()
        self.assert_passes(done)
        for target in ("run", "repl", "test", "check", "ztest", "menuconfig", "clean"):
            self.assertIn(f"make {target} ", done.text + " ")


if __name__ == "__main__":
    unittest.main()
