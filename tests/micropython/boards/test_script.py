# SPDX-License-Identifier: MIT
"""A script that QEMU is given: its output, its arguments, its exit status."""

import unittest

from board import ScriptCase, run


class Status(ScriptCase):
    def test_end_of_script_is_success(self):
        self.assertEqual(self.run_script("print('hello')"), "hello\n")

    def test_exit_status(self):
        self.run_script("import sys; sys.exit(7)", status=7)
        self.run_script("raise SystemExit", status=0)
        self.run_script("raise SystemExit('text')", status=1)

    def test_exception_is_printed_and_fails(self):
        printed = self.run_script("def f():\n    1 / 0\nf()", status=1)
        self.assertIn("ZeroDivisionError", printed)
        self.assertIn("line 2, in f", printed)

    def test_syntax_error_fails(self):
        self.assertIn("SyntaxError", self.run_script("print(", status=1))

    def test_missing_script(self):
        result = run("no/such.py")
        self.assertEqual(result.returncode, 2)
        self.assertIn("cannot open script 'no/such.py'", result.stdout)

    def test_atexit_runs_and_threads_end_with_main(self):
        printed = self.run_script("""
            import _thread, sys, time
            sys.atexit(lambda: print("at exit"))
            _thread.start_new_thread(time.sleep, (1000,))
            print("end")
            """)
        self.assertEqual(printed, "end\nat exit\n")

    def test_large_output_is_complete(self):
        lines = self.run_script("for i in range(2000): print(i, 'x' * 20)").splitlines()
        self.assertEqual(lines, [f"{i} {'x' * 20}" for i in range(2000)])


class Threads(ScriptCase):
    def test_threads_take_turns(self):
        printed = self.run_script("""
            import _thread, time
            counts = [0, 0, 0]
            def count(i):
                while True:
                    counts[i] += 1
            for i in range(3):
                _thread.start_new_thread(count, (i,))
            time.sleep(0.3)
            print(min(counts) * 2 > max(counts))
            """)
        self.assertEqual(printed, "True\n")

    def test_sleep_is_exact(self):
        printed = self.run_script("""
            import time
            for ms in (1, 10, 250):
                start = time.ticks_us()
                time.sleep_ms(ms)
                late = time.ticks_diff(time.ticks_us(), start) - ms * 1000
                print(0 <= late < 1000)
            """)
        self.assertEqual(printed, "True\n" * 3)

    def test_collector_keeps_what_other_threads_hold(self):
        printed = self.run_script("""
            import _thread, gc, time
            done = []
            def hold(n):
                mine = [bytearray([n] * 100), [n, {n: str(n)}], n * 1.5]
                for _ in range(20):
                    time.sleep_ms(1)
                done.append(mine == [bytearray([n] * 100), [n, {n: str(n)}], n * 1.5])
            for n in range(8):
                _thread.start_new_thread(hold, (n,))
            while len(done) < 8:
                gc.collect()
                [bytearray(100) for _ in range(50)]
            print(all(done))
            """)
        self.assertEqual(printed, "True\n")

    def test_stack_overflow_in_python_is_an_exception(self):
        printed = self.run_script("""
            import _thread, time
            def deeper(n):
                return deeper(n + 1) + 1
            def run():
                try:
                    deeper(0)
                except RuntimeError as e:
                    print(e)
            _thread.start_new_thread(run, (), name="diver", stack_size=3072)
            time.sleep(0.5)
            print("alive")
            """)
        self.assertRegex(printed, r"^maximum recursion depth exceeded in thread 'diver': \d{4} of 3072 bytes of stack used\nalive\n$")

    def test_disable_irq_keeps_others_out(self):
        printed = self.run_script("""
            import _thread, machine, time
            n = 0
            def count():
                global n
                while True:
                    n += 1
            _thread.start_new_thread(count, ())
            time.sleep(0.02)
            state = machine.disable_irq()
            before = n
            for _ in range(20000):
                pass
            same = n == before
            machine.enable_irq(state)
            time.sleep(0.02)
            print(same, n > before)
            """)
        self.assertEqual(printed, "True True\n")


if __name__ == "__main__":
    unittest.main()
