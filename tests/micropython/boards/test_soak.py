# SPDX-License-Identifier: MIT
"""Minutes of virtual time with everything that threads do, twice: the same to the byte. MINUTES says how many."""

import os
import re
import subprocess
import unittest

from board import BOARD, PROGRAM

MINUTES = int(os.environ.get("MINUTES") or 1)
FOLDER = os.path.dirname(os.path.abspath(__file__))
# Only against hanging.
LIMIT = 120 + 60 * MINUTES


def soak(script="soak.py"):
    done = subprocess.run([PROGRAM, os.path.join(FOLDER, script), str(MINUTES)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
    return done.returncode, done.stdout.decode().replace("\r\n", "\n")


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


class SoftResets(unittest.TestCase):
    def test_soft_resets_lose_nothing_and_two_runs_are_the_same_to_the_byte(self):
        status, first = soak("soak_resets.py")
        self.assertEqual(status, 0, first[-2000:])
        begun = re.findall(r"^(\d+) (\d+) (\d+) (\d+)$", first, re.MULTILINE)
        self.assertEqual([int(number) for number, *_ in begun], list(range(len(begun))))
        self.assertGreaterEqual(len(begun), 5 * MINUTES, "sessions")
        self.assertGreaterEqual(int(begun[-1][1]), MINUTES * 60_000_000, "microseconds")
        self.assertEqual(len({(free, threads) for _, _, free, threads in begun[1:]}), 1, "as after the first reset")
        room = re.findall(r"^room: (\d+)$", first, re.MULTILINE)
        self.assertEqual(len(room), 2, first[-2000:])
        self.assertEqual(room[0], room[1], "threads that fit")
        kinds, done = (set(re.findall(rf"'([a-z ]+)', {count}", first)) for count in (r"\d", "[1-9]"))
        self.assertTrue(kinds == done or MINUTES < 10, f"each kind of work was done: {kinds - done}")
        self.assertEqual(soak("soak_resets.py"), (status, first))


if __name__ == "__main__":
    unittest.main()
