# SPDX-License-Identifier: MIT
"""Runs the scripts on_device_*.py in the program on virtual time, or on a board in QEMU (BOARD); POSTS is how many posts from interrupts."""

import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "library"))

from test_library import BOARD, PROGRAM  # noqa: E402

LIMIT = 1700


class Needs(unittest.TestCase):
    def run_script(self, name):
        clock = [] if BOARD else ["--clock=virtual"]
        result = subprocess.run([PROGRAM, *clock, os.path.join(HERE, f"on_device_{name}.py"), os.environ.get("POSTS") or "5000"],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
        text = result.stdout.decode(errors="replace")
        self.assertEqual(result.returncode, 0, text)
        self.assertRegex(text, r"Ran \d+ tests\s+OK\s*$")

    def test_needs(self):
        self.run_script("needs")

    def test_schedule(self):
        self.run_script("schedule")


if __name__ == "__main__":
    unittest.main()
