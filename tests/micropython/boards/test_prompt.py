# SPDX-License-Identifier: MIT
"""The firmware at its prompt: Ctrl-C, soft reset, machine, idling."""

import time
import unittest

from board import BOARD, Prompt

# What a soft reset has to end: a thread that computes, one that sleeps, one that waits, one in the collector.
BUSY = ("import _thread, gc, time; l = _thread.allocate_lock(); l.acquire(); "
        "fs = [lambda: exec('while True: pass'), lambda: time.sleep(1000), lambda: l.acquire(), "
        "lambda: exec('while True: gc.collect()')]; [_thread.start_new_thread(f, ()) for f in fs]; "
        "time.sleep(0.05); _thread._count()")
# Fits into the console's buffer.
AHEAD = "0123456789" * (50 if BOARD == "netduinoplus2" else 400)
FREE = "import gc; gc.collect(); gc.collect(); gc.mem_free()"


class AtPrompt(unittest.TestCase):
    def setUp(self):
        self.prompt = Prompt()
        self.prompt.__enter__()
        self.addCleanup(self.prompt.__exit__)

    def interrupt(self, line):
        """Ctrl-C after the line has begun to run; it has to end by that."""
        self.prompt.send(line + "\r")
        self.prompt.wait_for("running")
        self.prompt.send("\x03")
        self.assertIn("KeyboardInterrupt", self.prompt.wait_for(">>> "))

    def test_arithmetic(self):
        self.assertEqual(self.prompt.command("6 * 7"), "42")

    def test_ctrl_c(self):
        for what in ('exec("while True: pass")', "time.sleep(1000)", "(l.acquire(), l.acquire())", "sys.stdin.read(1)"):
            with self.subTest(what):
                self.interrupt(f"import sys, time, _thread; l = _thread.allocate_lock(); print('run' + 'ning'); {what}")

    def test_ctrl_c_beside_busy_threads(self):
        self.prompt.command(BUSY)
        self.interrupt("print('run' + 'ning'); time.sleep(1000)")

    def test_soft_reset_ends_all_threads_and_leaks_nothing(self):
        self.prompt.soft_reset()
        free = self.prompt.command(FREE)
        for _ in range(10):
            self.assertTrue(self.prompt.command(BUSY).endswith("4"))
            self.prompt.soft_reset()
        self.assertEqual(self.prompt.command("import _thread; _thread._count()"), "0")
        self.prompt.soft_reset()
        self.assertEqual(self.prompt.command(FREE), free)

    def test_soft_reset_forgets_priority_and_stack_size(self):
        self.prompt.command("import _thread; _thread.set_priority(None, 3); _thread.stack_size(8192)")
        self.prompt.soft_reset()
        # At the prompt main goes before all others; it is at its own priority once it has waited.
        self.assertEqual(self.prompt.command("import _thread, time; time.sleep(0.01); _thread.get_priority()"), "7")
        self.assertEqual(self.prompt.command("_thread.stack_size()"), "0")

    def test_reset_starts_afresh(self):
        self.prompt.command("here = 1")
        self.prompt.send("import machine; machine.reset()\r")
        self.prompt.wait_for("MicroPython v")
        self.prompt.wait_for(">>> ")
        self.assertIn("NameError", self.prompt.command("here"))

    def test_input_wakes_a_thread_that_polls_for_it(self):
        """At once: the poll has no other end."""
        self.prompt.send("import _thread, select, sys, time\r")
        self.prompt.command("def look(): p = select.poll(); p.register(sys.stdin, 1); print('polls'); p.poll(); print('in' + 'put')\r\n")
        self.prompt.send("_thread.start_new_thread(look, ()); time.sleep(1000)\r")
        self.prompt.wait_for("polls\r\n")
        self.prompt.send("x")
        self.prompt.wait_for("input")
        self.prompt.send("\x03")
        self.prompt.wait_for(">>> ")

    def test_input_waits_until_it_is_read(self):
        """As much as the buffer holds, at any speed, beside eight threads that compute."""
        self.prompt.send("import _thread, sys, time\r")
        self.prompt.command("def spin(): exec('while True: pass')\r\n")
        self.prompt.send("[_thread.start_new_thread(spin, ()) for _ in range(8)]; print('read' + 'y'); time.sleep(1); "
                         f"text = sys.stdin.read({len(AHEAD)}); print('got', len(text), text[:10] * (len(text) // 10) == text)\r")
        self.prompt.wait_for("ready\r\n")
        self.prompt.send(AHEAD)
        self.assertEqual(self.prompt.wait_for("\r\n"), f"got {len(AHEAD)} True")

    def test_need_14_idle_takes_no_time_of_the_host(self):
        before = self.prompt.cpu_seconds()
        time.sleep(3)
        self.assertLess(self.prompt.cpu_seconds() - before, 0.3)


if __name__ == "__main__":
    unittest.main()
