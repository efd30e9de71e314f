# SPDX-License-Identifier: MIT
"""examples/demo.py, which `make run` shows."""

import os
import re
import unittest

from program import TOP, run

DEMO = os.path.join(TOP, "examples", "demo.py")


class DemoTests(unittest.TestCase):
    def show(self, *options):
        result = run(*options, DEMO)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        return result.stdout

    def test_virtual_clock_gives_the_same_bytes_at_every_run(self):
        first = self.show("--clock=virtual")
        self.assertIn("240 of 240 numbers, 10 primes", first)
        self.assertEqual(first, self.show("--clock=virtual"))

    def test_all_scenes_end_on_the_real_clock(self):
        shown = self.show("--clock=real")
        self.assertIn("240 of 240 numbers, 10 primes", shown)
        self.assertEqual(len(re.findall(r"\S+ +full +oooooo$", shown, re.M)), 5, shown)
        self.assertIn("threads created                     18", shown)

    def test_better_priority_makes_the_beat_exact_on_the_virtual_clock(self):
        late = re.findall(r"late by +([\d.]+) ms on average", self.show("--clock=virtual"))
        self.assertEqual(len(late), 2)
        self.assertLess(float(late[1]), float(late[0]) / 5)


if __name__ == "__main__":
    unittest.main()
