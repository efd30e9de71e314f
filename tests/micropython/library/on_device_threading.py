# SPDX-License-Identifier: MIT
"""What module threading has besides Thread and what waits, run by the program under test."""

import _thread
import sys
import threading
import time
import unittest
from threading import Thread


def run_all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class ListTests(unittest.TestCase):
    def test_current_main_and_enumerate(self):
        go = threading.Event()
        seen = []

        def work():
            seen.append(threading.current_thread())
            go.wait()

        threads = [Thread(target=work) for i in range(3)]
        for thread in threads:
            thread.start()
        self.assertEqual(threading.active_count(), 4)
        self.assertEqual(set(threading.enumerate()), set(threads + [threading.main_thread()]))
        time.sleep_ms(5)
        go.set()
        for thread in threads:
            thread.join()
        self.assertEqual(set(seen), set(threads))
        self.assertEqual(threading.enumerate(), [threading.main_thread()])

    def test_main_thread(self):
        main = threading.main_thread()
        self.assertIs(main, threading.current_thread())
        self.assertEqual((main.name, main.daemon, main.ident), ("MainThread", False, threading.get_ident()))
        self.assertTrue(main.is_alive())

    def test_thread_of_module_thread_gets_an_object_when_it_asks(self):
        seen = []
        done = threading.Event()

        def work():
            me = threading.current_thread()
            seen.append((me is threading.current_thread(), me.daemon, me.name.startswith("Dummy-"),
                         me.ident == threading.get_ident(), me in threading.enumerate()))
            done.set()

        _thread.start_new_thread(work, ())
        done.wait()
        self.assertEqual(seen, [(True, True, True, True, True)])
        while _thread._count():  # no other test is to find it in a list
            time.sleep_ms(1)


class Quiet:
    """What is written to it is kept; stands in for threading.excepthook."""

    def __init__(self):
        self.calls = []

    def __call__(self, args):
        self.calls.append((args.exc_type, args.exc_value, args.thread))


class ExceptionTests(unittest.TestCase):
    def setUp(self):
        self.hook = threading.excepthook = Quiet()

    def tearDown(self):
        threading.excepthook = threading.__excepthook__

    def test_excepthook_gets_what_nobody_caught(self):
        error = ValueError("x")

        def work():
            raise error

        thread = Thread(target=work)
        run_all([thread])
        self.assertEqual(self.hook.calls, [(ValueError, error, thread)])

    def test_system_exit_is_quiet(self):
        run_all([Thread(target=sys.exit, args=(3,)), Thread(target=_thread.exit)])
        self.assertEqual(self.hook.calls, [])

    def test_join_ends_after_an_exception(self):
        thread = Thread(target=lambda: 1 // 0)
        run_all([thread])
        self.assertFalse(thread.is_alive())


class TimerTests(unittest.TestCase):
    def test_timer_calls_after_its_interval(self):
        seen = []
        start = time.ticks_ms()
        timer = threading.Timer(0.03, lambda *args, **kwargs: seen.append((args, kwargs)), (1,), {"k": 2})
        run_all([timer])
        self.assertEqual(seen, [((1,), {"k": 2})])
        self.assertTrue(time.ticks_diff(time.ticks_ms(), start) >= 30)

    def test_what_it_calls_can_be_changed_before(self):
        seen = []
        timer = threading.Timer(0.001, None)
        self.assertEqual((timer.interval, timer.args, timer.kwargs), (0.001, [], {}))
        timer.function = lambda *args, **kwargs: seen.append((args, kwargs))
        timer.args.append(1)
        timer.kwargs["k"] = 2
        run_all([timer])
        self.assertEqual(seen, [((1,), {"k": 2})])
        self.assertTrue(timer.finished.is_set())

    def test_cancelled_timer_does_nothing(self):
        seen = []
        timer = threading.Timer(1000, seen.append, (1,))
        timer.start()
        timer.cancel()
        timer.join()
        self.assertEqual(seen, [])


class LocalTests(unittest.TestCase):
    def test_each_thread_has_its_own(self):
        local = threading.local()
        local.x = "main"
        seen = []
        all_set = threading.Barrier(4)

        def work(i):
            before = hasattr(local, "x")
            local.x = i
            all_set.wait()
            seen.append((i, before, local.x))

        run_all([Thread(target=work, args=(i,)) for i in range(4)])
        self.assertEqual((sorted(seen), local.x), ([(i, False, i) for i in range(4)], "main"))
        del local.x
        with self.assertRaises(AttributeError):
            local.x
        with self.assertRaises(AttributeError):
            del local.x

    def test_subclass_is_initialised_in_each_thread(self):
        class Counter(threading.local):
            start = 5

            def __init__(self, step, *, times=1):
                self.value = self.start + step * times

            def add(self):
                self.value += 1
                return self.value

        counter = Counter(10, times=2)
        counter.add()
        seen = []
        run_all([Thread(target=lambda: seen.append(counter.add())) for i in range(2)])
        self.assertEqual((seen, counter.value), ([26, 26], 26))

    def test_values_go_with_the_object(self):
        import gc

        class Value:
            pass

        def count():
            gc.collect()  # the objects
            gc.collect()  # their values
            return gc.mem_alloc()

        def fill(n):
            for i in range(n):
                threading.local().x = bytearray(100)

        fill(50)
        before = count()
        fill(500)
        self.assertLess(count() - before, 20000)


class InterruptMainTests(unittest.TestCase):
    def test_main_is_interrupted_at_once_by_itself(self):
        with self.assertRaises(KeyboardInterrupt):
            _thread.interrupt_main()
        with self.assertRaises(KeyboardInterrupt):
            _thread.interrupt_main(2)

    def test_signals_without_a_handler_have_no_effect(self):
        _thread.interrupt_main(1)
        _thread.interrupt_main(15)

    def test_numbers_that_are_no_signals(self):
        for number in -1, 0, 65, 1_000_000:
            self.assertRaises(ValueError, _thread.interrupt_main, number)


class Need8ThreadingAndQueue(unittest.TestCase):
    def test_names_of_cpython_are_there(self):
        import queue
        from concurrent import futures

        names = {
            threading: "Thread Lock RLock Condition Event Semaphore BoundedSemaphore Barrier BrokenBarrierError Timer local "
                       "current_thread main_thread enumerate active_count get_ident get_native_id excepthook __excepthook__ "
                       "ExceptHookArgs stack_size TIMEOUT_MAX ThreadError",
            queue: "Queue LifoQueue PriorityQueue SimpleQueue Empty Full ShutDown",
            futures: "ThreadPoolExecutor Executor Future as_completed wait InvalidStateError CancelledError TimeoutError "
                     "BrokenExecutor FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED",
            _thread: "start_new_thread allocate_lock LockType RLock TIMEOUT_MAX error get_ident get_native_id exit "
                     "interrupt_main stack_size _count _excepthook",
        }
        for module, wanted in names.items():
            self.assertEqual([name for name in wanted.split() if not hasattr(module, name)], [])


if __name__ == "__main__":
    unittest.main()
