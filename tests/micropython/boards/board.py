# SPDX-License-Identifier: MIT
"""What the tests of a board's firmware share: running a script in QEMU, and talking to its prompt.

BOARD names the board; BREEZE_OUT the directory with its firmware, if that is not build/BOARD.
"""

import os
import select
import shlex
import socket
import subprocess
import sys
import textwrap
import time
import unittest

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
BOARD = os.environ.get("BOARD") or "mps2_an386"
OUT = os.path.abspath(os.environ.get("BREEZE_OUT") or os.path.join(TOP, "build", BOARD))
PROGRAM = os.path.join(OUT, "breeze")
LIMIT = 180

sys.dont_write_bytecode = True

if not os.access(PROGRAM, os.X_OK):
    sys.exit(f"there is no program {PROGRAM}: build it with `make firmware BOARD={BOARD}`")


def run(*args):
    """Runs the program to its end; the result has returncode and stdout, as text."""
    result = subprocess.run([PROGRAM, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
    result.stdout = result.stdout.decode().replace("\r\n", "\n")
    return result


class ScriptCase(unittest.TestCase):
    def run_script(self, script, status=0):
        """Runs the script, checks its exit status and returns what it printed."""
        result = run("-c", textwrap.dedent(script))
        self.assertEqual(result.returncode, status, result.stdout)
        return result.stdout


def terminal_command(serial="stdio"):
    """QEMU with the firmware, in real time, its console where @serial says."""
    command = subprocess.run(["make", "-s", "-C", TOP, "terminal-command", f"BOARD={BOARD}", f"BUILD={OUT}", f"QEMU_SERIAL={serial}"],
                             stdout=subprocess.PIPE, text=True, check=True)
    return shlex.split(command.stdout)


class Prompt:
    """The firmware in QEMU with nothing to run; for use in a `with` statement."""

    def __init__(self, command=None):
        self.start = command or terminal_command()

    def __enter__(self):
        self.line, theirs = socket.socketpair()
        self.process = subprocess.Popen(self.start, stdin=theirs, stdout=theirs)
        theirs.close()
        self.seen = ""
        self.wait_for(">>> ")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(LIMIT)
        self.line.close()

    def send(self, text):
        self.line.sendall(text.encode())

    def wait_for(self, text):
        """Returns what came before the text."""
        end = time.monotonic() + LIMIT
        while text not in self.seen:
            if not select.select([self.line], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no {text!r} in {LIMIT} s, but {self.seen!r}")
            self.seen += self.line.recv(4096).decode(errors="replace")
        before, self.seen = self.seen.split(text, 1)
        return before

    def command(self, line):
        """Runs a line at the prompt and returns what it printed."""
        self.send(line + "\r")
        self.wait_for(line)
        return self.wait_for(">>> ").replace("\r\n", "\n").strip()

    def soft_reset(self):
        self.send("\x04")
        self.wait_for("soft reboot")
        self.wait_for(">>> ")

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
