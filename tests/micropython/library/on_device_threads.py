# SPDX-License-Identifier: MIT
"""threading.Thread and what belongs to it, run by the program under test."""

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


class ThreadTests(unittest.TestCase):
    def test_run_calls_target_with_arguments(self):
        seen = []
        run_all([Thread(None, lambda *args, **kwargs: seen.append((args, kwargs)), "n", [1, 2], {"k": 3})])
        self.assertEqual(seen, [((1, 2), {"k": 3})])

    def test_arguments_may_come_from_any_iterable(self):
        seen = []
        run_all([Thread(target=lambda *args: seen.append(args), args=(i for i in range(3)))])
        self.assertEqual(seen, [(0, 1, 2)])

    def test_thread_without_target_ends(self):
        thread = Thread()
        run_all([thread])
        self.assertFalse(thread.is_alive())

    def test_subclass_overrides_run_and_has_attributes(self):
        class Doubler(Thread):
            def __init__(self, value):
                super().__init__(daemon=True, name="doubler")
                self.value = value

            def run(self):
                self.value *= 2

        thread = Doubler(21)
        run_all([thread])
        self.assertEqual((thread.value, thread.name, thread.daemon), (42, "doubler", True))

    def test_base_class_may_be_initialised_by_name(self):
        class Plain(Thread):
            def __init__(self):
                self.seen = None
                Thread.__init__(self, target=self.work)

            def work(self):
                self.seen = threading.current_thread()

        thread = Plain()
        run_all([thread])
        self.assertIs(thread.seen, thread)

    def test_forgotten_init_is_an_error(self):
        class Forgetful(Thread):
            def __init__(self):
                pass

        with self.assertRaises(RuntimeError):
            Forgetful().start()

    def test_names(self):
        def work():
            pass

        a, b = Thread(target=work), Thread()
        self.assertTrue(a.name.startswith("Thread-") and a.name.endswith(" (work)"), a.name)
        self.assertNotEqual(a.name, b.name)
        self.assertEqual(b.name.find("("), -1)
        self.assertEqual(Thread(name=7).name, "7")
        b.name = "renamed"
        self.assertEqual(b.name, "renamed")

    def test_name_of_a_running_thread_is_the_kernels(self):
        go = threading.Event()
        thread = Thread(target=go.wait, name="first")
        thread.start()
        self.assertEqual(_thread.get_name(thread.ident), "first")
        thread.name = "second"
        self.assertEqual(_thread.get_name(thread.ident), "second")
        go.set()
        thread.join()
        thread.name = "third"
        self.assertEqual(thread.name, "third")

    def test_ident_is_there_from_the_start(self):
        seen = []
        thread = Thread(target=lambda: seen.append((threading.get_ident(), threading.get_native_id())))
        self.assertIsNone(thread.ident)
        run_all([thread])
        self.assertEqual(seen, [(thread.ident, thread.native_id)])

    def test_is_alive_from_start_to_end(self):
        go = threading.Event()
        thread = Thread(target=go.wait)
        before = thread.is_alive()
        thread.start()
        during = thread.is_alive()
        go.set()
        thread.join()
        self.assertEqual((before, during, thread.is_alive()), (False, True, False))

    def test_thread_starts_once(self):
        thread = Thread()
        thread.start()
        self.assertRaises(RuntimeError, thread.start)
        thread.join()
        self.assertRaises(RuntimeError, thread.start)
        self.assertRaises(RuntimeError, threading.current_thread().start)

    def test_bad_arguments_are_told_at_once(self):
        self.assertRaises(ValueError, Thread, 1)
        self.assertRaises(ValueError, Thread, priority=15)
        self.assertRaises(ValueError, Thread, priority=-1)
        self.assertRaises(ValueError, Thread, stack_size=-1)
        self.assertRaises(TypeError, Thread, nonsense=1)

    def test_daemon_is_inherited_and_fixed_by_start(self):
        seen = []
        run_all([Thread(target=lambda: seen.append(Thread().daemon), daemon=True)])
        self.assertEqual((seen, Thread().daemon), ([True], False))
        thread = Thread()
        thread.daemon = True
        thread.start()
        with self.assertRaises(RuntimeError):
            thread.daemon = False
        thread.join()
        self.assertTrue(thread.daemon)

    def test_priority_before_and_after_start(self):
        go = threading.Event()
        thread = Thread(target=go.wait, priority=3)
        self.assertEqual(thread.priority, 3)
        thread.priority = 4
        thread.start()
        self.assertEqual(_thread.get_priority(thread.ident), 4)
        thread.priority = 9
        self.assertEqual((thread.priority, _thread.get_priority(thread.ident)), (9, 9))
        go.set()
        thread.join()
        self.assertEqual(Thread().priority, threading.main_thread().priority)

    def test_better_priority_runs_first(self):
        order = []
        gate = threading.Semaphore(0)

        def work(name):
            gate.acquire()
            order.append(name)

        threads = [Thread(target=work, args=(p,), priority=p) for p in (10, 3, 8, 5)]
        for thread in threads:
            thread.start()
        time.sleep_ms(5)
        gate.release(4)
        for thread in threads:
            thread.join()
        self.assertEqual(order, [3, 5, 8, 10])

    def test_stack_size_is_kept_and_returned(self):
        self.assertEqual(threading.stack_size(), 0)
        self.assertEqual(threading.stack_size(16384), 0)
        self.assertEqual(threading.stack_size(), 16384)
        run_all([Thread()])
        self.assertEqual(threading.stack_size(0), 16384)
        run_all([Thread(stack_size=8192)])

    def test_repr_tells_the_state(self):
        thread = Thread(name="x", daemon=True)
        self.assertEqual(repr(thread), "<Thread(x, initial daemon None)>")
        run_all([thread])
        self.assertEqual(repr(thread), "<Thread(x, stopped daemon %d)>" % thread.ident)


class JoinTests(unittest.TestCase):
    def test_join_waits_for_the_end(self):
        done = []

        def work():
            time.sleep_ms(10)
            done.append(1)

        run_all([Thread(target=work)])
        self.assertEqual(done, [1])

    def test_join_with_a_limit(self):
        go = threading.Event()
        thread = Thread(target=go.wait)
        thread.start()
        for limit in (0, -1, 0.01):
            self.assertIsNone(thread.join(limit))
            self.assertTrue(thread.is_alive())
        start = time.ticks_ms()
        thread.join(timeout=0.05)
        self.assertTrue(50 <= time.ticks_diff(time.ticks_ms(), start) < 20000)
        self.assertRaises(OverflowError, thread.join, threading.TIMEOUT_MAX * 2)
        go.set()
        thread.join(threading.TIMEOUT_MAX)
        self.assertFalse(thread.is_alive())
        thread.join()

    def test_join_that_cannot_be(self):
        self.assertRaises(RuntimeError, Thread().join)
        self.assertRaises(RuntimeError, threading.current_thread().join)

    def test_many_may_join_one(self):
        go = threading.Event()
        slow = Thread(target=go.wait)
        slow.start()
        joined = []

        def work(i):
            slow.join()
            joined.append(i)

        threads = [Thread(target=work, args=(i,)) for i in range(5)]
        for thread in threads:
            thread.start()
        time.sleep_ms(5)
        self.assertEqual(joined, [])
        go.set()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(joined), list(range(5)))


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
