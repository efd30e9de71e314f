# SPDX-License-Identifier: MIT
"""Need 1, no corruption: MicroPython's own tests of threads, again and again, with collections forced on the way.

TIMES says how often on each clock of the desk, or on a board in QEMU (BOARD); each time collections come at others of the
allocations, so that a virtual clock shows another interleaving.
"""

import os
import re
import subprocess
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
RUN = os.path.join(os.path.dirname(HERE), "run_upstream")
BOARD = os.environ.get("BOARD")
TIMES = int(os.environ.get("TIMES") or 1)
LIMIT = 600  # seconds, for one time


def threshold(number):
    """Bytes between collections: from a few objects to a few hundred."""
    return 256 + 97 * number % 6000


class NoCorruption(unittest.TestCase):
    def run_all(self, *options):
        for number in range(TIMES):
            command = [RUN, *options, "--collect", str(threshold(number)), "thread"]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  timeout=LIMIT, check=False)
            text = f"time {number + 1}: {' '.join(command)}\n{done.stdout}"
            self.assertEqual(done.returncode, 0, text)
            self.assertRegex(done.stdout, re.compile(r"^[1-9]\d* passed, 0 failed, \d+ skipped$", re.MULTILINE), text)

    @unittest.skipIf(BOARD, "for the desk")
    def test_need_1_no_corruption_on_the_real_clock(self):
        self.run_all("--clock", "real")

    @unittest.skipIf(BOARD, "for the desk")
    def test_need_1_no_corruption_on_the_virtual_clock(self):
        self.run_all("--clock", "virtual")

    @unittest.skipUnless(BOARD, "for boards")
    def test_need_1_no_corruption_on_a_board(self):
        self.run_all("--qemu", BOARD)


if __name__ == "__main__":
    unittest.main()
