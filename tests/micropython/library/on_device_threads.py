# SPDX-License-Identifier: MIT
"""threading.Thread, run by the program under test."""

import _thread
import threading
import time
import unittest
from threading import Thread


def run_all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class ThreadTests(unittest.TestCase):
    def test_run_calls_target_with_arguments(self):
        seen = []
        run_all([Thread(None, lambda *args, **kwargs: seen.append((args, kwargs)), "n", [1, 2], {"k": 3})])
        self.assertEqual(seen, [((1, 2), {"k": 3})])

    def test_arguments_may_come_from_any_iterable(self):
        seen = []
        run_all([Thread(target=lambda *args: seen.append(args), args=(i for i in range(3)))])
        self.assertEqual(seen, [(0, 1, 2)])

    def test_thread_without_target_ends(self):
        thread = Thread()
        run_all([thread])
        self.assertFalse(thread.is_alive())

    def test_subclass_overrides_run_and_has_attributes(self):
        class Doubler(Thread):
            def __init__(self, value):
                super().__init__(daemon=True, name="doubler")
                self.value = value

            def run(self):
                self.value *= 2

        thread = Doubler(21)
        run_all([thread])
        self.assertEqual((thread.value, thread.name, thread.daemon), (42, "doubler", True))

    def test_base_class_may_be_initialised_by_name(self):
        class Plain(Thread):
            def __init__(self):
                self.seen = None
                Thread.__init__(self, target=self.work)

            def work(self):
                self.seen = threading.current_thread()

        thread = Plain()
        run_all([thread])
        self.assertIs(thread.seen, thread)

    def test_forgotten_init_is_an_error(self):
        class Forgetful(Thread):
            def __init__(self):
                pass

        with self.assertRaises(RuntimeError):
            Forgetful().start()

    def test_names(self):
        def work():
            pass

        a, b = Thread(target=work), Thread()
        self.assertTrue(a.name.startswith("Thread-") and a.name.endswith(" (work)"), a.name)
        self.assertNotEqual(a.name, b.name)
        self.assertEqual(b.name.find("("), -1)
        self.assertEqual(Thread(name=7).name, "7")
        b.name = "renamed"
        self.assertEqual(b.name, "renamed")

    def test_name_of_a_running_thread_is_the_kernels(self):
        go = threading.Event()
        thread = Thread(target=go.wait, name="first")
        thread.start()
        self.assertEqual(_thread.get_name(thread.ident), "first")
        thread.name = "second"
        self.assertEqual(_thread.get_name(thread.ident), "second")
        go.set()
        thread.join()
        thread.name = "third"
        self.assertEqual(thread.name, "third")

    def test_ident_is_there_from_the_start(self):
        seen = []
        thread = Thread(target=lambda: seen.append((threading.get_ident(), threading.get_native_id())))
        self.assertIsNone(thread.ident)
        run_all([thread])
        self.assertEqual(seen, [(thread.ident, thread.native_id)])

    def test_is_alive_from_start_to_end(self):
        go = threading.Event()
        thread = Thread(target=go.wait)
        before = thread.is_alive()
        thread.start()
        during = thread.is_alive()
        go.set()
        thread.join()
        self.assertEqual((before, during, thread.is_alive()), (False, True, False))

    def test_thread_starts_once(self):
        thread = Thread()
        thread.start()
        self.assertRaises(RuntimeError, thread.start)
        thread.join()
        self.assertRaises(RuntimeError, thread.start)
        self.assertRaises(RuntimeError, threading.current_thread().start)

    def test_bad_arguments_are_told_at_once(self):
        self.assertRaises(ValueError, Thread, 1)
        self.assertRaises(ValueError, Thread, priority=15)
        self.assertRaises(ValueError, Thread, priority=-1)
        self.assertRaises(ValueError, Thread, stack_size=-1)
        self.assertRaises(TypeError, Thread, nonsense=1)

    def test_daemon_is_inherited_and_fixed_by_start(self):
        seen = []
        run_all([Thread(target=lambda: seen.append(Thread().daemon), daemon=True)])
        self.assertEqual((seen, Thread().daemon), ([True], False))
        thread = Thread()
        thread.daemon = True
        thread.start()
        with self.assertRaises(RuntimeError):
            thread.daemon = False
        thread.join()
        self.assertTrue(thread.daemon)

    def test_priority_before_and_after_start(self):
        go = threading.Event()
        thread = Thread(target=go.wait, priority=3)
        self.assertEqual(thread.priority, 3)
        thread.priority = 4
        thread.start()
        self.assertEqual(_thread.get_priority(thread.ident), 4)
        thread.priority = 9
        self.assertEqual((thread.priority, _thread.get_priority(thread.ident)), (9, 9))
        go.set()
        thread.join()
        self.assertEqual(Thread().priority, threading.main_thread().priority)

    def test_better_priority_runs_first(self):
        order = []
        gate = threading.Semaphore(0)

        def work(name):
            gate.acquire()
            order.append(name)

        threads = [Thread(target=work, args=(p,), priority=p) for p in (10, 3, 8, 5)]
        for thread in threads:
            thread.start()
        time.sleep_ms(5)
        gate.release(4)
        for thread in threads:
            thread.join()
        self.assertEqual(order, [3, 5, 8, 10])

    def test_stack_size_is_kept_and_returned(self):
        self.assertEqual(threading.stack_size(), 0)
        self.assertEqual(threading.stack_size(16384), 0)
        self.assertEqual(threading.stack_size(), 16384)
        run_all([Thread()])
        self.assertEqual(threading.stack_size(0), 16384)
        run_all([Thread(stack_size=8192)])

    def test_repr_tells_the_state(self):
        thread = Thread(name="x", daemon=True)
        self.assertEqual(repr(thread), "<Thread(x, initial daemon None)>")
        run_all([thread])
        self.assertEqual(repr(thread), "<Thread(x, stopped daemon %d)>" % thread.ident)


class JoinTests(unittest.TestCase):
    def test_join_waits_for_the_end(self):
        done = []

        def work():
            time.sleep_ms(10)
            done.append(1)

        run_all([Thread(target=work)])
        self.assertEqual(done, [1])

    def test_join_with_a_limit(self):
        go = threading.Event()
        thread = Thread(target=go.wait)
        thread.start()
        for limit in (0, -1, 0.01):
            self.assertIsNone(thread.join(limit))
            self.assertTrue(thread.is_alive())
        start = time.ticks_ms()
        thread.join(timeout=0.05)
        self.assertTrue(50 <= time.ticks_diff(time.ticks_ms(), start) < 20000)
        self.assertRaises(OverflowError, thread.join, threading.TIMEOUT_MAX * 2)
        go.set()
        thread.join(threading.TIMEOUT_MAX)
        self.assertFalse(thread.is_alive())
        thread.join()

    def test_join_that_cannot_be(self):
        self.assertRaises(RuntimeError, Thread().join)
        self.assertRaises(RuntimeError, threading.current_thread().join)

    def test_many_may_join_one(self):
        go = threading.Event()
        slow = Thread(target=go.wait)
        slow.start()
        joined = []

        def work(i):
            slow.join()
            joined.append(i)

        threads = [Thread(target=work, args=(i,)) for i in range(5)]
        for thread in threads:
            thread.start()
        time.sleep_ms(5)
        self.assertEqual(joined, [])
        go.set()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(joined), list(range(5)))


if __name__ == "__main__":
    unittest.main()
