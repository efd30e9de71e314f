# SPDX-License-Identifier: MIT
"""Memory that runs out at each allocation of each operation in turn, run by the program with a small heap.

The heap is filled with a chain of small blocks, of which n are then given back: the operation finds n free blocks,
and fails at its n-th allocation or thereabouts. Then everything must still work, and nothing may be lost.
"""

import asyncio
import gc
import queue
import threading
import time
import unittest
import zephyr
from concurrent.futures import Future, ThreadPoolExecutor
from machine import Timer
from zephyr import IRQQueue, Signal

# What is loaded when it is first used shall be loaded now.
threading.Barrier, threading.local, asyncio.to_thread, asyncio.wait_for, asyncio.ThreadSafeFlag, asyncio.gather

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
        self.check_with(1, operation, clean_up)

    def check_with(self, threads, operation, clean_up=lambda: None):
        """Fails it at every allocation; after each failure it works with enough memory, and so many threads are alive."""
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
        self.assertEqual(threading.active_count(), threads)

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
            q, put = kind(), 0

            def operation():
                nonlocal put
                for i in range(20):
                    q.put(i)
                    put += 1

            def empty():
                nonlocal q, put
                got = 0
                while not q.empty():
                    q.get()
                    got += 1
                self.assertEqual(got, put)
                q, put = kind(), 0  # a new one: one that has grown may need no memory any more

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

    def test_looking_at_threads(self):
        done = threading.Event()
        thread = threading.Thread(target=done.wait)
        thread.start()
        try:
            for look in zephyr.threads, zephyr.ps, zephyr.thread_analyze:
                self.check_with(2, look)
        finally:
            done.set()
            thread.join()

    def test_a_traceback_of_all_threads_takes_no_memory(self):
        fill()
        try:
            zephyr.dump_traceback()
            ok = True
        except NO_MEMORY:
            ok = False
        finally:
            free_all()
        self.assertTrue(ok)

    def test_the_watchdog_takes_next_to_no_memory(self):
        def operation():
            zephyr.dump_traceback_later(1000.5)
            zephyr.cancel_dump_traceback_later()
            [zephyr.current_tid(), zephyr.is_preempt_thread()]

        self.check(operation, zephyr.cancel_dump_traceback_later)

    def test_making_what_interrupts_feed(self):
        for make in (Signal, lambda: IRQQueue(4), asyncio.ThreadSafeFlag):
            self.check(make)

    def test_making_timers(self):
        def make():
            Timer(period=1000).deinit()

        def make_until_some_go():
            """Timers that have stopped are kept until there are some: from then on the number is the same each time."""
            before = used()
            make()
            while used() >= before:
                before = used()
                make()

        self.check(make, make_until_some_go)

    def test_feeding_takes_no_memory(self):
        signal, q = Signal(), IRQQueue(2)
        fill()
        try:
            signal.set()
            q.put(1)
            q.put(signal)
            ok = signal.wait() and q.get() == 1 and q.get() is signal
        finally:
            free_all()
        self.assertTrue(ok)

    def test_getting_what_interrupts_feed(self):
        signal, q = Signal(), IRQQueue(4)

        def operation():
            signal.set()
            q.put(1)
            q.put(2)
            got = [signal.wait(1.5), q.get(True, 1.5), q.get_nowait(), signal.wait(0.001), signal.take(), q.dropped()]
            try:
                q.get(True, 0.001)
            except queue.Empty:
                pass
            self.assertEqual(got, [True, 1, 2, False, False, 0])

        def empty():
            signal.clear()
            while q.qsize():
                q.get_nowait()

        self.check(operation, empty)

    def test_awaiting_what_interrupts_feed(self):
        signal, q = Signal(), IRQQueue(4)

        async def take(got):
            await signal
            got.append(await q.aget())
            async for item in q:
                got.append(item)
                break

        async def main(got):
            task = asyncio.create_task(take(got))
            await asyncio.sleep_ms(0)
            signal.set()
            await asyncio.sleep_ms(0)
            q.put(1)
            q.put(2)
            await task

        def operation():
            got = []
            asyncio.new_event_loop()
            asyncio.run(main(got))
            self.assertEqual(got, [1, 2])

        def empty():
            asyncio.new_event_loop()
            signal.clear()
            while q.qsize():
                q.get_nowait()

        self.check(operation, empty)

    def check_pool(self, main, threads=1):
        """As check(), of a coroutine that leaves calls to the loop's own pool, and waits for its threads' end."""

        def operation():
            asyncio.new_event_loop()
            asyncio.run(main())

        def clean_up():
            asyncio.new_event_loop()
            while threading.active_count() > threads:  # those of the pool, which the loop's end has told to end
                time.sleep_ms(1)

        threading.excepthook = lambda args: None  # a thread of the pool may have no memory either
        try:
            self.check_with(threads, operation, clean_up)
        finally:
            threading.excepthook = threading.__excepthook__

    def test_calls_to_threads(self):
        async def main():
            self.assertEqual(await asyncio.to_thread(pow, 2, 3), 8)

        self.check_pool(main)

    def test_calls_to_the_executor(self):
        async def main():
            loop = asyncio.get_running_loop()
            one, other = loop.run_in_executor(None, pow, 2, 3), loop.run_in_executor(None, pow, 2, 4)
            self.assertEqual((await one, await other), (8, 16))

        self.check_pool(main)

    def test_calls_from_a_thread(self):
        go, done = threading.Semaphore(0), threading.Semaphore(0)

        def work():
            while True:
                go.acquire()
                if self.event is None:
                    return
                try:
                    self.loop.call_soon_threadsafe(self.event.set)
                    self.called = True
                except NO_MEMORY:
                    self.called = False
                done.release()

        async def main():
            self.event, self.loop = asyncio.Event(), asyncio.get_running_loop()
            go.release()
            done.acquire()
            if not self.called:
                raise MemoryError
            await self.event.wait()

        thread = threading.Thread(target=work)
        thread.start()
        try:
            self.check_pool(main, 2)
        finally:
            self.event = None
            go.release()
            thread.join()

    def test_running_a_loop(self):
        async def child(n):
            await asyncio.sleep_ms(n)

        async def main():
            flag, event = asyncio.ThreadSafeFlag(), asyncio.Event()
            tasks = asyncio.create_task(child(0)), asyncio.create_task(child(1))
            flag.set()
            await flag.wait()
            asyncio.get_running_loop().call_soon_threadsafe(event.set)
            await event.wait()
            for task in tasks:
                await task

        def operation():
            asyncio.new_event_loop()
            asyncio.run(main())

        self.check(operation, asyncio.new_event_loop)

    def test_loop_goes_on_when_no_memory_is_left_for_a_report(self):
        loop, error, called = asyncio.new_event_loop(), ValueError("reported without memory"), []

        def fail():
            fill()
            raise error

        def go_on():
            free_all()
            called.append(True)
            loop.stop()

        for callback in fail, go_on:
            loop.call_soon_threadsafe(callback)
        try:
            loop.run_forever()
        finally:
            free_all()
        self.assertEqual(called, [True])

    def test_calls_in_a_running_loop(self):
        ready, done = threading.Event(), queue.SimpleQueue()

        def work():
            self.loop = asyncio.new_event_loop()
            self.loop.set_exception_handler(lambda loop, context: None)
            self.loop.call_soon_threadsafe(ready.set)
            self.loop.run_forever()

        thread = threading.Thread(target=work)
        thread.start()
        ready.wait()

        async def double(x):
            await asyncio.sleep_ms(0)
            return 2 * x

        def operation():
            asyncio.run_coroutine_threadsafe(double(4), self.loop)

        for blocks in range(60):
            attempt(operation, blocks)
            self.loop.call_soon_threadsafe(done.put, blocks)
            self.assertEqual(done.get(True, 100), blocks)
            self.assertEqual(asyncio.run_coroutine_threadsafe(double(blocks), self.loop).result(100), 2 * blocks)
        self.loop.call_soon_threadsafe(self.loop.stop)
        thread.join()


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
