# SPDX-License-Identifier: MIT
"""Modules threading, queue and concurrent.futures: the scripts beside this one, in the program or on a board.

BREEZE names the program, as elsewhere; BOARD a board, whose firmware runs in QEMU instead.
"""

import glob
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
BOARD = os.environ.get("BOARD")
DEFAULT = os.path.join(TOP, "build", BOARD or "native", "breeze")
PROGRAM = os.path.abspath(DEFAULT if BOARD else os.environ.get("BREEZE") or DEFAULT)
CLOCKS = ([],) if BOARD else (["--clock=real"], ["--clock=virtual"])
LIMIT = 240

if not os.access(PROGRAM, os.X_OK):
    sys.exit(f"there is no program {PROGRAM}: build it with `make breeze` or `make firmware BOARD={BOARD}`")


def is_sanitized():
    with open(PROGRAM, "rb") as binary:
        return not BOARD and b"__asan_init" in binary.read()


class Library(unittest.TestCase):
    def run_script(self, name, *options):
        if name.endswith("_memory.py") and is_sanitized():
            self.skipTest("the larger frames of sanitized code keep what is no longer used from the collector")
        for clock in CLOCKS:
            with self.subTest(script=name, clock=clock):
                result = subprocess.run([PROGRAM, *clock, *options, os.path.join(HERE, name)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
                text = result.stdout.decode(errors="replace")
                self.assertEqual(result.returncode, 0, text)
                self.assertRegex(text, r"Ran \d+ tests\s+OK( \(skipped=\d+\))?\s*$")


def add(path, *options):
    name = os.path.basename(path)
    setattr(Library, "test_" + name[:-len(".py")], lambda self: self.run_script(name, *options))


for script in sorted(glob.glob(os.path.join(HERE, "on_device_*.py"))):
    add(script)
if not BOARD:
    for script in sorted(glob.glob(os.path.join(HERE, "on_host_*.py"))):
        add(script, "-X", "heapsize=128k")

if __name__ == "__main__":
    unittest.main()
