# SPDX-License-Identifier: MIT
"""Locks, conditions, events, semaphores and barriers, run by the program under test."""

import threading
import time
import unittest
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, RLock, Semaphore, Thread


class Group:
    """Threads that begin to wait one after the other; what they got is in `results`.

    Those of one priority take turns, so their results may be there in another order than they were woken.
    Meanwhile main has the last priority: it goes on from a sleep when all others wait.
    """

    def __init__(self):
        threading.current_thread().priority = 14
        self.threads = []
        self.results = []

    def add(self, function, *args, name=None, priority=None):
        def work():
            result = function(*args)
            self.results.append(result if name is None else name)

        thread = Thread(target=work, priority=priority or 7)
        self.threads.append(thread)
        thread.start()
        time.sleep_ms(2)

    def join(self):
        for thread in self.threads:
            thread.join()
        threading.current_thread().priority = 7
        return self.results


def in_thread(function, *args):
    group = Group()
    group.add(function, *args)
    return group.join()[0]


def raised_by(function, *args):
    try:
        function(*args)
    except Exception as error:
        return type(error)


ORDER = ((11, "low"), (9, "mid"), (11, "low2"), (8, "high"), (9, "mid2"))
BY_PRIORITY = ["high", "mid", "mid2", "low", "low2"]


class RLockTests(unittest.TestCase):
    def test_holder_may_acquire_again(self):
        lock = RLock()
        for i in range(3):
            self.assertTrue(lock.acquire())
        for i in range(2):
            lock.release()
        self.assertFalse(in_thread(lock.acquire, False))
        lock.release()
        self.assertTrue(in_thread(lock.acquire, False))

    def test_only_the_holder_may_release(self):
        lock = RLock()
        self.assertRaises(RuntimeError, lock.release)
        with lock:
            self.assertIs(in_thread(raised_by, lock.release), RuntimeError)
            self.assertIn("locked", repr(lock))
        self.assertRaises(RuntimeError, lock.release)

    def test_time_limits(self):
        lock = RLock()
        with lock:
            self.assertFalse(in_thread(lock.acquire, True, 0.01))
            self.assertFalse(in_thread(lambda: lock.acquire(timeout=0)))
        self.assertRaises(ValueError, lock.acquire, False, 1)
        self.assertRaises(ValueError, lock.acquire, True, -2)
        self.assertRaises(OverflowError, lock.acquire, True, threading.TIMEOUT_MAX * 2)
        self.assertTrue(lock.acquire(True, threading.TIMEOUT_MAX))

    def test_waiters_by_priority(self):
        lock, group, order = RLock(), Group(), []

        def work(name):
            with lock:
                order.append(name)

        with lock:
            for priority, name in ORDER:
                group.add(work, name, priority=priority)
        group.join()
        self.assertEqual(order, BY_PRIORITY)

    def test_priority_may_change_while_waiting(self):
        lock, group = Lock(), Group()

        def work(name):
            with lock:
                return name

        with lock:
            for name in "abc":
                group.add(work, name)
            group.threads[2].priority = 3
            group.threads[0].priority = 10
        self.assertEqual(group.join(), ["c", "b", "a"])


class ConditionTests(unittest.TestCase):
    def test_needs_its_lock(self):
        condition = Condition()
        for function in (condition.wait, condition.notify, condition.notify_all):
            self.assertRaises(RuntimeError, function)
        self.assertRaises(TypeError, Condition, 5)

    def test_wait_gives_the_lock_and_gets_it_again(self):
        for lock in (Lock(), RLock(), None):
            condition = Condition(lock)

            def work():
                with condition:
                    condition.notify()

            with condition:
                group = Group()
                group.add(work)
                self.assertTrue(condition.wait(10))
                self.assertFalse(in_thread(condition.acquire, False))
            group.join()
            self.assertTrue(condition.acquire(False))
            condition.release()

    def test_wait_gives_a_recursive_lock_altogether(self):
        condition = Condition()
        with condition, condition:
            self.assertFalse(condition.wait(0.01))
            condition.notify()
            self.assertFalse(in_thread(condition.acquire, False))
        self.assertTrue(in_thread(condition.acquire, False))

    def test_time_limits(self):
        condition = Condition()
        with condition:
            for limit in (0, -1, 0.01):
                self.assertFalse(condition.wait(limit))
            start = time.ticks_ms()
            self.assertFalse(condition.wait(timeout=0.05))
            self.assertTrue(50 <= time.ticks_diff(time.ticks_ms(), start) < 20000)
            self.assertRaises(OverflowError, condition.wait, threading.TIMEOUT_MAX * 2)

    def test_notify_wakes_so_many_in_order(self):
        condition, group = Condition(), Group()

        def work(name):
            with condition:
                condition.wait()
                return name

        for priority, name in ORDER:
            group.add(work, name, priority=priority)
        for n, count in ((0, 0), (2, 2), (1, 3), (1, 4)):
            with condition:
                condition.notify(n)
            time.sleep_ms(5)
            self.assertEqual(sorted(group.results), sorted(BY_PRIORITY[:count]))
        with condition:
            condition.notify_all()
        self.assertEqual(sorted(group.join()), sorted(BY_PRIORITY))

    def test_notification_without_waiter_is_lost(self):
        condition = Condition()
        with condition:
            condition.notify(n=5)
            self.assertFalse(condition.wait(0.01))

    def test_one_notification_is_for_one_waiter(self):
        condition, group = Condition(), Group()

        def work():
            with condition:
                return condition.wait()

        for i in range(3):
            group.add(work)
        with condition:
            condition.notify()
        time.sleep_ms(5)
        self.assertEqual(group.results, [True])
        with condition:
            condition.notify_all()
        self.assertEqual(group.join(), [True] * 3)

    def test_wait_for(self):
        condition, state = Condition(), []

        def work():
            for i in range(3):
                with condition:
                    state.append(i)
                    condition.notify()
                time.sleep_ms(1)

        with condition:
            self.assertFalse(condition.wait_for(lambda: False, 0))
            self.assertFalse(condition.wait_for(lambda: False, timeout=0.01))
            group = Group()
            group.add(work)
            self.assertEqual(condition.wait_for(lambda: len(state) == 3 and "ready"), "ready")
            self.assertIs(raised_by(condition.wait_for, lambda: 1 // 0), ZeroDivisionError)
            self.assertFalse(in_thread(condition.acquire, False))
        group.join()


class EventTests(unittest.TestCase):
    def test_set_wakes_all_and_stays(self):
        event, group = Event(), Group()
        for i in range(4):
            group.add(event.wait)
        self.assertEqual((event.is_set(), group.results), (False, []))
        event.set()
        self.assertEqual(group.join(), [True] * 4)
        self.assertTrue(event.is_set() and event.wait() and event.wait(0))
        event.clear()
        self.assertFalse(event.is_set() or event.wait(0) or event.wait(timeout=0.01) or event.wait(-1))

    def test_set_and_cleared_at_once_still_wakes(self):
        event, group = Event(), Group()
        group.add(event.wait, 10)
        event.set()
        event.clear()
        self.assertEqual(group.join(), [True])


class SemaphoreTests(unittest.TestCase):
    def test_counts(self):
        for kind in (Semaphore, BoundedSemaphore):
            semaphore = kind(2)
            self.assertEqual([semaphore.acquire(False) for i in range(3)], [True, True, False])
            semaphore.release()
            with semaphore as entered:
                self.assertTrue(entered)
                self.assertFalse(semaphore.acquire(timeout=0.01))
            self.assertTrue(semaphore.acquire())

    def test_bad_values(self):
        self.assertRaises(ValueError, Semaphore, -1)
        self.assertRaises(ValueError, Semaphore().release, 0)
        self.assertRaises(ValueError, Semaphore().acquire, False, 1)
        self.assertRaises(OverflowError, Semaphore(0).acquire, True, threading.TIMEOUT_MAX * 2)

    def test_bounded_one_is_not_released_too_often(self):
        semaphore = BoundedSemaphore(2)
        self.assertRaises(ValueError, semaphore.release)
        semaphore.acquire()
        self.assertRaises(ValueError, semaphore.release, 2)
        semaphore.release()
        Semaphore(2).release(100)

    def test_released_ones_go_to_the_best_waiters(self):
        semaphore, group = Semaphore(0), Group()
        for priority, name in ORDER:
            group.add(semaphore.acquire, name=name, priority=priority)
        for n, count in ((2, 2), (1, 3), (1, 4)):
            semaphore.release(n)
            time.sleep_ms(5)
            self.assertEqual(sorted(group.results), sorted(BY_PRIORITY[:count]))
        semaphore.release(2)
        self.assertEqual(sorted(group.join()), sorted(BY_PRIORITY))
        self.assertEqual([semaphore.acquire(False) for i in range(2)], [True, False])


class BarrierTests(unittest.TestCase):
    def test_all_go_together_again_and_again(self):
        actions, group = [], Group()
        barrier = Barrier(3, lambda: actions.append(1))

        def work():
            return [barrier.wait() for i in range(5)]

        for i in range(3):
            group.add(work)
        rounds = list(zip(*group.join()))
        self.assertEqual([sorted(r) for r in rounds], [[0, 1, 2]] * 5)
        self.assertEqual((len(actions), barrier.parties, barrier.n_waiting, barrier.broken), (5, 3, 0, False))

    def test_time_out_breaks_it_for_all(self):
        barrier, group = Barrier(3, timeout=10), Group()
        group.add(raised_by, barrier.wait)
        self.assertEqual(barrier.n_waiting, 1)
        group.add(raised_by, barrier.wait, 0.01)
        self.assertEqual(group.join(), [BrokenBarrierError] * 2)
        self.assertTrue(barrier.broken)
        self.assertRaises(BrokenBarrierError, barrier.wait)
        barrier.reset()
        self.assertFalse(barrier.broken)
        self.assertRaises(BrokenBarrierError, Barrier(2, None, 0.01).wait)

    def test_reset_and_abort_while_threads_wait(self):
        for end in ("reset", "abort"):
            barrier, group = Barrier(3), Group()
            for i in range(2):
                group.add(raised_by, barrier.wait)
            getattr(barrier, end)()
            self.assertEqual(group.join(), [BrokenBarrierError] * 2)
            self.assertEqual(barrier.broken, end == "abort")

    def test_action_that_fails_breaks_it(self):
        barrier, group = Barrier(2, lambda: 1 // 0), Group()
        for i in range(2):
            group.add(raised_by, barrier.wait)
        self.assertEqual(sorted(map(str, group.join())), sorted(map(str, (BrokenBarrierError, ZeroDivisionError))))
        self.assertTrue(barrier.broken)
        self.assertRaises(ValueError, Barrier, 0)


class ReprTests(unittest.TestCase):
    def shows(self, thing, before, after):
        text = repr(thing)
        self.assertEqual((text[: len(before)], text[-len(after) :]), (before, after))

    def test_state_is_shown(self):
        event, semaphore, bounded, barrier = Event(), Semaphore(3), BoundedSemaphore(2), Barrier(3)
        self.shows(event, "<threading.Event at ", ": unset>")
        self.shows(semaphore, "<threading.Semaphore at ", ": value=3>")
        self.shows(bounded, "<threading.BoundedSemaphore at ", ": value=2/2>")
        self.shows(barrier, "<threading.Barrier at ", ": waiters=0/3>")
        event.set()
        semaphore.acquire()
        bounded.acquire()
        barrier.abort()
        self.shows(event, "<threading.Event at ", ": set>")
        self.shows(semaphore, "<threading.Semaphore at ", ": value=2>")
        self.shows(bounded, "<threading.BoundedSemaphore at ", ": value=1/2>")
        self.shows(barrier, "<threading.Barrier at ", ": broken>")

    def test_locks_are_shown(self):
        lock, condition = Lock(), Condition()
        self.shows(lock, "<unlocked _thread.lock object at ", ">")
        self.shows(condition, "<Condition(<unlocked _thread.RLock object at ", ">, 0)>")
        with lock, condition:
            self.shows(lock, "<locked _thread.lock object at ", ">")
            self.shows(condition, "<Condition(<locked _thread.RLock object at ", ">, 0)>")


class Need7TimedLocks(unittest.TestCase):
    def test_acquire_returns_false_after_50_ms_without_polling(self):
        lock = Lock()
        lock.acquire()
        took = []
        # A desk that does something else makes some of them late, but not all.
        while not took or took[-1] >= 52000 and len(took) < 400:
            start = time.ticks_us()
            self.assertFalse(lock.acquire(True, 0.05))
            took.append(time.ticks_diff(time.ticks_us(), start))
        self.assertTrue(50000 <= min(took) < 52000, took)
        lock.release()
        self.assertTrue(lock.acquire(timeout=threading.TIMEOUT_MAX))


class ManyTests(unittest.TestCase):
    def test_thousands_of_objects(self):
        made = []
        for i in range(1000):
            made.extend((Lock(), RLock(), Condition(), Event(), Semaphore()))
            if len(made) > 500:
                made = []
        lock, total = Lock(), [0]

        def work():
            for i in range(200):
                with lock:
                    total[0] += 1

        for _ in range(10):
            group = [Thread(target=work) for i in range(4)]
            for thread in group:
                thread.start()
            for thread in group:
                thread.join()
        self.assertEqual(total[0], 8000)


if __name__ == "__main__":
    unittest.main()
