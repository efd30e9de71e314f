# SPDX-License-Identifier: MIT
"""The program as a board (--pty): raw REPL, raw paste, Ctrl-C, soft and hard reset, mpremote."""

import os
import subprocess
import tempfile
import unittest

from program import LIMIT, MPY, Board


class RawReplTests(unittest.TestCase):
    def setUp(self):
        self.board = Board()
        self.enterContext(self.board)
        self.line = self.board.connect()
        self.addCleanup(self.line.close)
        self.line.enter_raw_repl()

    def test_code_runs_and_errors_come_back(self):
        self.assertEqual(self.line.exec_("print(1 + 1)"), b"2\r\n")
        output, error = self.line.exec_raw("print(3)\n1/0")
        self.assertEqual(output, b"3\r\n")
        self.assertIn(b"ZeroDivisionError", error)

    def test_raw_paste_takes_much_more_than_a_buffer(self):
        code = "total = 0\n" + "total += 1\n" * 8000 + "print(total)"
        self.assertEqual(self.line.exec_(code), b"8000\r\n")
        self.assertTrue(self.line.use_raw_paste)

    def test_ctrl_c_interrupts_code(self):
        for code in ("while True: pass", "import time; time.sleep(100000)", "import sys; sys.stdin.read(1)"):
            with self.subTest(code):
                self.line.exec_raw_no_follow("print('running')\n" + code)
                self.line.read_until(1, b"running\r\n")
                self.line.serial.write(b"\x03")
                self.assertIn(b"KeyboardInterrupt", self.line.follow(LIMIT)[1])

    def test_no_byte_sent_while_code_runs_is_lost(self):
        # Ctrl-C and Ctrl-T are the terminal's, unless the program asks for them.
        for setup, kept in (("", [b for b in range(256) if b not in (3, 20)]), ("micropython.kbd_intr(-1)", list(range(256)))):
            with self.subTest(setup):
                data = bytes(kept) * 30
                self.line.exec_raw_no_follow(
                    f"import micropython, sys, time\n{setup}\nprint('ready')\ntime.sleep(0.3)\n"
                    f"data = sys.stdin.buffer.read({len(data)})\nprint(data == bytes({kept}) * 30)")
                self.line.read_until(1, b"ready\r\n")
                self.line.serial.write(data)
                self.assertEqual(self.line.follow(LIMIT), (b"True\r\n", b""))

    def test_text_input_ends_lines_at_enter(self):
        self.line.exec_raw_no_follow("import sys\nprint([sys.stdin.readline()])")
        self.line.serial.write(b"hello\r")
        self.assertEqual(self.line.follow(LIMIT), (b"['hello\\n']\r\n", b""))

    def test_poll_sees_input_that_was_received_before(self):
        self.line.exec_raw_no_follow(
            "import select, sys, time\ntime.sleep(0.2)\np = select.poll(); p.register(sys.stdin, select.POLLIN)\n"
            "print(len(p.poll(5000)), sys.stdin.read(1), len(p.poll(0)))")
        self.line.serial.write(b"x")
        self.assertEqual(self.line.follow(LIMIT), (b"1 x 0\r\n", b""))

    def test_soft_resets_forget_everything(self):
        for _ in range(20):
            self.line.exec_("kept = bytearray(100000)")
            self.line.enter_raw_repl()
            self.assertIn(b"NameError", self.line.exec_raw("kept")[1])

    def test_system_exit_is_a_soft_reset(self):
        self.line.exec_raw_no_follow("kept = 1\nraise SystemExit")
        self.line.read_until(1, b"soft reboot\r\n", timeout=LIMIT)
        self.line.read_until(1, b"raw REPL; CTRL-B to exit\r\n", timeout=LIMIT)
        self.assertIn(b"NameError", self.line.exec_raw("kept")[1])

    def test_reset_starts_again_on_the_same_line(self):
        self.line.exec_raw_no_follow("import machine; machine.reset()")
        self.line.read_until(1, b">>> ", timeout=LIMIT)
        self.line.enter_raw_repl()
        self.assertEqual(self.line.exec_("import machine; print(machine.reset_cause() == machine.HARD_RESET)"),
                         b"True\r\n")


class MpremoteTests(unittest.TestCase):
    def setUp(self):
        self.board = Board()
        self.enterContext(self.board)
        self.directory = self.enterContext(tempfile.TemporaryDirectory())

    def mpremote(self, *args):
        environment = dict(os.environ, PYTHONPATH=os.path.join(MPY, "tools", "mpremote"), PYTHONDONTWRITEBYTECODE="1")
        command = ["/usr/bin/python3", "-m", "mpremote", "connect", self.board.device, *args]
        result = subprocess.run(command, env=environment, capture_output=True, timeout=LIMIT, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout

    def test_exec_and_eval(self):
        self.assertEqual(self.mpremote("exec", "print('hi')"), b"hi\r\n")
        self.assertEqual(self.mpremote("eval", "6 * 7"), b"42\r\n")

    def test_files_copy_there_and_back_unchanged(self):
        here, there, back = (os.path.join(self.directory, name) for name in ("here", "there", "back"))
        data = os.urandom(70000)
        with open(here, "wb") as file:
            file.write(data)
        self.mpremote("fs", "cp", here, ":" + there)
        self.mpremote("fs", "cp", ":" + there, back)
        for path in (there, back):
            with open(path, "rb") as file:
                self.assertEqual(file.read(), data)

    def test_reset_then_exec(self):
        self.mpremote("reset")
        self.assertEqual(self.mpremote("exec", "print(5)"), b"5\r\n")

    def test_directory_of_the_host_mounts(self):
        with open(os.path.join(self.directory, "remote_module.py"), "w", encoding="utf-8") as file:
            file.write("value = 'over the line'\n")
        output = self.mpremote("mount", self.directory, "exec", "import remote_module; print(remote_module.value)")
        self.assertIn(b"over the line", output)


if __name__ == "__main__":
    unittest.main()
