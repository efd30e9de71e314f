# SPDX-License-Identifier: MIT
"""Module concurrent.futures, run by the program under test."""

import threading
import time
import unittest
from concurrent import futures
from concurrent.futures import CancelledError, Future, InvalidStateError, ThreadPoolExecutor


def fail():
    raise KeyError("no")


class Held:
    """A pool of one worker that is busy until the block ends."""

    def __init__(self):
        self.go = threading.Event()
        self.pool = ThreadPoolExecutor(1)
        self.first = self.pool.submit(self.go.wait)

    def __enter__(self):
        while not self.first.running():
            time.sleep_ms(1)
        return self

    def __exit__(self, *_):
        self.go.set()
        self.pool.shutdown()


class FutureTests(unittest.TestCase):
    def test_result_and_state(self):
        future = Future()
        self.assertEqual((future.done(), future.running(), future.cancelled()), (False, False, False))
        self.assertTrue(future.set_running_or_notify_cancel())
        self.assertTrue(future.running())
        self.assertFalse(future.cancel())
        future.set_result(5)
        self.assertEqual((future.result(), future.exception(), future.done()), (5, None, True))
        self.assertRaises(InvalidStateError, future.set_result, 6)
        self.assertRaises(InvalidStateError, future.set_exception, KeyError())
        self.assertRaises(InvalidStateError, future.set_running_or_notify_cancel)
        self.assertFalse(future.cancel())

    def test_exception(self):
        future = Future()
        error = KeyError("x")
        future.set_exception(error)
        self.assertIs(future.exception(), error)
        self.assertRaises(KeyError, future.result)

    def test_time_limit(self):
        future = Future()
        for limit in (0, 0.01):
            self.assertRaises(futures.TimeoutError, future.result, limit)
            self.assertRaises(futures.TimeoutError, future.exception, timeout=limit)

    def test_cancel(self):
        future = Future()
        self.assertTrue(future.cancel() and future.cancel())
        self.assertTrue(future.cancelled() and future.done())
        self.assertRaises(CancelledError, future.result)
        self.assertRaises(CancelledError, future.exception)
        self.assertFalse(future.set_running_or_notify_cancel())

    def test_callbacks(self):
        future, seen = Future(), []
        future.add_done_callback(seen.append)
        future.add_done_callback(lambda f: seen.append(f.result()))
        future.set_result(1)
        future.add_done_callback(lambda f: seen.append("late"))
        self.assertEqual(seen, [future, 1, "late"])


class PoolTests(unittest.TestCase):
    def test_submit(self):
        with ThreadPoolExecutor(2) as pool:
            good = pool.submit(pow, 2, 5)
            bad = pool.submit(fail)
            self.assertEqual(good.result(), 32)
            self.assertRaises(KeyError, bad.result)
        self.assertRaises(RuntimeError, pool.submit, pow, 2, 5)

    def test_map_keeps_the_order(self):
        def slow(x, y):
            time.sleep_ms(10 - x)
            return x * y

        with ThreadPoolExecutor(3) as pool:
            self.assertEqual(list(pool.map(slow, range(6), range(10))), [i * i for i in range(6)])
            self.assertRaises(ZeroDivisionError, list, pool.map(lambda x: 1 // x, (1, 0, 1)))
            go = threading.Event()
            self.assertRaises(futures.TimeoutError, list, pool.map(lambda _: go.wait(), (1,), timeout=0.01))
            go.set()

    def test_no_more_workers_than_asked_for_and_idle_ones_first(self):
        names = set()
        meeting = threading.Barrier(2)

        def work(wait):
            names.add(threading.current_thread().name)
            wait()

        # Before main, which is worse, has seen the result, the worker is idle again.
        with ThreadPoolExecutor(2, "w", priority=4) as pool:
            for i in range(3):
                pool.submit(work, threading.Event().is_set).result()
            self.assertEqual(names, {"w_0"})
            futures.wait([pool.submit(work, meeting.wait) for i in range(6)])
        self.assertEqual(names, {"w_0", "w_1"})

    def test_waiting_call_can_be_cancelled(self):
        with Held() as held:
            second = held.pool.submit(fail)
            self.assertFalse(held.first.cancel())
            self.assertTrue(second.cancel())
        self.assertTrue(held.first.result())
        self.assertTrue(second.cancelled())

    def test_shutdown_cancels_if_asked(self):
        with Held() as held:
            waiting = [held.pool.submit(fail) for i in range(3)]
            held.pool.shutdown(wait=False, cancel_futures=True)
        self.assertTrue(all(future.cancelled() for future in waiting))

    def test_initializer(self):
        seen = []
        with ThreadPoolExecutor(1, initializer=seen.append, initargs=(7,)) as pool:
            pool.submit(pow, 1, 1).result()
        self.assertEqual(seen, [7])
        self.assertRaises(TypeError, ThreadPoolExecutor, 1, initializer=5)
        self.assertRaises(ValueError, ThreadPoolExecutor, 0)

    def test_priority_of_workers(self):
        with ThreadPoolExecutor(1, priority=4) as pool:
            self.assertEqual(pool.submit(lambda: threading.current_thread().priority).result(), 4)


class WaitTests(unittest.TestCase):
    def test_as_completed(self):
        gates = [threading.Event() for i in range(3)]
        with ThreadPoolExecutor(3) as pool:
            made = [pool.submit(gate.wait) for gate in gates]
            completed = futures.as_completed(made)
            for i in (1, 2, 0):
                gates[i].set()
                self.assertIs(next(completed), made[i])
            self.assertRaises(StopIteration, next, completed)
            self.assertEqual(len(list(futures.as_completed(made, 0))), 3)
            self.assertRaises(futures.TimeoutError, list, futures.as_completed([Future()], 0.01))

    def test_wait_for_all_and_for_a_time(self):
        done, never = Future(), Future()
        done.set_result(1)
        self.assertEqual(futures.wait([done]), ({done}, set()))
        result = futures.wait([done, never], timeout=0.01)
        self.assertEqual((result.done, result.not_done), ({done}, {never}))
        self.assertRaises(ValueError, futures.wait, [done], None, "whatever")

    def test_wait_for_the_first(self):
        gate = threading.Event()
        with ThreadPoolExecutor(2) as pool:
            slow, fast = pool.submit(gate.wait), pool.submit(int)
            self.assertEqual(futures.wait([slow, fast], None, futures.FIRST_COMPLETED), ({fast}, {slow}))
            bad = pool.submit(fail)
            self.assertEqual(futures.wait([slow, bad], None, futures.FIRST_EXCEPTION), ({bad}, {slow}))
            gate.set()


if __name__ == "__main__":
    unittest.main()
