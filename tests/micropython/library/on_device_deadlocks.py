# SPDX-License-Identifier: MIT
"""Circles of waits, run by the program under test: which are told, to whom, and which are none."""

import threading
import time
import unittest
from threading import Condition, Lock, RLock, Semaphore, Thread


class Threads:
    """Runs functions in threads that go on together from step to step; keeps what they raised."""

    def __init__(self, **functions):
        self.errors = {}
        self.threads = [Thread(target=self._run, args=(name, function), name=name) for name, function in functions.items()]
        for thread in self.threads:
            thread.start()

    def _run(self, name, function):
        try:
            function()
        except RuntimeError as error:
            self.errors[name] = str(error)

    def join(self, timeout=20):
        for thread in self.threads:
            thread.join(timeout)
        return self.errors


def crossing(first, second, pause=5):
    def work():
        with first:
            time.sleep_ms(pause)
            with second:
                pass

    return work


class CircleTests(unittest.TestCase):
    def check_two(self, a, b):
        errors = Threads(Romeo=crossing(a, b, 5), Juliet=crossing(b, a, 10)).join()
        # Juliet waits last; when it gives up, Romeo goes on.
        self.assertEqual(list(errors), ["Juliet"])
        text = errors["Juliet"]
        self.assertTrue(text.startswith("deadlock: Juliet waits for "), text)
        for part in (type(a).__name__, type(b).__name__, "held by Romeo, Romeo waits for", "held by Juliet"):
            self.assertIn(part, text)
        self.assertTrue(a.acquire(False) and b.acquire(False))

    def test_two_threads_and_two_locks(self):
        self.check_two(Lock(), Lock())
        self.check_two(RLock(), RLock())
        self.check_two(RLock(), Lock())

    def test_five_philosophers(self):
        forks = [Lock() for i in range(5)]
        names = ("Hypatia", "Plato", "Aristotle", "Seneca", "Arete")
        errors = Threads(**{name: crossing(forks[i], forks[(i + 1) % 5]) for i, name in enumerate(names)}).join()
        self.assertEqual(len(errors), 1)
        text = list(errors.values())[0]
        self.assertTrue(all(name in text for name in names), text)

    def test_threads_that_join_each_other(self):
        threads, errors = [], []

        def work(i):
            time.sleep_ms(5)
            try:
                threads[1 - i].join()
            except RuntimeError as error:
                errors.append(str(error))

        for i in range(2):
            threads.append(Thread(target=work, args=(i,), name="T%d" % i))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        self.assertEqual(errors, ["deadlock: T1 waits for the end of T0, T0 waits for the end of T1"])

    def test_join_of_a_thread_that_wants_our_lock(self):
        lock = Lock()
        with lock:
            thread = Thread(target=crossing(lock, Lock()))
            thread.start()
            time.sleep_ms(5)
            self.assertRaises(RuntimeError, thread.join)
        thread.join()

    def test_locks_taken_by_acquire_when_nobody_is_left_to_release_them(self):
        a, b = Lock(), Lock()

        def work(first, second, pause):
            first.acquire()
            time.sleep_ms(pause)
            try:
                second.acquire()
            finally:
                first.release()
            second.release()

        threads = Threads(one=lambda: work(a, b, 5), two=lambda: work(b, a, 10))
        time.sleep_ms(30)
        self.assertEqual(threads.errors, {})  # main may still release them
        errors = threads.join(None)
        self.assertEqual(list(errors), ["two"])


class NoCircleTests(unittest.TestCase):
    def test_wait_with_a_limit_is_none(self):
        a, b = Lock(), Lock()

        def patient():
            with a:
                time.sleep_ms(10)
                self.assertTrue(b.acquire())
                b.release()

        def limited():
            with b:
                time.sleep_ms(5)
                self.assertFalse(a.acquire(True, 0.03))

        self.assertEqual(Threads(patient=patient, limited=limited).join(), {})

    def test_lock_that_another_thread_will_release(self):
        a, b = Lock(), Lock()

        def work(first, second):
            first.acquire()
            time.sleep_ms(5)
            second.acquire()  # main releases it

        threads = Threads(one=lambda: work(a, b), two=lambda: work(b, a))
        time.sleep_ms(20)
        a.release()
        b.release()
        self.assertEqual(threads.join(), {})

    def test_lock_as_a_signal_to_oneself(self):
        lock = Lock()
        lock.acquire()
        thread = Thread(target=lambda: (time.sleep_ms(10), lock.release()))
        thread.start()
        self.assertTrue(lock.acquire())
        thread.join()

    def test_signals_that_go_to_and_fro(self):
        ping, pong, count = Lock(), Lock(), []
        ping.acquire()
        pong.acquire()

        def work(mine, other):
            for i in range(20):
                mine.acquire()
                count.append(i)
                other.release()

        threads = Threads(ping=lambda: work(ping, pong), pong=lambda: work(pong, ping))
        ping.release()
        self.assertEqual(threads.join(), {})
        self.assertEqual(len(count), 40)

    def test_lock_whose_holder_has_ended(self):
        lock = Lock()
        thread = Thread(target=lock.acquire)
        thread.start()
        thread.join()
        waiter = Thread(target=lock.acquire)
        waiter.start()
        time.sleep_ms(5)
        lock.release()
        waiter.join()

    def test_condition_and_semaphore_are_not_locks(self):
        condition, semaphore = Condition(), Semaphore(0)

        def consumer():
            with condition:
                condition.wait()
            semaphore.release()

        threads = Threads(one=consumer)
        time.sleep_ms(5)
        with condition:
            condition.notify()
        semaphore.acquire()
        self.assertEqual(threads.join(), {})


class Need_a_deadlock_becomes_an_exception(unittest.TestCase):
    def test_program_goes_on_after_it(self):
        for i in range(20):
            a, b = Lock(), Lock()
            errors = Threads(one=crossing(a, b, 1), two=crossing(b, a, 2)).join()
            self.assertEqual(len(errors), 1)


if __name__ == "__main__":
    unittest.main()
