# SPDX-License-Identifier: MIT
"""Minutes of virtual time with everything that threads do, twice: the same to the byte. MINUTES says how many."""

import os
import re
import subprocess
import unittest

from board import BOARD, PROGRAM

MINUTES = int(os.environ.get("MINUTES") or 1)
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "soak.py")
# Only against hanging.
LIMIT = 120 + 60 * MINUTES


def soak():
    done = subprocess.run([PROGRAM, SCRIPT, str(MINUTES)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
    return done.returncode, done.stdout.decode()


@unittest.skipIf(BOARD == "netduinoplus2", "its 128 KiB do not hold all threads of the soak at once")
class Soak(unittest.TestCase):
    def test_two_runs_are_the_same_to_the_byte(self):
        status, first = soak()
        self.assertEqual(status, 0, first)
        lines = first.splitlines()
        self.assertEqual(len(lines), MINUTES + 1, first)
        self.assertEqual(lines[-1], "threads left: 0")
        self.assertGreaterEqual(int(lines[-2].split()[1]), MINUTES * 60_000_000, "microseconds")
        done = [int(n) for n in re.findall(r"', (\d+)\)", lines[-2])]
        self.assertTrue(all(done) or MINUTES < 10, "each kind of work was done: " + lines[-2])
        self.assertEqual(soak(), (status, first))

    def test_nothing_is_lost_from_minute_to_minute(self):
        _, text = soak()
        in_use = [int(line.split()[2]) for line in text.splitlines()[:-1]]
        self.assertLess(max(in_use) - min(in_use), 4096, "bytes of heap after a collection")


if __name__ == "__main__":
    unittest.main()
