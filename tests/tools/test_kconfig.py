# SPDX-License-Identifier: MIT
"""Settings: what is accepted, what stops the build and what the generated files say."""

import os
import unittest

from support import PYTHON, TreeCase, read, run, write

BOARD = {"BOARD": "native", "BOARD_HOME": "boards/native", "HOST_ISA": "x86_64"}


class Kconfig(TreeCase):
    def configure(self, *fragments):
        paths = []
        for number, text in enumerate(fragments):
            paths.append(self.path(f"fragment{number}.conf"))
            write(paths[-1], text)
        return run([PYTHON, "tools/kconfig.py", "build", "--out", self.path("out"), *paths], self.dir, BOARD)

    def autoconf(self, *fragments):
        self.assert_passes(self.configure(*fragments))
        return read(self.path("out/autoconf.h"))

    def test_set_symbols_are_defined_and_unset_ones_are_not(self):
        header = self.autoconf("CONFIG_FOO=y\nCONFIG_LABEL=\"a \\\"b\\\"\"\n")
        self.assertIn("#define CONFIG_FOO 1\n", header)
        self.assertIn("#define CONFIG_DEPTH 3\n", header)
        self.assertIn('#define CONFIG_LABEL "a \\"b\\""\n', header)
        self.assertNotIn("CONFIG_BAR", header)

    def test_later_fragment_wins(self):
        self.assertIn("CONFIG_DEPTH 9", self.autoconf("CONFIG_DEPTH=2\n", "CONFIG_DEPTH=9\n"))

    def test_later_fragment_unsets(self):
        header = self.autoconf("CONFIG_DEPTH=2\nCONFIG_FOO=y\n", "# CONFIG_DEPTH is not set\n# CONFIG_FOO is not set\n")
        self.assertIn("CONFIG_DEPTH 3", header)
        self.assertNotIn("CONFIG_FOO", header)

    def test_identical_result_is_not_rewritten(self):
        self.autoconf("CONFIG_FOO=y\n")
        os.utime(self.path("out/autoconf.h"), (1, 1))
        self.autoconf("# a remark\nCONFIG_FOO=y\n")
        self.assertEqual(os.stat(self.path("out/autoconf.h")).st_mtime, 1)

    def test_unknown_symbol_is_named_with_a_near_one(self):
        self.assert_fails(self.configure("CONFIG_FORCE=y\n"), "fragment0.conf:1", "CONFIG_FORCE", "CONFIG_FORCER")

    def test_malformed_line_stops(self):
        self.assert_fails(self.configure("CONFIG_FOO=y\nFOO y\n"), "fragment0.conf:2", "FOO y")

    def test_contradiction_in_one_file_stops(self):
        self.assert_fails(self.configure("CONFIG_FOO=y\nCONFIG_FOO=n\n"), "fragment0.conf:2", "contradicts")

    def test_unmet_dependency_stops(self):
        self.assert_fails(self.configure("CONFIG_BAR=y\n"), "CONFIG_BAR=y has no effect", "CONFIG_FOO")

    def test_value_out_of_range_stops(self):
        self.assert_fails(self.configure("CONFIG_DEPTH=11\n"), "between 1 and 10")

    def test_wrong_type_stops(self):
        self.assert_fails(self.configure("CONFIG_FOO=3\n"), "takes y or n")
        self.assert_fails(self.configure("CONFIG_DEPTH=many\n"), "takes a number")
        self.assert_fails(self.configure("CONFIG_LABEL=bare\n"), 'takes a "string"')

    def test_turning_off_a_selected_symbol_stops(self):
        self.assert_fails(self.configure("CONFIG_FORCER=y\nCONFIG_FORCED=n\n"), "selected by", "CONFIG_FORCER")

    def test_two_of_one_choice_stop(self):
        text = "CONFIG_SIZE_OPTIMIZATIONS=y\nCONFIG_DEBUG_OPTIMIZATIONS=y\n"
        self.assert_fails(self.configure(text), "one of a choice")

    def test_symbol_without_prompt_stops(self):
        self.assert_fails(self.configure("CONFIG_HIDDEN=y\n"), "has no prompt")

    def test_mistake_in_a_kconfig_file_stops(self):
        write(self.path("kernel/Kconfig"), "config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool\n\tdepends on C\n"
              "config C\n\tbool\n")
        self.assert_fails(self.configure("CONFIG_A=y\n"), "direct dependencies C with value n")

    def test_menu_without_a_terminal_says_what_to_do_instead(self):
        done = run([PYTHON, "tools/kconfig.py", "menuconfig", "--save", self.path("local/native.conf")], self.dir, BOARD)
        self.assert_fails(done, "needs a terminal", "local/native.conf")
        self.assertNotIn("Traceback", done.text)
        self.assertFalse(os.path.exists(self.path("local/native.conf")))

    def test_nothing_is_written_on_error(self):
        self.assert_fails(self.configure("CONFIG_NONE=y\n"))
        self.assertFalse(os.path.exists(self.path("out")))


if __name__ == "__main__":
    unittest.main()
