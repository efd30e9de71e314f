# SPDX-License-Identifier: MIT
"""The end of a program waits for the threads of module threading that are no daemons."""

import os
import tempfile
import unittest

from support import CLOCKS, ScriptCase, Talk, run

LATE = """
import threading
def late():
    threading.main_thread().join()
    time.sleep_ms(30)
    print("late")
threading.Thread(target=late).start()
"""


class EndTests(ScriptCase):
    def test_end_of_the_script_waits(self):
        self.assert_prints(LATE + "print('end')", "end", "late")

    def test_exit_status_is_kept(self):
        for statement, status in (("sys.exit(7)", 7), ("raise SystemExit", 0), ("1/0", 1)):
            for clock in CLOCKS:
                result = self.run_script(LATE + statement, clock=clock, status=status)
                self.assertEqual(result.stdout, "late\n")

    def test_module_and_file_and_standard_input(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "slow.py")
            with open(path, "w", encoding="utf-8") as file:
                file.write("import time" + LATE)
            for args, options in (([path], {}), (["-m", "slow"], {"env": {"MICROPYPATH": directory + ":.frozen"}}),
                                  ([], {"stdin": ("import time" + LATE).encode()})):
                result = run(*args, **options)
                self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "late\n", ""))

    def test_daemons_and_threads_of_module_thread_are_not_waited_for(self):
        self.assert_prints("""
            import threading
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
            _thread.start_new_thread(time.sleep, (1000,))
            print("end")
            """, "end")

    def test_thread_started_during_the_wait_is_waited_for(self):
        self.assert_prints("""
            import threading
            def chain(n):
                time.sleep_ms(5)
                print(n)
                if n: threading.Thread(target=chain, args=(n - 1,)).start()
            threading.Thread(target=chain, args=(2,)).start()
            """, "2", "1", "0")

    def test_atexit_comes_after_the_threads(self):
        self.assert_prints(LATE + "sys.atexit(lambda: print('atexit'))", "late", "atexit")

    def test_main_thread_has_ended_for_those_who_join_it(self):
        self.assert_prints("""
            import threading
            def follow():
                threading.main_thread().join()
                print("main has ended", threading.main_thread().is_alive())
            threading.Thread(target=follow).start()
            time.sleep_ms(5)
            print("end")
            """, "end", "main has ended False")

    def test_main_may_be_said_to_have_ended_twice(self):
        self.assert_prints(LATE + "_thread._shutdown()\n_thread._shutdown()\nprint('end')", "late", "end")

    def test_pool_that_nobody_shut_down_finishes_its_work(self):
        self.assert_prints("""
            from concurrent.futures import ThreadPoolExecutor
            pool = ThreadPoolExecutor(1)
            for i in range(4): pool.submit(lambda i: (time.sleep_ms(5), print(i)), i)
            """, "0", "1", "2", "3")

    def test_interrupt_ends_the_wait(self):
        script = """
            import threading
            threading.Thread(target=time.sleep, args=(1000,)).start()
            sys.atexit(lambda: print("atexit"))
            threading._register_atexit(print, "waiting")
            """
        with Talk(script) as talk:
            talk.read_until(b"waiting\n")
            talk.interrupt()
            status, rest = talk.finish()
        self.assertEqual(status, 1)
        self.assertIn("KeyboardInterrupt", rest)
        self.assertTrue(rest.endswith("atexit\n"), rest)


class InterruptTests(ScriptCase):
    def test_interrupt_reaches_main_in_every_wait(self):
        for wait in ("threading.Event().wait()", "queue.SimpleQueue().get()", "queue.Queue().get()", "thread.join()",
                     "threading.Semaphore(0).acquire()", "Held().wait()", "threading.Barrier(2).wait()"):
            with self.subTest(wait=wait), Talk(f"""
                import queue, threading
                def Held():
                    condition = threading.Condition()
                    condition.acquire()
                    return condition
                thread = threading.Thread(target=time.sleep, args=(1000,), daemon=True)
                thread.start()
                try:
                    print("waiting")
                    {wait}
                except KeyboardInterrupt: print("interrupted")
                """) as talk:
                talk.read_until(b"waiting\n")
                talk.interrupt()
                self.assertEqual(talk.finish(), (0, "interrupted\n"))

    def test_condition_is_locked_again_when_the_interrupt_comes(self):
        with Talk("""
            import threading
            condition = threading.Condition(threading.Lock())
            def hold():
                with condition: # main waits now
                    print("waiting")
                    sys.stdin.readline()
                    print("held")
            try:
                with condition:
                    threading.Thread(target=hold).start()
                    condition.wait()
            except KeyboardInterrupt: print("interrupted", condition.acquire(False))
            """) as talk:
            talk.read_until(b"waiting\n")
            talk.interrupt()
            talk.send(b"\n")
            self.assertEqual(talk.finish(), (0, "held\ninterrupted True\n"))

    def test_interrupt_at_any_moment_leaves_locks_and_queues_whole(self):
        self.assert_prints("""
            import queue, threading
            lock = threading.Lock()
            condition = threading.Condition(lock)
            rlock = threading.RLock()
            semaphore = threading.Semaphore(1)
            q = queue.Queue(1)
            counts = {}
            def use_lock():
                with lock: pass
            def use_condition():
                with condition: condition.wait(0.0005)
            def use_rlock():
                with rlock:
                    with rlock: pass
            def use_semaphore():
                with semaphore: pass
            def use_queue():
                q.put(1, True, 0.001)
                q.get(True, 0.001)
            ops = (use_lock, use_condition, use_rlock, use_semaphore, use_queue)
            over = False
            def work():
                i = 0
                while not over:
                    try: ops[i % len(ops)]()
                    except (queue.Full, queue.Empty): pass
                    with condition: condition.notify()
                    time.sleep_us(100 * (i % 3))
                    i += 1
            def interrupt(us):
                time.sleep_us(us)
                _thread.interrupt_main()
            workers = [threading.Thread(target=work) for i in range(3)]
            for w in workers: w.start()
            interrupted = 0
            for n in range(400):
                try:
                    try:
                        t = threading.Thread(target=interrupt, args=(37 * n % 3000,))
                        t.start()
                        for k in range(1000000):
                            try: ops[k % len(ops)]()
                            except (queue.Full, queue.Empty): pass
                    finally:
                        t.join()
                except KeyboardInterrupt:
                    interrupted += 1
            over = True
            for w in workers: w.join()
            while not q.empty(): q.get()
            print(interrupted, lock.locked(), rlock.acquire(False), [semaphore.acquire(False) for i in range(2)], q.mutex.locked())
            """, "400 False True [True, False] False")


class ReportTests(ScriptCase):
    def test_exception_in_a_thread_is_reported_with_its_name(self):
        for clock in CLOCKS:
            result = self.run_script("""
                import threading
                def boulder(): raise ValueError("uphill")
                threading.Thread(target=boulder, name="Sisyphus").start()
                """, clock=clock)
            self.assertRegex(result.stderr, r"^Exception in thread Sisyphus:\nTraceback(.*\n)+.*in boulder\nValueError: uphill\n$")

    def test_excepthook_that_fails_is_reported_with_what_it_was_called_for(self):
        result = self.run_script("""
            import threading
            def fail(args): raise KeyError("hook")
            threading.excepthook = fail
            threading.Thread(target=lambda: 1 // 0).start()
            """)
        self.assertIn("ZeroDivisionError", result.stderr)
        self.assertIn("KeyError: hook", result.stderr)


class DeadlockAtTheEnd(ScriptCase):
    def test_threads_that_main_waits_for_at_the_end_are_told_that_they_wait_for_each_other(self):
        for clock in CLOCKS:
            result = self.run_script("""
                import threading
                a, b, meeting = threading.Lock(), threading.Lock(), threading.Barrier(2)
                def cross(first, second, priority):
                    first.acquire()
                    meeting.wait()
                    _thread.set_priority(_thread.get_ident(), priority)
                    if priority == 14: time.sleep_ms(1)  # the better one is the first to wait
                    try: second.acquire()
                    finally: first.release()
                    second.release()
                for name, args in (("one", (a, b, 7)), ("two", (b, a, 14))):
                    threading.Thread(target=cross, args=args, name=name).start()
                """, clock=clock)
            self.assertIn("RuntimeError: deadlock: two waits for lock", result.stderr)


if __name__ == "__main__":
    unittest.main()
