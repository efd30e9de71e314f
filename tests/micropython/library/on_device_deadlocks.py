# SPDX-License-Identifier: MIT
"""Circles of waits, run by the program under test: which are told, to whom, and which are none."""

import threading
import time
import unittest
from threading import Condition, Event, Lock, RLock, Semaphore, Thread


class Threads:
    """Runs functions in threads until all of them wait; keeps what they raised."""

    def __init__(self, **functions):
        self.errors = {}
        self.threads = [Thread(target=self._run, args=(name, function), name=name) for name, function in functions.items()]
        for thread in self.threads:
            thread.start()
        let_others_run()

    def _run(self, name, function):
        try:
            function()
        except RuntimeError as error:
            self.errors[name] = str(error)

    def join(self, timeout=60):
        for thread in self.threads:
            thread.join(timeout)
        return self.errors


def let_others_run():
    """Returns when all others wait or have ended: main, of the last priority, goes on from its sleep only then."""
    main = threading.current_thread()
    main.priority = 14
    time.sleep_ms(2)
    main.priority = 7


def let_go(*events):
    """One after the other; each goes on until it waits or ends."""
    for event in events:
        event.set()
        let_others_run()


def crossing(first, second, go):
    def work():
        with first:
            go.wait()
            with second:
                pass

    return work


class CircleTests(unittest.TestCase):
    def check_two(self, a, b):
        go = Event(), Event()
        threads = Threads(Romeo=crossing(a, b, go[0]), Juliet=crossing(b, a, go[1]))
        let_go(*go)
        errors = threads.join()
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
        forks, go = [Lock() for i in range(5)], Event()
        names = ("Hypatia", "Plato", "Aristotle", "Seneca", "Arete")
        threads = Threads(**{name: crossing(forks[i], forks[(i + 1) % 5], go) for i, name in enumerate(names)})
        let_go(go)
        errors = threads.join()
        self.assertEqual(len(errors), 1)
        text = list(errors.values())[0]
        self.assertTrue(all(name in text for name in names), text)

    def test_threads_that_join_each_other(self):
        threads, errors, go = [], [], (Event(), Event())

        def work(i):
            go[i].wait()
            try:
                threads[1 - i].join()
            except RuntimeError as error:
                errors.append(str(error))

        for i in range(2):
            threads.append(Thread(target=work, args=(i,), name="T%d" % i))
        for thread in threads:
            thread.start()
        let_go(*go)
        for thread in threads:
            thread.join(60)
        self.assertEqual(errors, ["deadlock: T1 waits for the end of T0, T0 waits for the end of T1"])

    def test_join_of_a_thread_that_wants_our_lock(self):
        lock = Lock()
        with lock:
            thread = Thread(target=lock.acquire)
            thread.start()
            let_others_run()
            self.assertRaises(RuntimeError, thread.join)
        thread.join()

    def test_locks_taken_by_acquire_when_nobody_is_left_to_release_them(self):
        a, b, go = Lock(), Lock(), (Event(), Event())

        def work(first, second, go):
            first.acquire()
            go.wait()
            try:
                second.acquire()
            finally:
                first.release()
            second.release()

        threads = Threads(one=lambda: work(a, b, go[0]), two=lambda: work(b, a, go[1]))
        let_go(*go)
        self.assertEqual(threads.errors, {})  # main may still release them
        errors = threads.join(None)
        self.assertEqual(list(errors), ["two"])


class NoCircleTests(unittest.TestCase):
    def test_wait_with_a_limit_is_none(self):
        for limited_waits_first in (False, True):
            a, b, go, got = Lock(), Lock(), [Event(), Event()], {}

            def patient():
                with a:
                    go[0].wait()
                    got["patient"] = b.acquire()
                    b.release()

            def limited():
                with b:
                    go[1].wait()
                    got["limited"] = a.acquire(True, 0.03)

            threads = Threads(patient=patient, limited=limited)
            let_go(*(reversed(go) if limited_waits_first else go))
            self.assertEqual((threads.join(), got), ({}, {"patient": True, "limited": False}))

    def test_lock_that_another_thread_will_release(self):
        a, b, go = Lock(), Lock(), Event()

        def work(first, second):
            first.acquire()
            go.wait()
            second.acquire()  # main releases it

        threads = Threads(one=lambda: work(a, b), two=lambda: work(b, a))
        let_go(go)
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
        let_others_run()
        lock.release()
        waiter.join()

    def test_condition_and_semaphore_are_not_locks(self):
        condition, semaphore = Condition(), Semaphore(0)

        def consumer():
            with condition:
                condition.wait()
            semaphore.release()

        threads = Threads(one=consumer)
        with condition:
            condition.notify()
        semaphore.acquire()
        self.assertEqual(threads.join(), {})


class Need_a_deadlock_becomes_an_exception(unittest.TestCase):
    def test_program_goes_on_after_it(self):
        for i in range(20):
            a, b, go = Lock(), Lock(), Event()
            threads = Threads(one=crossing(a, b, go), two=crossing(b, a, go))
            let_go(go)
            self.assertEqual(len(threads.join()), 1)


if __name__ == "__main__":
    unittest.main()
