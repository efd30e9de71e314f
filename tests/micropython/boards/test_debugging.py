# SPDX-License-Identifier: MIT
"""See what runs and where it hangs: the module zephyr, the watchdog, Ctrl-T."""

import re
import unittest

from board import Prompt, ScriptCase

CROWD = """
    import _thread, time, zephyr
    def wait():
        lock.acquire()
    lock = _thread.allocate_lock()
    lock.acquire()
    _thread.start_new_thread(wait, (), name="waiter", stack_size=3072)
    _thread.start_new_thread(time.sleep, (100,), name="sleeper", priority=3)
    time.sleep(0.05)
    """


class Zephyr(ScriptCase):
    def test_need_12_see_what_runs(self):
        """Name, state, priority, CPU share, stack peak, the lock awaited and its owner."""
        lines = self.run_script(CROWD + "zephyr.ps()").splitlines()
        rows = {line.split()[1]: line for line in lines[1:]}
        self.assertLessEqual({"main", "waiter", "sleeper", "idle"}, set(rows))
        self.assertRegex(rows["waiter"], r" 7 +\d+\.\d% +3072 +\d+  waits for Python lock 0x\w+, acquired by 0x\w+ \(main\)$")
        self.assertRegex(rows["sleeper"], r" 3 +0\.\d% +4096 +\d+  sleeps$")
        self.assertRegex(rows["main"], r" 7 +\d+\.\d% +\d+ +\d+  runs$")

    def test_the_peak_is_found_and_a_size_is_suggested_that_does(self):
        script = """
            import _thread, time, zephyr
            def deep(n):
                if n: return deep(n - 1)
                time.sleep(0.01)
            def run():
                deep(8)
                print("deep enough")
                time.sleep(10)
            _thread.start_new_thread(run, (), name="deep", stack_size=%d)
            time.sleep(0.2)
            zephyr.thread_analyze()
            """
        printed = self.run_script(script % 8192)
        found = re.search(r"^deep: stack (\d+) of 8192 bytes used \(\d+%\), (\d+) would do;", printed, re.M)
        peak, size = int(found[1]), int(found[2])
        self.assertTrue(1500 < peak < 6000, peak)
        self.assertTrue(peak * 1.25 <= size < peak * 1.25 + 256, printed)
        self.assertIn("deep enough", self.run_script(script % (size + 1024)))

    def test_threads_has_the_shape_of_idf_task_info(self):
        printed = self.run_script(CROWD + """
    total, tasks = zephyr.threads()
    seen = {t[1]: t for t in tasks}
    print({len(t) for t in tasks}, [seen[n][2:4] for n in ("main", "waiter", "sleeper")])
    print(zephyr.is_preempt_thread(), seen["main"][0] == zephyr.current_tid(), sum(t[4] for t in tasks) <= total)
    print(0 < seen["waiter"][5] < 3072)
    """)
        self.assertEqual(printed, "{7} [(0, 7), (2, 7), (2, 3)]\nTrue True True\nTrue\n")


class Traceback(ScriptCase):
    def test_every_thread_with_its_lines(self):
        printed = self.run_script(CROWD + "zephyr.dump_traceback()")
        self.assertRegex(printed, r"^Thread 0x\w+ \(main\), priority 7, runs \(most recent call first\):\n"
                                  r'  File ".*", line 10 in <module>\n')
        self.assertRegex(printed, r"\(waiter\), priority 7, waits for Python lock 0x\w+, acquired by 0x\w+ \(main\) .*\n"
                                  r'  File ".*", line 4 in wait\n')

    def test_the_watchdog_bites_while_native_code_keeps_the_interpreter_lock(self):
        printed = self.run_script("""
            import time, zephyr
            @micropython.native
            def spin():
                while time.ticks_ms() < end:
                    pass
            def run():
                spin()
            end = time.ticks_ms() + 300
            zephyr.dump_traceback_later(0.05)
            run()
            print("end")
            """)
        self.assertRegex(printed, r'^Timeout!\nThread 0x\w+ \(main\), priority 7, runs .*:\n'
                                  r'  File ".*", line 8 in run\n  File ".*", line 11 in <module>\nend\n$')

    def test_ctrl_t_while_a_program_hangs(self):
        with Prompt() as prompt:
            prompt.send("exec('def f():\\n  print(\"go\", \"on\")\\n  while True: pass\\nf()')\r")
            prompt.wait_for("\r\ngo on\r\n")
            prompt.send("\x14")
            self.assertIn("(main), priority", prompt.wait_for(" in f\r\n"))
            prompt.wait_for(" in <module>\r\n")
            prompt.send("\x03")
            prompt.wait_for(">>> ")
            self.assertEqual(prompt.command("6 * 7"), "42")


class Stop(ScriptCase):
    def test_a_loop_a_sleep_and_a_wait_end_and_finally_runs(self):
        printed = self.run_script("""
            import threading, time
            def run(what):
                try:
                    what()
                    print("went on")
                finally:
                    print("finally")
            def spin():
                while True:
                    pass
            def hold():
                with lock:
                    spin()
            lock = threading.Lock()
            lock.acquire()
            for what in spin, lambda: time.sleep(1000), lock.acquire, threading.Event().wait, hold:
                thread = threading.Thread(target=run, args=(what,))
                thread.start()
                time.sleep(0.02)
                if what is hold:
                    lock.release()
                thread.stop()
                thread.join(1)
                print(thread.is_alive())
            print(lock.locked())
            """)
        self.assertEqual(printed, "finally\nFalse\n" * 5 + "False\n")


if __name__ == "__main__":
    unittest.main()
