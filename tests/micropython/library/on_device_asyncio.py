# SPDX-License-Identifier: MIT
"""Event loops and threads, run by the program under test."""

import _thread
import asyncio
import gc
import sys
import threading
import time
import unittest
from concurrent.futures import CancelledError, ThreadPoolExecutor

LIMIT = 60  # seconds, for what should come at once
STACK = 6144 if sys.maxsize < 1 << 32 else None  # bytes, for a loop


def run(coroutine):
    """Runs it in a loop of its own, whatever tests before it have left behind."""
    asyncio.new_event_loop()
    return asyncio.run(asyncio.wait_for(coroutine, LIMIT))


class LoopThread:
    """A thread whose loop runs until the block ends."""

    def __enter__(self):
        ready = threading.Event()

        def work():
            self.loop = asyncio.new_event_loop()
            self.loop.call_soon_threadsafe(ready.set)
            self.loop.run_forever()

        self.thread = threading.Thread(target=work, stack_size=STACK)
        self.thread.start()
        if not ready.wait(LIMIT):
            raise AssertionError("the loop does not run")
        return self.loop

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


class ToThread(unittest.TestCase):
    def test_result_arguments_and_thread(self):
        def work(a, *, b):
            return a + b, _thread.get_ident()

        async def main():
            return await asyncio.to_thread(work, 1, b=2)

        total, ident = run(main())
        self.assertEqual(total, 3)
        self.assertNotEqual(ident, _thread.get_ident())

    def test_exception(self):
        async def main():
            await asyncio.to_thread(int, "x")

        self.assertRaises(ValueError, run, main())

    def test_tasks_run_while_a_thread_waits(self):
        go = threading.Event()

        async def let_go():
            await asyncio.sleep_ms(1)
            go.set()

        async def main():
            return await asyncio.gather(asyncio.to_thread(go.wait, LIMIT), let_go())

        self.assertEqual(run(main()), [True, None])

    def test_executor_of_ones_own(self):
        async def main():
            loop = asyncio.get_running_loop()
            with ThreadPoolExecutor(1, "mine") as pool:
                return await loop.run_in_executor(pool, _thread.get_name)

        self.assertEqual(run(main()), "mine_0")

    def test_call_runs_at_once_and_result_is_fetched_later(self):
        ran = threading.Event()

        async def main():
            task = asyncio.get_running_loop().run_in_executor(None, ran.set)
            ran.wait(LIMIT)  # blocks the loop on purpose
            await task

        run(main())
        self.assertTrue(ran.is_set())

    def test_cancelling_the_task_cancels_a_call_that_waits(self):
        go, ran = threading.Event(), []

        async def main():
            loop = asyncio.get_running_loop()
            with ThreadPoolExecutor(1) as pool:
                first = loop.run_in_executor(pool, go.wait)
                second = loop.run_in_executor(pool, ran.append, 1)
                await asyncio.sleep_ms(0)
                second.cancel()
                try:
                    await second
                except asyncio.CancelledError:
                    pass
                go.set()
                await first

        run(main())
        self.assertEqual(ran, [])

    def test_time_limit(self):
        go = threading.Event()

        async def main():
            try:
                await asyncio.wait_for(asyncio.to_thread(go.wait), 0.01)
            except asyncio.TimeoutError:
                return "late"
            finally:
                go.set()

        self.assertEqual(run(main()), "late")

    def test_many_calls(self):
        async def main():
            calls = [asyncio.to_thread(pow, i, 2) for i in range(30)]
            return await asyncio.gather(*calls)

        self.assertEqual(run(main()), [i * i for i in range(30)])


class FromThreads(unittest.TestCase):
    def test_call_is_made_in_the_loops_thread_and_in_order(self):
        seen, done = [], threading.Event()
        with LoopThread() as loop:
            for i in range(20):
                loop.call_soon_threadsafe(seen.append, i)
            loop.call_soon_threadsafe(lambda: (seen.append(_thread.get_ident()), done.set()))
            self.assertTrue(done.wait(LIMIT))
            self.assertEqual(seen[:20], list(range(20)))
            self.assertNotEqual(seen[20], _thread.get_ident())

    def test_call_wakes_a_loop_that_waits(self):
        async def main():
            event, loop = asyncio.Event(), asyncio.get_running_loop()
            threading.Thread(target=loop.call_soon_threadsafe, args=(event.set,)).start()
            await event.wait()
            return True

        self.assertTrue(run(main()))

    def test_call_that_fails_is_reported_and_the_loop_goes_on(self):
        reports, done = [], threading.Event()
        with LoopThread() as loop:
            loop.set_exception_handler(lambda loop, context: reports.append(context["exception"]))
            loop.call_soon_threadsafe(int, "x")
            loop.call_soon_threadsafe(done.set)
            self.assertTrue(done.wait(LIMIT))
        self.assertIsInstance(reports[0], ValueError)

    def test_coroutine_result_and_exception(self):
        async def double(x):
            await asyncio.sleep_ms(1)
            return 2 * x

        async def fail():
            raise KeyError("no")

        with LoopThread() as loop:
            futures = [asyncio.run_coroutine_threadsafe(double(i), loop) for i in range(5)]
            results = [future.result(LIMIT) for future in futures]
            self.assertEqual(results, [0, 2, 4, 6, 8])
            self.assertRaises(KeyError, asyncio.run_coroutine_threadsafe(fail(), loop).result, LIMIT)
            self.assertRaises(TypeError, asyncio.run_coroutine_threadsafe, 5, loop)

    def test_cancelling_the_future_cancels_the_coroutine(self):
        begun, ended = threading.Event(), threading.Event()

        async def wait():
            try:
                begun.set()
                await asyncio.sleep(10 * LIMIT)
            finally:
                ended.set()

        with LoopThread() as loop:
            future = asyncio.run_coroutine_threadsafe(wait(), loop)
            self.assertTrue(begun.wait(LIMIT))
            self.assertTrue(future.cancel())
            self.assertTrue(ended.wait(LIMIT))
            self.assertRaises(CancelledError, future.result)

    def test_a_task_belongs_to_its_loop(self):
        async def main():
            task, seen = asyncio.current_task(), []

            def cancel():
                try:
                    task.cancel()
                except Exception as error:
                    seen.append(type(error))

            thread = threading.Thread(target=cancel)
            thread.start()
            thread.join()
            return seen

        self.assertEqual(run(main()), [KeyError])


class SeveralLoops(unittest.TestCase):
    def test_loops_in_threads_keep_to_themselves(self):
        rounds, results = 20, {}
        barrier = threading.Barrier(3)

        async def count(name, ms):
            for _ in range(rounds):
                await asyncio.sleep_ms(ms)
            return name

        async def main(n):
            barrier.wait()
            event = asyncio.Event()
            tasks = []
            for i in range(3):
                tasks.append(asyncio.create_task(count((n, i), i)))
            asyncio.get_running_loop().create_task(self.set_later(event))
            await event.wait()
            return await asyncio.gather(*tasks)

        def work(n):
            results[n] = asyncio.run(main(n))

        threads = [threading.Thread(target=work, args=(n,), stack_size=STACK) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for n in range(3):
            self.assertEqual(results[n], [(n, 0), (n, 1), (n, 2)])

    async def set_later(self, event):
        await asyncio.sleep_ms(1)
        event.set()

    def test_loop_made_here_may_run_there(self):
        loop, seen = asyncio.new_event_loop(), []

        async def note():
            seen.append(asyncio.get_running_loop() is loop)

        def work():
            asyncio.set_event_loop(loop)
            loop.run_until_complete(note())
            loop.run_forever()

        thread = threading.Thread(target=work, stack_size=STACK)
        thread.start()
        asyncio.run_coroutine_threadsafe(note(), loop).result(LIMIT)
        self.assertIsNot(asyncio.get_event_loop(), loop)
        self.assertIs(run(self.running()), asyncio.get_event_loop())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        self.assertEqual(seen, [True, True])

    async def running(self):
        return asyncio.get_running_loop()

    def test_a_loop_runs_once_at_a_time(self):
        async def main():
            loop, coroutine = asyncio.get_running_loop(), self.running()
            try:
                loop.run_until_complete(coroutine)
            except RuntimeError as error:
                return str(error)

        self.assertIn("already running", run(main()))

    def test_no_loop_is_an_error_that_says_so(self):
        errors = []

        def work(function):
            try:
                function()
            except Exception as error:
                errors.append(str(error))

        waiting = asyncio.Event()

        async def wait():
            task = asyncio.create_task(waiting.wait())
            await asyncio.sleep_ms(0)
            for function in (asyncio.get_running_loop, asyncio.current_task, waiting.set):
                thread = threading.Thread(target=work, args=(function,))
                thread.start()
                thread.join()
            task.cancel()

        run(wait())
        self.assertEqual(errors[:2], ["no running event loop"] * 2)
        self.assertIn("call_soon_threadsafe", errors[2])


class Sleeping(unittest.TestCase):
    def test_a_loop_that_waits_does_not_run(self):
        """Its thread is never ready while it waits, so a worse thread sees no hand-over of the interpreter lock."""
        with LoopThread() as loop:
            begun, go = threading.Event(), asyncio.Event()

            async def wait():
                begun.set()
                await go.wait()

            future = asyncio.run_coroutine_threadsafe(wait(), loop)
            begun.wait(LIMIT)
            time.sleep_ms(20)
            before = _thread.stats()[1]
            time.sleep_ms(100)
            self.assertLess(_thread.stats()[1] - before, 5)
            loop.call_soon_threadsafe(go.set)
            future.result(LIMIT)

    def test_stop_ends_a_loop_that_waits(self):
        ended = []

        async def wait():
            try:
                await asyncio.sleep(10 * LIMIT)
            finally:
                ended.append(1)

        begun = threading.Event()

        def work():
            loop = asyncio.new_event_loop()
            loop.call_soon_threadsafe(begun.set)
            loop.run_until_complete(wait())

        thread = threading.Thread(target=work)
        thread.start()
        begun.wait(LIMIT)
        thread.stop()
        thread.join(LIMIT)
        self.assertFalse(thread.is_alive())

    def test_loops_leave_nothing_behind(self):
        async def main():
            await asyncio.to_thread(len, ())
            await asyncio.sleep_ms(0)

        def once():
            asyncio.run(main())

        def rounds(n):
            for _ in range(n):
                thread = threading.Thread(target=once, stack_size=STACK)
                thread.start()
                thread.join()
            gc.collect()
            gc.collect()
            return gc.mem_alloc()

        before = rounds(5)
        self.assertLess(rounds(30) - before, 2048)


if __name__ == "__main__":
    # Main's stack is small on some boards: too small for a loop inside of a test.
    threading.Thread(target=unittest.main, stack_size=10240 if sys.maxsize < 1 << 32 else None).start()
