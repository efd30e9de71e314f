# SPDX-License-Identifier: MIT
"""The examples of docs/python.md print what the page says; BOARD runs them on a board."""

import os
import re
import subprocess
import unittest

from test_library import CLOCKS, PROGRAM, TOP

PAGE = os.path.join(TOP, "docs", "python.md")
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n(?:```\n(.*?)^```\n)?", re.DOTALL | re.MULTILINE)
LIMIT = 60


class Guide(unittest.TestCase):
    def test_examples_print_what_the_page_says(self):
        with open(PAGE, encoding="utf-8") as file:
            examples = EXAMPLE.findall(file.read())
        self.assertGreater(len(examples), 5)
        for script, expected in examples:
            self.assertTrue(expected, f"no output is given for\n{script}")
            for clock in CLOCKS:
                with self.subTest(script=script, clock=clock):
                    result = subprocess.run([PROGRAM, *clock, "-c", script], stdin=subprocess.DEVNULL, timeout=LIMIT,
                                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
                    self.assertEqual(result.stdout.decode().replace("\r\n", "\n"), expected)
                    self.assertEqual(result.returncode, 0)


if __name__ == "__main__":
    unittest.main()
