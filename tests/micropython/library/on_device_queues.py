# SPDX-License-Identifier: MIT
"""Module queue, run by the program under test."""

import micropython
import queue
import threading
import time
import unittest
from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, ShutDown, SimpleQueue
from threading import Thread


def let_others_run():
    """Returns when all others wait or have ended: main, of the last priority, goes on from its sleep only then."""
    main = threading.current_thread()
    main.priority = 14
    time.sleep_ms(2)
    main.priority = 7


def started(function, *args, priority=7, daemon=None):
    """A thread that waits, if it does."""
    thread = Thread(target=function, args=args, priority=priority, daemon=daemon)
    thread.start()
    let_others_run()
    return thread


def raised_by(function, *args):
    try:
        function(*args)
    except Exception as error:
        return type(error)


class OrderTests(unittest.TestCase):
    def check(self, kind, expected):
        q = kind()
        for item in (3, 1, 2):
            q.put(item)
        self.assertEqual(([q.get() for i in range(3)], q.empty(), q.qsize()), (expected, True, 0))

    def test_first_in_first_out(self):
        self.check(Queue, [3, 1, 2])
        self.check(SimpleQueue, [3, 1, 2])

    def test_last_in_first_out(self):
        self.check(LifoQueue, [2, 1, 3])

    def test_least_first(self):
        self.check(PriorityQueue, [1, 2, 3])

    def test_order_of_many_with_gets_between(self):
        for kind in (Queue, SimpleQueue):
            q, got, n = kind(), [], 0
            for i in range(300):
                for k in range(i % 7):
                    q.put(n)
                    n += 1
                for k in range(i % 5):
                    if not q.empty():
                        got.append(q.get())
            while not q.empty():
                got.append(q.get())
            self.assertEqual(got, list(range(n)))

    def test_order_of_a_subclass(self):
        class Stack(Queue):
            def _init(self, maxsize):
                self.items = []

            def _qsize(self):
                return len(self.items)

            def _put(self, item):
                self.items.append(item)

            def _get(self):
                return self.items.pop()

        self.check(Stack, [2, 1, 3])


class LimitTests(unittest.TestCase):
    def test_full_queue(self):
        for kind in (Queue, LifoQueue, PriorityQueue):
            q = kind(2)
            q.put_nowait(1)
            self.assertFalse(q.full())
            q.put(2)
            self.assertTrue(q.full())
            self.assertRaises(Full, q.put_nowait, 3)
            self.assertRaises(Full, q.put, 3, False)
            self.assertRaises(Full, q.put, 3, timeout=0.01)
            self.assertEqual(q.qsize(), 2)

    def test_empty_queue(self):
        for kind in (Queue, LifoQueue, PriorityQueue, SimpleQueue):
            q = kind()
            self.assertRaises(Empty, q.get_nowait)
            self.assertRaises(Empty, q.get, False)
            self.assertRaises(Empty, q.get, True, 0)
            self.assertRaises(ValueError, q.get, True, -1)
            self.assertRaises(OverflowError, q.get, True, threading.TIMEOUT_MAX * 2)
            start = time.ticks_ms()
            self.assertRaises(Empty, q.get, timeout=0.05)
            self.assertTrue(50 <= time.ticks_diff(time.ticks_ms(), start) < 20000)

    def test_get_waits_for_an_item(self):
        for kind in (Queue, LifoQueue, PriorityQueue, SimpleQueue):
            q, got = kind(), []
            thread = started(lambda: got.append(q.get(True, 60)))
            self.assertEqual(got, [])
            q.put(5)
            thread.join()
            self.assertEqual((got, q.qsize()), ([5], 0))

    def test_put_waits_for_room(self):
        q = Queue(1)
        q.put(1)
        thread = started(q.put, 2)
        self.assertEqual((q.get(), q.get(True, 60)), (1, 2))
        thread.join()

    def test_getters_by_priority(self):
        for kind in (Queue, SimpleQueue):
            q, got = kind(), []
            threads = [started(lambda p=p: got.append((p, q.get())), priority=p) for p in (11, 8, 9)]
            for i in range(3):
                q.put(i)
                let_others_run()
            for thread in threads:
                thread.join()
            self.assertEqual(got, [(8, 0), (9, 1), (11, 2)])

    def test_attempt_in_vain_leaves_the_waiting_in_their_order(self):
        for kind in (Queue, SimpleQueue):
            q, got = kind(), []
            threads = [started(lambda name=name: got.append((name, q.get()))) for name in "abc"]
            self.assertRaises(Empty, q.get_nowait)
            for i in range(3):
                q.put(i)
                let_others_run()
            for thread in threads:
                thread.join()
            self.assertEqual(got, [("a", 0), ("b", 1), ("c", 2)])

    def test_item_for_a_woken_getter_is_not_taken_by_another(self):
        q, got = SimpleQueue(), []
        thread = started(lambda: got.append(q.get(True, 60)), priority=12)
        q.put(1)
        self.assertRaises(Empty, q.get_nowait)  # the getter has not run yet
        thread.join()
        self.assertEqual((got, q.qsize()), ([1], 0))


class TaskTests(unittest.TestCase):
    def test_join_waits_for_task_done(self):
        q, done = Queue(), []

        def work():
            while True:
                item = q.get()
                time.sleep_ms(1)
                done.append(item)
                q.task_done()

        for i in range(2):
            started(work, daemon=True)
        for i in range(6):
            q.put(i)
        q.join()
        self.assertEqual(sorted(done), list(range(6)))
        self.assertRaises(ValueError, q.task_done)
        q.join()


class ShutDownTests(unittest.TestCase):
    def test_what_is_there_may_still_be_got(self):
        q = Queue()
        q.put(1)
        q.shutdown()
        self.assertTrue(q.is_shutdown)
        self.assertRaises(ShutDown, q.put, 2)
        self.assertEqual(q.get(), 1)
        self.assertRaises(ShutDown, q.get)
        self.assertRaises(ShutDown, q.get_nowait)

    def test_immediate_drops_items_and_ends_join(self):
        q = Queue()
        for i in range(3):
            q.put(i)
        thread = started(q.join)
        q.shutdown(immediate=True)
        thread.join()
        self.assertRaises(ShutDown, q.get)

    def test_waiting_threads_are_told(self):
        full, empty, seen = Queue(1), Queue(), []
        full.put(1)
        threads = [started(lambda: seen.append(raised_by(full.put, 2))), started(lambda: seen.append(raised_by(empty.get)))]
        full.shutdown()
        empty.shutdown()
        for thread in threads:
            thread.join()
        self.assertEqual(seen, [ShutDown, ShutDown])


class CallbackTests(unittest.TestCase):
    def test_callback_may_feed_the_queue_that_main_waits_for(self):
        q = SimpleQueue()

        def later():
            time.sleep_ms(5)
            micropython.schedule(q.put, 7)

        thread = started(later)
        self.assertEqual(q.get(True, 60), 7)
        thread.join()

    def test_callback_may_wait_inside_a_wait(self):
        inner, outer, got, entered = SimpleQueue(), SimpleQueue(), [], threading.Event()

        def callback(_):
            entered.set()
            got.append(inner.get(True, 60))

        def feed():
            entered.wait()
            outer.put("outer")
            time.sleep_ms(5)
            inner.put("inner")

        def schedule():
            time.sleep_ms(5)
            micropython.schedule(callback, None)

        threads = [started(feed), Thread(target=schedule)]
        threads[1].start()
        self.assertEqual(outer.get(True, 60), "outer")
        for thread in threads:
            thread.join()
        self.assertEqual(got, ["inner"])


class ManyTests(unittest.TestCase):
    def test_producers_and_consumers_lose_nothing(self):
        for kind, size in ((Queue, 3), (Queue, 0), (LifoQueue, 2), (PriorityQueue, 2)):
            q, lock, sums = kind(size), threading.Lock(), [0, 0]

            def produce(first):
                for i in range(first, first + 100):
                    q.put(i)

            def consume():
                try:
                    while True:
                        item = q.get()
                        with lock:
                            sums[0] += item
                            sums[1] += 1
                except ShutDown:
                    pass

            consumers = [started(consume) for i in range(2)]
            producers = [started(produce, 100 * i) for i in range(3)]
            for thread in producers:
                thread.join()
            q.shutdown()
            for thread in consumers:
                thread.join()
            self.assertEqual(sums, [sum(range(300)), 300])


if __name__ == "__main__":
    unittest.main()
