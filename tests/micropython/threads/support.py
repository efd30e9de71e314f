# SPDX-License-Identifier: MIT
"""What the tests of Python threads share: running scripts on both clocks, Ctrl-C at a known moment."""

import os
import select
import signal
import subprocess
import sys
import textwrap
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from program import LIMIT, PROGRAM, is_sanitized, run, start  # noqa: E402

CLOCKS = ("real", "virtual")
NOT_SANITIZED = unittest.skipIf(is_sanitized(), "sanitizers take memory and stack of their own")

# Names that many scripts need.
PRELUDE = "import _thread, gc, sys, time\n"


def source(script):
    return PRELUDE + textwrap.dedent(script)


class ScriptCase(unittest.TestCase):
    def run_script(self, script, *args, clock="virtual", status=0, heap="8m", **options):
        """Runs the script and checks its exit status; the result has stdout and stderr."""
        result = run(f"--clock={clock}", "-X", f"heapsize={heap}", "-c", source(script), *args, **options)
        self.assertEqual(result.returncode, status, f"{clock} clock\n{result.stdout}{result.stderr}")
        return result

    def assert_prints(self, script, *lines, clocks=CLOCKS, **options):
        """The script prints these lines and no error, on each clock."""
        for clock in clocks:
            with self.subTest(clock=clock):
                result = self.run_script(script, clock=clock, **options)
                self.assertEqual(result.stdout.splitlines(), list(lines), result.stderr)
                self.assertEqual(result.stderr, "")


class Talk:
    """A script that runs while the test talks to it; for use in a `with` statement."""

    def __init__(self, script, *args, clock="real", env=None):
        self.process = start(f"--clock={clock}", "-c", source(script), *args, stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(os.environ, **(env or {})))
        self.seen = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(LIMIT)
        self.process.stdin.close()
        self.process.stdout.close()

    def read_until(self, text):
        """What is printed up to and with the text; fails when the program ends or is silent for too long."""
        end = time.monotonic() + LIMIT
        while text not in self.seen:
            if not select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no {text!r} in {self.seen!r}")
            got = os.read(self.process.stdout.fileno(), 65536)
            if not got:
                raise AssertionError(f"ended without {text!r}: {self.seen!r}")
            self.seen += got
        found, _, self.seen = self.seen.partition(text)
        return found + text

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)

    def finish(self):
        """The exit status, and the rest of the output; standard input stays open until then."""
        while True:
            if not select.select([self.process.stdout], [], [], LIMIT)[0]:
                raise AssertionError(f"neither end nor output after {self.seen!r}")
            got = os.read(self.process.stdout.fileno(), 65536)
            if not got:
                return self.process.wait(LIMIT), self.seen.decode()
            self.seen += got
