# SPDX-License-Identifier: MIT
"""tools/flash_board with a pretended flash tool: what it says when a board cannot be programmed."""

import os
import unittest

from support import TOOLS, TOP, Case, run, write

TOOL = """#!/bin/bash
echo "arguments: $*"
cat "$STATE/words"
exit "$(cat "$STATE/status")"
"""


class Flash(Case):
    def setUp(self):
        super().setUp()
        write(self.path("bin/probe"), TOOL)
        os.chmod(self.path("bin/probe"), 0o755)

    def flash(self, status, words=""):
        write(self.path("status"), str(status))
        write(self.path("words"), words)
        return run([os.path.join(TOOLS, "flash_board"), "probe", "-c", "program x.hex"], self.path(""),
                   {"PATH": self.path("bin") + ":" + os.environ["PATH"], "STATE": self.path("")})

    def test_passes_arguments_and_words_on(self):
        done = self.flash(0, "** Verified OK **\n")
        self.assertEqual((done.returncode, done.text), (0, "arguments: -c program x.hex\n** Verified OK **\n"))

    def test_no_board(self):
        done = self.flash(1, "Error: open failed\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no board was found. Connect the USB port", done.text)

    def test_other_failure(self):
        done = self.flash(3, "Error: verify failed\n")
        self.assertEqual(done.returncode, 3)
        self.assertIn("failed with status 3", done.text)

    def test_no_tool(self):
        done = run([os.path.join(TOOLS, "flash_board"), "no-such-tool"], self.path(""))
        self.assertEqual(done.returncode, 1)
        self.assertIn("no-such-tool is not installed. Install it: apt-get install no-such-tool", done.text)

    def test_board_without_a_tool_is_refused_before_anything_is_built(self):
        done = run(["make", "-s", "flash", "BOARD=native", f"O={self.path('out')}"], TOP)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("BOARD= may be: nucleo_f429zi", done.text)
        self.assertFalse(os.path.exists(self.path("out")))


if __name__ == "__main__":
    unittest.main()
