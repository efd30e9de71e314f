# SPDX-License-Identifier: MIT
"""When all threads wait for ever, the program ends with a report that says who waits for what."""

import os
import tempfile
import unittest

from support import CLOCKS, ScriptCase

DEADLOCK = 121


class DeadlockTests(ScriptCase):
    def check(self, script, *patterns, env=None):
        for clock in CLOCKS:
            with self.subTest(clock=clock):
                result = self.run_script(script, clock=clock, status=DEADLOCK, env=env)
                self.assertEqual(result.stdout, "before\n")
                for pattern in (r"^Deadlock: ", *patterns):
                    self.assertRegex(result.stderr, pattern)

    def test_report_names_threads_locks_and_owners(self):
        self.check("""
            a, b = _thread.allocate_lock(), _thread.allocate_lock()
            def cross(first, second):
                first.acquire()
                while not (a.locked() and b.locked()): time.sleep_ms(1)
                second.acquire()
            _thread.start_new_thread(cross, (a, b), name="Romeo")
            _thread.start_new_thread(cross, (b, a), name="Juliet")
            never = _thread.allocate_lock()
            never.acquire()
            print("before")
            never.acquire()
            """, r"\(Romeo\).*waits for: semaphore.*\n.*Python lock 0x\w+, acquired by 0x\w+ \(Juliet\)",
            r"\(Juliet\).*\n.*Python lock 0x\w+, acquired by 0x\w+ \(Romeo\)",
            r"\(main\).*\n.*Python lock 0x\w+, acquired by 0x\w+ \(main\)")

    def test_report_tells_that_the_owner_has_ended(self):
        self.check("""
            lock = _thread.allocate_lock()
            _thread.start_new_thread(lock.acquire, ())
            while _thread._count(): time.sleep_ms(1)
            print("before")
            lock.acquire()
            """, r"\(main\).*\n.*Python lock 0x\w+, acquired by a thread that has ended")

    def test_report_names_the_import(self):
        with tempfile.TemporaryDirectory() as directory:
            with open(os.path.join(directory, "stuck.py"), "w", encoding="utf-8") as file:
                file.write("import _thread\nlock = _thread.allocate_lock()\nlock.acquire()\nlock.acquire()\n")
            self.check("""
                def load():
                    import stuck
                _thread.start_new_thread(load, (), name="loader")
                while "stuck" not in sys.modules: time.sleep_ms(1)
                print("before")
                import stuck
                """, r"\(main\).*\n.*import of stuck by 0x\w+ \(loader\)", r"\(loader\).*\n.*Python lock",
                env={"MICROPYPATH": directory})

    def test_a_sleeper_or_a_limit_is_no_deadlock(self):
        self.assert_prints("""
            lock = _thread.allocate_lock()
            lock.acquire()
            def later():
                time.sleep_ms(20)
                lock.release()
            def wait_a_while(): lock.acquire(True, 0.03)
            _thread.start_new_thread(later, ())
            print(lock.acquire())
            _thread.start_new_thread(wait_a_while, ())
            print(lock.acquire(True, 0.05))
            """, "True", "False")

    def test_waiting_for_a_descriptor_is_no_deadlock(self):
        self.assert_prints("""
            lock = _thread.allocate_lock()
            lock.acquire()
            def read():
                sys.stdin.read(1)
                lock.release()
            _thread.start_new_thread(read, ())
            print(lock.acquire())
            """, "True", stdin=b"x")


if __name__ == "__main__":
    unittest.main()
