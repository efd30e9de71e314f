# SPDX-License-Identifier: MIT
"""A script that QEMU is given: its output, its arguments, its exit status."""

import os
import tempfile
import unittest

from board import BOARD, ScriptCase, run

# As the kernel ends QEMU after a fatal error.
FATAL = 122
NO_GUARD = "without an MPU an overflow is found only when the thread is switched out"


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

    def test_soft_reset_starts_the_script_anew_and_waits_for_no_thread(self):
        printed = self.run_script("""
            import flash, machine, sys, threading, time
            block = bytearray(512)
            disk = flash.Flash()
            last = disk.ioctl(4, 0) - 1
            disk.readblocks(last, block)
            print(block[0], "before" in globals(), sys.argv)
            if block[0] == 2:
                sys.exit(5)
            before = True
            sys.atexit(lambda: print("at exit"))
            threading.Thread(target=time.sleep, args=(1000,)).start()
            block[0] = 2 if block[0] == 1 else 1
            disk.writeblocks(last, block)
            machine.soft_reset()
            print("not reached")
            """, status=5)
        again = "False ['/proc/self/fd/3']\n"
        self.assertEqual(printed, "255 " + again + "at exit\n1 " + again + "at exit\n2 " + again)

    def test_large_output_is_complete(self):
        lines = self.run_script("for i in range(2000): print(i, 'x' * 20)").splitlines()
        self.assertEqual(lines, [f"{i} {'x' * 20}" for i in range(2000)])


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run_file(self, path):
        result = run(path)
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout

    def test_modules_beside_the_script_are_imported(self):
        self.write("helper.py", "def answer():\n    return 42\n")
        self.write("pack/__init__.py", "from .inner import name\n")
        self.write("pack/inner.py", "name = __name__\n")
        script = self.write("script.py", "import helper, pack\nprint(helper.answer(), pack.name, __file__ == __import__('sys').argv[0])\n")
        self.assertEqual(self.run_file(script), "42 pack.inner True\n")
        self.assertEqual(self.run_file(os.path.relpath(script)), "42 pack.inner True\n")

    def test_threads_import_one_module_at_a_time(self):
        self.write("slow.py", "import time\ntime.sleep(0.05)\nvalue = 1\n")
        script = self.write("script.py", "import threading\ndef get():\n    import slow\n    print(slow.value)\n"
                            "ts = [threading.Thread(target=get) for _ in range(4)]\n[t.start() for t in ts]\n[t.join() for t in ts]\n")
        self.assertEqual(self.run_file(script), "1\n" * 4)

    def test_files_of_the_host_can_be_read_and_not_written(self):
        data = self.write("data.txt", "one\ntwo\n")
        script = self.write("script.py", f"""
import os
with open("/host/{data}") as file:
    print(list(file), file.read())
print(open("/host/{data}", "rb").read(5), os.stat("/host/{data}")[0] == 0x8000, os.stat("/host/{self.folder}")[0] == 0x4000)
for name, mode in (("/host/{data}", "w"), ("/host/nowhere", "r"), ("/host/{self.folder}", "r")):
    try:
        open(name, mode)
    except OSError as e:
        print(e.errno)
""")
        self.assertEqual(self.run_file(script), "['one\\n', 'two\\n'] \nb'one\\nt' True True\n30\n2\n2\n")


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

    def test_deep_recursion_in_c_is_an_exception(self):
        printed = self.run_script("""
            import _thread, json, re, time
            nested = []
            for _ in range(500):
                nested = [nested]
            def run(function, *arguments):
                try:
                    function(*arguments)
                except RuntimeError as e:
                    print(e)
            for call in ((repr, nested), (json.dumps, nested), (re.match, "(a|b)*", "ab" * 500)):
                _thread.start_new_thread(run, call)
                time.sleep(0.5)
            print("alive")
            """)
        self.assertRegex(printed, r"\A(maximum recursion depth exceeded in thread .*\n){3}alive\n\Z")

    # The core's compiler does not look at its depth.
    @unittest.skipIf(BOARD == "mps2_an385", NO_GUARD)
    def test_deep_recursion_of_the_compiler_names_the_thread(self):
        printed = self.run_script("""
            import _thread, time
            _thread.start_new_thread(eval, ("[" * 300 + "]" * 300,), name="compiles")
            time.sleep(1)
            """, status=FATAL)
        self.assertRegex(printed, r"stack overflow, in thread 0x\w+ \(compiles\)")

    @unittest.skipIf(BOARD == "mps2_an385", NO_GUARD)
    def test_need_6_stack_overflow_in_machine_code_names_the_thread(self):
        printed = self.run_script("""
            import _thread, time
            @micropython.asm_thumb
            def dig():
                label(again)
                push({r0, r1, r2, r3, r4, r5, r6, r7})
                b(again)
            _thread.start_new_thread(dig, (), name="digger")
            time.sleep(1)
            print("not reached")
            """, status=FATAL)
        self.assertRegex(printed, r"stack overflow, in thread 0x\w+ \(digger\)")
        self.assertNotIn("not reached", printed)

    def test_fault_names_the_thread_and_its_cause(self):
        printed = self.run_script("""
            import _thread, machine, time
            def touch():
                machine.mem32[0xF0000000] = 1
            _thread.start_new_thread(touch, (), name="culprit")
            time.sleep(1)
            """, status=FATAL)
        self.assertIn("bus error at data access", printed)
        self.assertRegex(printed, r"CPU exception, in thread 0x\w+ \(culprit\)")

    def test_disable_irq_keeps_the_clock_and_turns_waiting(self):
        printed = self.run_script("""
            import _thread, machine, micropython, time
            order = []
            def other():
                while True:
                    time.sleep_us(100)
                    order.append("other")
            _thread.start_new_thread(other, (), priority=0)
            time.sleep_ms(1)
            outer = machine.disable_irq()
            inner = machine.disable_irq()
            order.clear()
            for _ in range(3000):
                pass
            machine.enable_irq(inner)
            order.append("still locked")
            for _ in range(3000):
                pass
            order.append("unlock")
            machine.enable_irq(outer)
            for _ in range(3000):
                pass
            print(order[:3])
            """)
        self.assertEqual(printed, "['still locked', 'unlock', 'other']\n")

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
