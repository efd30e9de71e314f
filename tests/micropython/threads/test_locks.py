# SPDX-License-Identifier: MIT
"""Locks: who may release them, who gets them next, and how long acquire() waits."""

import unittest

from support import ScriptCase

HELD = """
    lock = _thread.allocate_lock()
    lock.acquire()
    """


def with_held_lock(script):
    import textwrap

    return textwrap.dedent(HELD) + textwrap.dedent(script)


class OwnershipTests(ScriptCase):
    def test_any_thread_may_release(self):
        self.assert_prints(with_held_lock("""
            _thread.start_new_thread(lock.release, ())
            print(lock.acquire(True, 10), lock.locked())
            """), "True True")

    def test_holder_that_acquires_again_waits(self):
        self.assert_prints(with_held_lock("""
            print(lock.acquire(False), lock.acquire(True, 0.05), lock.acquire(0))
            """), "False False False")

    def test_release_of_an_unlocked_lock_is_an_error(self):
        self.assert_prints(with_held_lock("""
            lock.release()
            for i in range(2):
                try: lock.release()
                except RuntimeError as e: print(e)
            print(lock.locked(), lock.acquire(False))
            """), "release unlocked lock", "release unlocked lock", "False True")

    def test_context_manager_releases_after_an_exception(self):
        self.assert_prints("""
            lock = _thread.LockType()
            try:
                with lock as entered:
                    print(entered, lock.locked(), str(lock)[:7])
                    raise ValueError
            except ValueError:
                print(lock.locked(), str(lock)[:9])
            """, "True True <locked", "False <unlocked")

    def test_lock_outlives_the_thread_that_holds_it(self):
        self.assert_prints("""
            lock = _thread.allocate_lock()
            _thread.start_new_thread(lock.acquire, ())
            while _thread._count() or not lock.locked(): time.sleep_ms(1)
            gc.collect()
            print(lock.acquire(True, 0.01), lock.locked())
            lock.release()
            print(lock.acquire(True, 0.01))
            """, "False True", "True")

    def test_lock_that_only_its_waiter_knows_survives_collection(self):
        self.assert_prints("""
            got = []
            def wait_twice():
                lock = _thread.allocate_lock()
                lock.acquire()
                got.append(lock.acquire(True, 0.05))
            for i in range(20): _thread.start_new_thread(wait_twice, ())
            for i in range(5):
                time.sleep_ms(5)
                gc.collect()
                rubbish = [bytearray(b"\\xff" * 40) for k in range(5000)]
            while _thread._count(): time.sleep_ms(1)
            print(len(got), any(got))
            """, "20 False")


class OrderTests(ScriptCase):
    ORDER = """
        got = []
        def worker(name):
            with lock: got.append(name)
        _thread.set_priority(_thread.get_ident(), 14)  # it goes on from a sleep when all others wait
        for name, priority in %r:
            _thread.start_new_thread(worker, (name,), priority=priority)
            time.sleep_ms(2)
        lock.release()
        while _thread._count(): time.sleep_ms(1)
        print(*got)
        """

    def check(self, workers, expected):
        self.assert_prints(with_held_lock("\n".join(line[4:] for line in (self.ORDER % workers).splitlines())), expected)

    def test_waiters_of_one_priority_are_served_in_order(self):
        self.check([(name, 7) for name in "abcdefgh"], "a b c d e f g h")

    def test_better_waiters_are_served_first(self):
        self.check([("low", 11), ("mid", 9), ("low2", 11), ("high", 8), ("mid2", 9)], "high mid mid2 low low2")

    def test_order_survives_the_interruption_of_main(self):
        self.assert_prints(with_held_lock("""
            import micropython
            got, ran = [], []
            def worker(name):
                with lock: got.append(name)
            def prod():
                for name in "abcd":
                    _thread.start_new_thread(worker, (name,))
                    time.sleep_ms(2)
                    micropython.schedule(ran.append, name)
                    time.sleep_ms(2)
                lock.release()
            _thread.start_new_thread(prod, (), priority=14)
            print(lock.acquire(True, 60))
            lock.release()
            while _thread._count(): time.sleep_ms(1)
            print(got, ran)
            """), "True", "['a', 'b', 'c', 'd'] ['a', 'b', 'c', 'd']")

    def test_producers_and_consumers_pass_everything_on(self):
        self.assert_prints("""
            space, items, guard = [_thread.allocate_lock() for i in range(3)]
            items.acquire()
            box, taken = [], []
            def produce(base):
                for i in range(100):
                    space.acquire()
                    box.append(base + i)
                    items.release()
            def consume():
                for i in range(100):
                    items.acquire()
                    taken.append(box.pop())
                    space.release()
            for base in (0, 100, 200, 300):
                _thread.start_new_thread(produce, (base,))
                _thread.start_new_thread(consume, ())
            while _thread._count(): time.sleep_ms(1)
            print(sorted(taken) == list(range(400)), box)
            """, "True []")


class TimeoutTests(ScriptCase):
    def test_time_out_is_exact(self):
        self.assert_prints(with_held_lock("""
            for seconds in (0.001, 0.05, 1, 2.5, 3600):
                start = time.ticks_us()
                got = lock.acquire(True, seconds)
                late = time.ticks_us() - start - int(seconds * 1000000)
                print(got, 0 <= late < 150 or late)
            """), *["False True"] * 5, clocks=["virtual"])

    def test_zero_does_not_wait_and_minus_one_waits_for_ever(self):
        self.assert_prints(with_held_lock("""
            start = time.ticks_ms()
            print(lock.acquire(True, 0), lock.acquire(timeout=0), time.ticks_ms() - start)
            def later():
                time.sleep(100000)
                lock.release()
            _thread.start_new_thread(later, ())
            print(lock.acquire(True, -1), (time.ticks_ms() - start) // 1000000)
            """), "False False 0", "True 100", clocks=["virtual"])

    def test_longest_time_out(self):
        self.assert_prints(with_held_lock("""
            print(_thread.TIMEOUT_MAX > 1000000, lock.acquire(True, _thread.TIMEOUT_MAX))
            _thread.start_new_thread(lock.release, ())
            print(lock.acquire(timeout=_thread.TIMEOUT_MAX))
            """), "True False", "True", clocks=["virtual"])

    def test_arguments_that_make_no_sense_are_refused(self):
        self.assert_prints("""
            lock = _thread.allocate_lock()
            for args in ((True, -2), (True, -0.5), (False, 1), (False, 0), (True, float("nan"))):
                try: print(lock.acquire(*args))
                except ValueError as e: print(e)
            for seconds in (_thread.TIMEOUT_MAX + 1, 1e300, float("inf")):
                try: print(lock.acquire(True, seconds))
                except OverflowError as e: print(e)
            for args in ((True, "1"), (True, None), (1, 2, 3)):
                try: print(lock.acquire(*args))
                except TypeError as e: print("TypeError")
            print(lock.locked(), lock.acquire(blocking=True, timeout=1.5))
            """, *["timeout value must be a non-negative number"] * 2,
            *["can't specify a timeout for a non-blocking call"] * 2, "timeout value must be a non-negative number",
            *["timeout value is too large"] * 3, *["TypeError"] * 3, "False True")

    def test_waiting_does_not_poll(self):
        self.assert_prints(with_held_lock("""
            def wait(): lock.acquire(True, 1000)
            for i in range(10): _thread.start_new_thread(wait, ())
            time.sleep_ms(10)
            before = _thread.stats()[1]
            time.sleep(900)
            print(_thread.stats()[1] - before)
            """), "0", clocks=["virtual"])

    def test_time_out_and_release_at_the_same_moment_lose_nothing(self):
        self.assert_prints("""
            lock = _thread.allocate_lock()
            got = lost = 0
            def hold(ms):
                lock.acquire()
                time.sleep_ms(ms)
                lock.release()
            for i in range(200):
                _thread.start_new_thread(hold, (5,))
                time.sleep_ms(0)
                while not lock.locked(): time.sleep_us(100)
                if lock.acquire(True, 0.0046 + i / 500000):
                    got += 1
                    lock.release()
                else:
                    lost += 1
                while _thread._count(): time.sleep_us(100)
                if lock.locked(): print("still locked", i)
            print(got + lost, got > 0, lost > 0)
            """, "200 True True", clocks=["virtual"])


if __name__ == "__main__":
    unittest.main()
