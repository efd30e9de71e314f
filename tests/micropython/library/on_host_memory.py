# SPDX-License-Identifier: MIT
"""Memory that runs out at each allocation of each operation in turn, run by the program with a small heap.

The heap is filled with a chain of small blocks, of which n are then given back: the operation finds n free blocks,
and fails at its n-th allocation or thereabouts. Then everything must still work, and nothing may be lost.
"""

import gc
import queue
import threading
import time
import unittest
from concurrent.futures import Future, ThreadPoolExecutor

threading.Barrier, threading.local  # what is loaded when it is first used shall be loaded now

# Without memory no tuple can be made where the exception is caught.
NO_MEMORY = (MemoryError, OSError)
DEADLOCK = (RuntimeError, MemoryError)


# Chains of lists, of two blocks each, and of tuples, of one, for what is left.
held = [None, None]


def fill():
    """Takes all memory."""
    for i in range(3):  # what only seemed to be in use is collected on the way
        gc.collect()
        try:
            while True:
                held[0] = [held[0]]
        except MemoryError:
            pass
        try:
            while True:
                held[1] = (held[1],)
        except MemoryError:
            pass


def give_back(blocks):
    """Links are cut, so that a stale reference to one keeps no others."""
    for i in range(0, blocks, 2):
        link = held[0]
        if link:
            held[0] = link[0]
            link[0] = None


def attempt(operation, blocks):
    """Runs the operation with so many free blocks. Returns whether it had enough."""
    fill()
    give_back(blocks)
    gc.collect()
    if blocks % 2:
        held[1] = (held[1],)
    try:
        operation()
        return True
    except NO_MEMORY:
        return False
    finally:
        free_all()


def free_all():
    held[1] = None
    while held[0]:
        give_back(1)


def used():
    gc.collect()
    gc.collect()
    return gc.mem_alloc()


class MemoryTests(unittest.TestCase):
    def check(self, operation, clean_up=lambda: None):
        """Fails it at every allocation; after each failure it works with enough memory."""
        for i in range(3):
            operation()
            clean_up()
        before = used()
        failures = 0
        for blocks in range(200):
            if attempt(operation, blocks):
                break
            clean_up()
            failures += 1
            operation()
            clean_up()
        clean_up()
        self.assertGreater(failures, 0)
        self.assertLess(blocks, 199)
        self.assertLess(used() - before, 1000)
        self.assertEqual(threading.active_count(), 1)

    def test_making_objects(self):
        for kind in (threading.Lock, threading.RLock, threading.Condition, threading.Event, threading.Semaphore,
                     threading.BoundedSemaphore, threading.local, queue.Queue, queue.LifoQueue, queue.PriorityQueue,
                     queue.SimpleQueue, Future, threading.Thread):
            self.check(kind)
        self.check(lambda: threading.Barrier(2))

    def test_starting_and_joining_a_thread(self):
        ran = []

        def work():
            ran.append(1)

        def operation():
            del ran[:]
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()

        # A thread may also fail for want of memory when it runs; its report goes to the hook.
        threading.excepthook = lambda args: None
        try:
            self.check(operation)
        finally:
            threading.excepthook = threading.__excepthook__
        self.assertEqual(ran, [1])

    def test_queues_keep_all_items_that_were_put(self):
        for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
            q = kind()
            put = [0]

            def operation():
                for i in range(20):
                    q.put(i)
                    put[0] += 1

            def empty():
                got = 0
                while not q.empty():
                    q.get()
                    got += 1
                self.assertEqual(got, put[0])
                put[0] = 0

            self.check(operation, empty)

    def test_waits_with_a_limit(self):
        lock, event, semaphore, q = threading.Lock(), threading.Event(), threading.Semaphore(0), queue.Queue()
        condition = threading.Condition(lock)

        def operation():
            with condition:
                condition.wait(0.001)
                condition.wait_for(event.is_set, 0.001)
                lock.acquire(True, 0.001)
            event.wait(0.001)
            semaphore.acquire(True, 0.001)
            try:
                q.get(True, 0.001)
            except queue.Empty:
                pass

        self.check(operation, lambda: self.assertFalse(lock.locked() or q.mutex.locked()))

    def test_local_values(self):
        local = threading.local()

        def operation():
            local.value = [1.5, 2.5]
            self.assertEqual(local.value, [1.5, 2.5])

        self.check(operation)

    def test_deadlock_is_an_exception_also_without_memory_for_its_text(self):
        def cross(a, b, ms, caught):
            try:
                with a:
                    time.sleep_ms(ms)
                    with b:
                        pass
            except DEADLOCK:
                caught[0] += 1

        for blocks in range(40):
            a, b, caught = threading.Lock(), threading.Lock(), [0]
            threads = [threading.Thread(target=cross, args=args) for args in ((a, b, 5, caught), (b, a, 10, caught))]
            for thread in threads:
                thread.start()
            while not (a.locked() and b.locked()):
                time.sleep_ms(1)
            fill()
            give_back(blocks)
            gc.collect()
            for thread in threads:
                thread.join()
            free_all()
            self.assertEqual((caught[0], a.locked(), b.locked()), (1, False, False))

    def test_pool_works_on(self):
        with ThreadPoolExecutor(2) as pool:
            futures = []

            def operation():
                futures.append(pool.submit(pow, 2, 3))

            def finish():
                for future in futures:
                    future.result(10)
                del futures[:]

            for i in range(5):
                operation()
            finish()
            for blocks in range(80):
                attempt(operation, blocks)
                gc.collect()
                finish()
                self.assertEqual(pool.submit(pow, 2, 3).result(10), 8)


class Need11Memory(unittest.TestCase):
    def test_100000_threads_leave_the_heap_flat(self):
        def run(n):
            for i in range(n):
                thread = threading.Thread(target=len, args=((),))
                thread.start()
                thread.join()

        run(100)
        before = used()
        run(100000)
        self.assertLess(used() - before, 1000)


if __name__ == "__main__":
    unittest.main()
