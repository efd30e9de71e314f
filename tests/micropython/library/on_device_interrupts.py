# SPDX-License-Identifier: MIT
"""What interrupt handlers feed, with machine.Timer as the interrupt, run by the program under test."""

import _thread
import asyncio
import micropython
import queue
import select
import sys
import threading
import time
import unittest
from machine import Timer
from zephyr import IRQQueue, Signal

LIMIT = 60  # seconds, for what should come at once
STACK = 6144 if sys.maxsize < 1 << 32 else None  # bytes, for a loop


class Ticks:
    """A hard handler that calls function(n) for n in range(count), a millisecond apart, for use in a `with` statement."""

    def __init__(self, count, function, hard=True):
        self.left, self.count, self.function, self.hard = count, count, function, hard

    def __enter__(self):
        self.timer = Timer(period=1, callback=self.tick, hard=self.hard)
        return self

    def tick(self, timer):
        self.left -= 1
        if self.left == 0:
            timer.deinit()
        self.function(self.count - self.left - 1)

    def __exit__(self, *_):
        self.timer.deinit()


def let_scheduled_run():
    """Waits until what is scheduled has run."""
    ran = Signal()
    while True:
        try:
            micropython.schedule(lambda _: ran.set(), None)
            break
        except RuntimeError:  # the queue is full
            time.sleep_ms(1)
    ran.wait(LIMIT)


class TimerTests(unittest.TestCase):
    def test_one_shot_is_called_once_and_periodic_again_and_again(self):
        for hard in (False, True):
            for mode, expected in ((Timer.ONE_SHOT, 1), (Timer.PERIODIC, 3)):
                calls, enough = [0], Signal()

                def count(timer):
                    calls[0] += 1
                    if calls[0] == expected:
                        enough.set()

                timer = Timer(mode=mode, period=2, callback=count, hard=hard)
                self.assertTrue(enough.wait(LIMIT))
                if mode == Timer.ONE_SHOT:
                    time.sleep_ms(10)
                    self.assertEqual(calls[0], 1)
                timer.deinit()
                let_scheduled_run()
                seen = calls[0]
                time.sleep_ms(10)
                self.assertEqual(calls[0], seen)

    def test_callback_gets_the_timer_and_may_start_it_again(self):
        seen, done = [None, 0], Signal()

        def again(timer):
            seen[0] = timer
            seen[1] += 1
            if seen[1] < 3:
                timer.init(mode=Timer.ONE_SHOT, period=1, callback=again, hard=True)
            else:
                done.set()

        timer = Timer(-1)
        timer.init(mode=Timer.ONE_SHOT, freq=1000, callback=again, hard=True)
        self.assertTrue(done.wait(LIMIT))
        self.assertIs(seen[0], timer)

    def test_running_timers_live_without_a_reference(self):
        done = IRQQueue(20)
        for i in range(20):
            Timer(mode=Timer.ONE_SHOT, period=20 + i, callback=lambda timer: done.put(1), hard=True)
        for _ in range(20):
            Timer(mode=Timer.ONE_SHOT, period=1, callback=None)
            [bytearray(200) for _ in range(20)]
        for _ in range(20):
            self.assertEqual(done.get(True, LIMIT), 1)

    def test_thousands_of_timers_leave_no_memory_behind(self):
        import gc

        def rounds(n):
            for _ in range(n):
                for _ in range(30):
                    Timer(mode=Timer.ONE_SHOT, period=1, callback=None)
                time.sleep_ms(2)
            gc.collect()
            return gc.mem_alloc()

        before = rounds(10)
        self.assertLess(rounds(100) - before, 4096)

    def test_bad_arguments_are_named(self):
        for options, words in ((dict(period=-5), "period"), (dict(freq=0), "freq"), (dict(mode=7), "ONE_SHOT"),
                               (dict(freq=-1), "freq"), (dict(tick_hz=0, period=1), "tick_hz")):
            try:
                Timer(**options)
                self.fail(str(options))
            except ValueError as error:
                self.assertIn(words, str(error))
        self.assertRaises(ValueError, Timer, 3)


class SignalTests(unittest.TestCase):
    def test_it_is_taken_once(self):
        signal = Signal()
        self.assertFalse(signal.is_set() or signal.wait(0))
        signal.set()
        signal.set()
        self.assertTrue(signal.is_set())
        self.assertTrue(signal.wait())
        self.assertFalse(signal.wait(timeout=0.005))
        signal.set()
        signal.clear()
        self.assertFalse(signal.is_set())

    def test_hard_handler_wakes_a_thread(self):
        signal = Signal()
        with Ticks(1, lambda n: signal.set()):
            self.assertTrue(signal.wait(LIMIT))

    def test_one_set_wakes_one_thread_the_best_first(self):
        signal, order = Signal(), queue.SimpleQueue()

        def work(name):
            if signal.wait(LIMIT):
                order.put(name)

        names = ("worst", 12), ("better", 3), ("best", 2)
        threads = [threading.Thread(target=work, args=(name,), priority=priority) for name, priority in names]
        for thread in threads:
            thread.start()
        time.sleep_ms(20)
        for name in "best", "better", "worst":
            signal.set()
            self.assertEqual(order.get(True, LIMIT), name)
        self.assertTrue(order.empty())
        for thread in threads:
            thread.join()

    def test_what_a_stopped_thread_was_given_goes_to_the_next(self):
        for _ in range(20):
            signal, got = Signal(), queue.SimpleQueue()
            threads = [threading.Thread(target=lambda: got.put(signal.wait(LIMIT))) for _ in range(2)]
            for thread in threads:
                thread.start()
            time.sleep_ms(2)
            threads[0].stop()
            signal.set()
            self.assertTrue(got.get(True, LIMIT))
            signal.set()
            for thread in threads:
                thread.join()

    def test_flag_wakes_a_loop_from_a_thread_and_from_a_hard_handler(self):
        async def main():
            flag, times = asyncio.ThreadSafeFlag(), 0
            for _ in range(10):
                with Ticks(1, lambda n: flag.set()):
                    await asyncio.wait_for(flag.wait(), LIMIT)
                _thread.start_new_thread(flag.set, ())
                await asyncio.wait_for(flag.wait(), LIMIT)
                times += 1
            return times

        asyncio.new_event_loop()
        self.assertEqual(asyncio.run(main()), 10)

    def test_loops_in_two_threads_wait_for_one_signal(self):
        signal, got = Signal(), queue.SimpleQueue()

        async def main():
            await signal
            got.put(1)

        threads = [threading.Thread(target=lambda: asyncio.run(main()), stack_size=STACK) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep_ms(20)
        for _ in range(2):
            signal.set()
            self.assertEqual(got.get(True, LIMIT), 1)
        for thread in threads:
            thread.join()

    def test_cancelled_task_leaves_the_signal(self):
        async def main():
            flag = asyncio.ThreadSafeFlag()
            task = asyncio.create_task(flag.wait())
            await asyncio.sleep_ms(0)
            task.cancel()
            await asyncio.sleep_ms(0)
            flag.set()
            await asyncio.wait_for(flag.wait(), LIMIT)
            return flag.is_set()

        asyncio.new_event_loop()
        self.assertFalse(asyncio.run(main()))

    def test_poll_in_a_thread(self):
        signal = Signal()
        poller = select.poll()
        poller.register(signal, select.POLLIN)
        self.assertEqual(poller.poll(0), [])
        with Ticks(1, lambda n: signal.set()):
            self.assertEqual(len(poller.poll(LIMIT * 1000)), 1)


class QueueTests(unittest.TestCase):
    def test_items_keep_their_order_and_overflow_is_told(self):
        q = IRQQueue(3)
        self.assertEqual([q.put(i) for i in range(5)], [True, True, True, False, False])
        self.assertEqual((q.qsize(), q.full(), q.empty(), q.dropped()), (3, True, False, 2))
        self.assertEqual([q.get(), q.get_nowait(), q.get(False)], [0, 1, 2])
        self.assertRaises(queue.Empty, q.get_nowait)
        self.assertRaises(queue.Empty, q.get, timeout=0.005)
        self.assertRaises(ValueError, q.get, True, -1)
        self.assertRaises(ValueError, IRQQueue, 0)
        self.assertRaises(MemoryError, IRQQueue, sys.maxsize // 2)

    def test_hard_handler_feeds_a_thread(self):
        q, got = IRQQueue(50), []
        thread = threading.Thread(target=lambda: [got.append(q.get(True, LIMIT)) for _ in range(50)])
        thread.start()
        with Ticks(50, q.put):
            thread.join(LIMIT)
        self.assertEqual((got, q.dropped()), (list(range(50)), 0))

    def test_hard_handler_feeds_a_loop_that_also_serves_others(self):
        q, asked = IRQQueue(1), [0]

        def answer(timer):
            q.put(asked[0])

        async def ask(taken):
            for _ in range(50):
                asked[0] += 1
                Timer(mode=Timer.ONE_SHOT, period=1, callback=answer, hard=True)
                await taken.wait()
                taken.clear()

        async def main():
            got, taken = [], asyncio.Event()
            task = asyncio.create_task(ask(taken))
            async for item in q:
                got.append(item)
                taken.set()
                if item == 50:
                    break
            await task
            return got

        asyncio.new_event_loop()
        self.assertEqual(asyncio.run(main()), list(range(1, 51)))

    def test_several_threads_and_a_loop_share_the_items(self):
        q, got = IRQQueue(60), queue.SimpleQueue()

        def work():
            while True:
                item = q.get(True, LIMIT)
                if item < 0:
                    return
                got.put(item)

        async def main():
            async for item in q:
                if item < 0:
                    return
                got.put(item)

        threads = [threading.Thread(target=work) for _ in range(2)]
        threads.append(threading.Thread(target=lambda: asyncio.run(main()), stack_size=STACK))
        for thread in threads:
            thread.start()
        with Ticks(60, q.put):
            items = sorted(got.get(True, LIMIT) for _ in range(60))
        for thread in threads:
            while not q.put(-1):
                time.sleep_ms(1)
        for thread in threads:
            thread.join()
        self.assertEqual(items, list(range(60)))

    def test_buffers_go_round(self):
        """A handler fills buffers that it takes from one queue, and passes them on in another."""
        buffers = [bytearray(4) for _ in range(4)]
        empty, full = IRQQueue(4), IRQQueue(4)
        for buffer in buffers:
            empty.put(buffer)

        filled = [0]

        def fill(timer):
            if empty.ready():
                buffer = empty.get_nowait()
                buffer[0] = filled[0]
                filled[0] += 1
                full.put(buffer)

        timer = Timer(period=1, callback=fill, hard=True)
        for n in range(40):
            buffer = full.get(True, LIMIT)
            self.assertEqual(buffer[0], n)
            empty.put(buffer)
        timer.deinit()

    def test_handlers_between_threads_that_compute_allocate_and_collect(self):
        import gc

        q, stop = IRQQueue(100), []

        def work(n):
            while not stop:
                gc.collect() if n == 0 else "".join(str(i) for i in range(30))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        with Ticks(100, q.put):
            got = [q.get(True, LIMIT) for _ in range(100)]
        stop.append(1)
        for thread in threads:
            thread.join()
        self.assertEqual(got, list(range(100)))


class HardHandlers(unittest.TestCase):
    def outcome(self, function):
        """What comes of calling it in a hard handler."""
        seen, done = [None], Signal()

        def handler(n):
            try:
                function()
                seen[0] = "done"
            except Exception as error:
                seen[0] = type(error)
            done.set()

        with Ticks(1, handler):
            self.assertTrue(done.wait(LIMIT))
        return seen[0]

    def test_what_is_not_possible_is_refused_and_changes_nothing(self):
        free, held = threading.Lock(), threading.Lock()
        held.acquire()
        recursive, event, semaphore, simple = threading.RLock(), threading.Event(), threading.Semaphore(0), queue.SimpleQueue()
        signal, q, condition = Signal(), IRQQueue(1), threading.Condition()
        for function in (lambda: free.acquire(False), held.acquire, held.release, recursive.acquire, event.set, event.wait,
                         lambda: simple.put(1), simple.get, semaphore.release, semaphore.acquire, signal.wait, q.get,
                         condition.acquire, _thread.get_ident, threading.current_thread):
            self.assertIs(self.outcome(function), RuntimeError, str(function))
        self.assertFalse(free.locked() or event.is_set() or not simple.empty() or semaphore.acquire(False))
        self.assertTrue(held.locked())
        self.assertIs(self.outcome(lambda: [0] * 100), MemoryError)

    def test_what_is_possible(self):
        signal, q = Signal(), IRQQueue(1)
        for function in (signal.set, signal.clear, signal.is_set, lambda: q.put(1), q.get_nowait, q.full, q.dropped):
            self.assertEqual(self.outcome(function), "done")

    def test_exception_ends_the_handler_and_nothing_else(self):
        calls = [0]

        def fail(timer):
            calls[0] += 1
            raise ValueError("no more")

        timer = Timer(period=1, callback=fail, hard=True)
        time.sleep_ms(20)
        timer.deinit()
        self.assertEqual(calls[0], 1)


if __name__ == "__main__":
    # Main's stack is small on some boards: too small for a loop inside of a test.
    threading.Thread(target=unittest.main, stack_size=10240 if sys.maxsize < 1 << 32 else None).start()
