# SPDX-License-Identifier: MIT
"""The collector: what it must find on the stacks and in the registers of threads, and what it must free."""

import unittest

from support import ScriptCase

# Fills what was freed, so that an object that was freed by mistake does not look alive.
CHURN = """
def churn():
    gc.collect()
    for i in range(3):
        rubbish = [bytearray(b"\\xee" * size) for size in (8, 24, 56, 100, 200) for k in range(400)]
        del rubbish
        gc.collect()
def join():
    while _thread._count(): time.sleep_ms(1)
"""


class RootTests(ScriptCase):
    def check(self, script, *lines, **options):
        import textwrap

        self.assert_prints(CHURN + textwrap.dedent(script), *lines, **options)

    def test_stack_of_main_is_scanned_when_another_thread_collects(self):
        self.check("""
            def collect():
                churn()
                done.append(1)
            def keep(depth):
                local = [depth, "text %d" % depth, bytearray(b"abc")]
                if depth < 30: total = keep(depth + 1)
                else:
                    _thread.start_new_thread(collect, ())
                    while not done: time.sleep_ms(1)
                    total = 0
                return total + (local == [depth, "text %d" % depth, bytearray(b"abc")])
            done = []
            print(keep(0))
            """, "31")

    def test_stacks_of_waiting_threads_are_scanned(self):
        self.check("""
            import select
            lock, never = _thread.allocate_lock(), _thread.allocate_lock()
            lock.acquire()
            never.acquire()
            def hold(i, wait):
                local = {"number": i, "list": [i, [i]]}
                wait()
                if local != {"number": i, "list": [i, [i]]}: wrong.append(i)
            wrong = []
            def acquire():
                with lock: pass
            for i in range(4):
                for wait in (lambda: time.sleep_ms(60), acquire, lambda: never.acquire(True, 0.05),
                             lambda: select.poll().poll(60)):
                    _thread.start_new_thread(hold, (i, wait))
            time.sleep_ms(5)
            for i in range(5): churn()
            lock.release()
            join()
            print(wrong)
            """, "[]")

    def test_registers_and_stacks_of_interrupted_threads_are_scanned(self):
        # A better thread stops the others at any instruction of theirs, and collects.
        self.check("""
            def work(n):
                for i in range(600):
                    local = [(n, i, k, str(k)) for k in range(10)]
                    if [item for item in local if item[:2] != (n, i) or str(item[2]) != item[3]]: wrong.append(i)
                    if "".join(sorted(item[3] for item in local)) != "0123456789": wrong.append(i)
            def collect():
                while not stop:
                    time.sleep_us(300)
                    gc.collect()
                    collections[0] += 1
            wrong, stop, collections = [], False, [0]
            _thread.start_new_thread(collect, (), priority=2)
            for n in range(4): _thread.start_new_thread(work, (n,))
            while _thread._count() > 1: time.sleep_ms(1)
            stop = True
            join()
            print(wrong, collections[0] > 20)
            """, "[] True")

    def test_arguments_of_a_thread_that_has_not_run_survive(self):
        self.check("""
            got = []
            def take(*args, **kwargs): got.append((args, kwargs))
            for i in range(50): _thread.start_new_thread(take, (["a", i],), {"key": ("b", i)}, name="n%d" % i)
            churn()
            join()
            print(got == [((["a", i],), {"key": ("b", i)}) for i in range(50)])
            """, "True")

    def test_dictionaries_of_names_that_a_thread_starts_with_survive(self):
        self.check("""
            got = []
            def launch(i):
                names = {"value": i, "got": got}
                exec("import _thread; _thread.start_new_thread(exec, ('got.append(value)',))", names)
            for i in range(10): launch(i)
            churn()
            more = [{"value": "wrong", "got": []} for i in range(500)]
            join()
            print(sorted(got))
            """, "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")

    def test_exception_that_a_thread_handles_survives(self):
        self.check("""
            def work(i):
                try: raise ValueError("value %d" % i, [i])
                except ValueError as e:
                    time.sleep_ms(20)
                    if e.args != ("value %d" % i, [i]): wrong.append(i)
            wrong = []
            for i in range(10): _thread.start_new_thread(work, (i,))
            time.sleep_ms(5)
            churn()
            join()
            print(wrong)
            """, "[]")

    def test_generator_that_a_thread_runs_survives(self):
        self.check("""
            def numbers(n):
                for i in range(n):
                    item = [i]
                    time.sleep_ms(2)
                    yield item
            def work(): results.append([item[0] for item in numbers(10)])
            results = []
            for i in range(5): _thread.start_new_thread(work, ())
            for i in range(4): churn()
            join()
            print(results == [list(range(10))] * 5)
            """, "True")

    def test_what_an_ended_thread_had_is_freed(self):
        self.check("""
            def work():
                local = bytearray(200000)
                local[0] = 1
            churn()
            before = gc.mem_alloc()
            for i in range(30):
                _thread.start_new_thread(work, ())
                join()
            churn()
            # The collector does not know pointers for certain: a few may be left.
            print(gc.mem_alloc() - before < 700000)
            """, "True")


class StressTests(ScriptCase):
    STRESS = """
        import random
        def objects(i): return [i, str(i), {"key": i, i: "key"}, (i, [i]), b"%%d" %% i]
        def fail(i): raise ValueError(i, [i])
        def numbers(n):
            for i in range(n): yield [i]
        def work(n):
            for i in range(rounds):
                kept = [objects(k) for k in range(n, n + 8)]
                table = {str(k): [k] for k in range(12)}
                for k in range(0, 12, 2): del table[str(k)]
                try: fail(i)
                except ValueError as e: good = e.args == (i, [i])
                good = good and [item[0] for item in numbers(9)] == list(range(9))
                good = good and sorted(table) == sorted(str(k) for k in range(1, 12, 2))
                good = good and all(table[k] == [int(k)] for k in table)
                good = good and kept == [objects(k) for k in range(n, n + 8)]
                text = "-".join(str(k) for k in range(20))
                good = good and [int(k) for k in text.split("-")] == list(range(20))
                if not good: wrong.append((n, i))
            finished.append(n)
        def collect():
            while len(finished) < 6:
                gc.collect()
                time.sleep_us(50)
        rounds, wrong, finished = 60, [], []
        gc.threshold(%d)
        for n in range(6): _thread.start_new_thread(work, (n,), priority=6 + n %% 3)
        _thread.start_new_thread(collect, (), priority=3)
        while _thread._count(): time.sleep_ms(1)
        print(wrong, sorted(finished))
        """

    def test_content_survives_collections_every_few_allocations(self):
        for threshold in (500, 5000, 100000):
            with self.subTest(threshold=threshold):
                self.assert_prints(self.STRESS % threshold, "[] [0, 1, 2, 3, 4, 5]")

    def test_content_survives_in_a_small_heap(self):
        self.assert_prints(self.STRESS % -1, "[] [0, 1, 2, 3, 4, 5]", heap="96k")

    def test_threads_that_come_and_go_during_collections(self):
        self.assert_prints("""
            def leaf(i, item): results.append(item == ["item", i])
            def grow(base):
                for i in range(base, base + 50):
                    while True:
                        try:
                            _thread.start_new_thread(leaf, (i, ["item", i]))
                            break
                        except OSError: time.sleep_ms(1)
            def collect():
                while len(results) < 200:
                    gc.collect()
                    time.sleep_us(20)
            results = []
            for priority in (5, 7, 9): _thread.start_new_thread(collect, (), priority=priority)
            for base in range(0, 200, 50): _thread.start_new_thread(grow, (base,))
            while _thread._count(): time.sleep_ms(1)
            print(len(results), all(results))
            """, "200 True")


if __name__ == "__main__":
    unittest.main()
