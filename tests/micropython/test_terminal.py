# SPDX-License-Identifier: MIT
"""The program at a terminal: the REPL, the terminal's state afterwards, raw REPL on standard input."""

import os
import pty
import select
import signal
import subprocess
import tempfile
import termios
import time
import unittest

from program import LIMIT, start


class Terminal:
    """The program with a terminal of its own; what() returns what it has printed up to a text."""

    def __init__(self, *args, home="/nonexistent"):
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        self.process = start(*args, stdin=self.slave, stdout=self.slave, stderr=self.slave,
                             env=dict(os.environ, HOME=home))
        self.seen = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(LIMIT)
        os.close(self.master)
        os.close(self.slave)

    def send(self, text):
        os.write(self.master, text)

    def read_until(self, text):
        end = time.monotonic() + LIMIT
        while text not in self.seen:
            if not select.select([self.master], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no {text!r} in {self.seen!r}")
            self.seen += os.read(self.master, 4096)
        found, _, self.seen = self.seen.partition(text)
        return found + text

    def ask(self, line):
        """Types a line at the prompt; what was printed before the next prompt."""
        self.send(line + b"\r")
        self.read_until(b"\r\n")
        return self.read_until(b">>> ")[:-4]

    def state(self):
        return termios.tcgetattr(self.slave)


class ReplTests(unittest.TestCase):
    def test_statements_run_and_ctrl_d_leaves_with_the_terminal_restored(self):
        with Terminal() as terminal:
            terminal.read_until(b">>> ")
            self.assertEqual(terminal.ask(b"1 + 2"), b"3\r\n")
            self.assertIn(b"NameError", terminal.ask(b"boom"))
            terminal.send(b"\x04")
            self.assertEqual(terminal.process.wait(LIMIT), 0)
            self.assertEqual(terminal.state(), terminal.before)

    def test_system_exit_leaves_with_its_status(self):
        with Terminal() as terminal:
            terminal.read_until(b">>> ")
            terminal.send(b"raise SystemExit(5)\r")
            self.assertEqual(terminal.process.wait(LIMIT), 5)
            self.assertEqual(terminal.state(), terminal.before)

    def test_ctrl_c_interrupts_what_runs_and_returns_to_the_prompt(self):
        with Terminal() as terminal:
            terminal.read_until(b">>> ")
            terminal.send(b"print('g' 'o'); exec('while True: pass')\r")
            terminal.read_until(b"go\r\n")
            terminal.process.send_signal(signal.SIGINT)
            self.assertIn(b"KeyboardInterrupt", terminal.read_until(b">>> "))
            self.assertEqual(terminal.ask(b"7"), b"7\r\n")

    def test_ending_signals_restore_the_terminal(self):
        for signo in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            with self.subTest(signo), Terminal() as terminal:
                terminal.read_until(b">>> ")
                terminal.process.send_signal(signo)
                self.assertEqual(terminal.process.wait(LIMIT), -signo)
                self.assertEqual(terminal.state(), terminal.before)

    def test_history_is_kept_between_runs(self):
        with tempfile.TemporaryDirectory() as home:
            with Terminal(home=home) as terminal:
                terminal.read_until(b">>> ")
                terminal.ask(b"111 + 111")
                terminal.send(b"\x04")
                self.assertEqual(terminal.process.wait(LIMIT), 0)
            with Terminal(home=home) as terminal:
                terminal.read_until(b">>> ")
                terminal.send(b"\x1b[A\r")
                self.assertIn(b"222", terminal.read_until(b"222"))

    def test_input_edits_a_line_and_leaves_the_terminal_cooked(self):
        with Terminal("-c", "print([input('? ')])\nprint('then')\ninput()") as terminal:
            terminal.read_until(b"? ")
            terminal.send(b"abx\x7fc\r")
            self.assertIn(b"['abc']", terminal.read_until(b"then"))

    def test_raw_repl_and_back(self):
        with Terminal() as terminal:
            terminal.read_until(b">>> ")
            terminal.send(b"\x01")
            terminal.read_until(b"raw REPL; CTRL-B to exit\r\n>")
            terminal.send(b"print(6 * 7)\nprint('x')\x04")
            self.assertEqual(terminal.read_until(b"\x04>"), b"OK42\r\nx\r\n\x04\x04>")
            # OK comes before the program runs, and Ctrl-C interrupts only a program.
            terminal.send(b"print('running')\nwhile True: pass\x04")
            terminal.read_until(b"OKrunning")
            terminal.send(b"\x03")
            self.assertIn(b"KeyboardInterrupt", terminal.read_until(b"\x04>"))
            terminal.send(b"\x04")
            terminal.read_until(b"soft reboot\r\nraw REPL; CTRL-B to exit\r\n>")
            terminal.send(b"\x02")
            terminal.read_until(b">>> ")
            self.assertEqual(terminal.ask(b"8"), b"8\r\n")
            terminal.send(b"\x04")
            self.assertEqual(terminal.process.wait(LIMIT), 0)
            self.assertEqual(terminal.state(), terminal.before)


class PipeTests(unittest.TestCase):
    def test_raw_repl_ends_with_its_input(self):
        with start("-i", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            output = process.communicate(b"\x01print(40 + 2)\x04\x04print(1)\x04", timeout=LIMIT)[0]
        self.assertIn(b"OK42\r\n\x04\x04>OK\r\nMPY: soft reboot\r\nraw REPL", output)
        self.assertIn(b"OK1\r\n", output)
        self.assertEqual(process.returncode, 0)


if __name__ == "__main__":
    unittest.main()
