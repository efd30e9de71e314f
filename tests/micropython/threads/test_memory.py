# SPDX-License-Identifier: MIT
"""What threads cost, that it comes back, and what happens when there is none left."""

import os
import resource
import subprocess
import unittest

from support import NOT_SANITIZED, PROGRAM, ScriptCase, source

RESIDENT = """
def resident():
    # In bytes; of the second field of statm, which counts pages.
    with open("/proc/self/statm") as f: return int(f.read().split()[1]) * 4096
def join():
    while _thread._count(): time.sleep_ms(1)
"""


class MemoryTests(ScriptCase):
    def check(self, script, *lines, **options):
        import textwrap

        self.assert_prints(RESIDENT + textwrap.dedent(script), *lines, **options)

    @NOT_SANITIZED
    def test_ten_thousand_threads_take_less_than_8_kib_each(self):
        self.check("""
            lock = _thread.allocate_lock()
            lock.acquire()
            def wait():
                with lock: pass
            before = resident()
            for i in range(10000): _thread.start_new_thread(wait, ())
            while not (time.sleep_ms(1) or lock.locked()): pass
            time.sleep_ms(100)
            each = (resident() - before) // 10000
            print(_thread._count(), each < 8192 or each)
            lock.release()
            join()
            print(_thread._count())
            """, "10000 True", "0", heap="32m")

    def test_threads_one_after_the_other_leave_the_heap_and_the_memory_flat(self):
        self.check("""
            def work(i): pass
            def rounds(n):
                for i in range(n // 100):
                    for k in range(100): _thread.start_new_thread(work, (k,))
                    while _thread._count(): time.sleep_us(0)
                gc.collect()
                return gc.mem_alloc(), resident()
            rounds(2000)
            heap, memory = rounds(2000)
            heap_after, memory_after = rounds(100000)
            print(heap_after - heap < 5000 or heap_after - heap, memory_after - memory < 500000 or memory_after - memory)
            print(_thread.stats()[0])
            """, "True True", "104000", heap="512k")

    def test_ended_threads_are_freed_by_a_collection(self):
        self.check("""
            lock = _thread.allocate_lock()
            lock.acquire()
            waiting = []
            def wait():
                waiting.append(None)
                with lock: pass
            for i in range(1000): _thread.start_new_thread(wait, (), stack_size=65536)
            while len(waiting) < 1000: time.sleep_ms(1)
            before = resident()
            lock.release()
            join()
            gc.collect()
            # Some stacks are kept, with their memory, for threads to come.
            print(before - resident() > 1000000)
            """, "True")

    @NOT_SANITIZED
    def test_no_memory_for_a_stack_is_an_error_that_leaves_all_usable(self):
        script = source("""
            lock = _thread.allocate_lock()
            lock.acquire()
            def wait():
                with lock: pass
                passed.append(1)
            started, passed = 0, []
            try:
                while True:
                    _thread.start_new_thread(wait, (), stack_size=1 << 20)
                    started += 1
            except OSError as e:
                print(started > 10, _thread._count() == started, "no memory" in str(e))
            gc.collect()
            lock.release()
            while _thread._count(): time.sleep_ms(1)
            print(len(passed) == started)
            for i in range(10): _thread.start_new_thread(wait, (), stack_size=1 << 20)
            while _thread._count(): time.sleep_ms(1)
            print(len(passed) - started, [str(i) for i in range(3)])
            """)

        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20))

        for clock in ("real", "virtual"):
            with self.subTest(clock=clock):
                result = subprocess.run([PROGRAM, f"--clock={clock}", "-c", script], capture_output=True, timeout=60,
                                        preexec_fn=limit, check=False)
                self.assertEqual(result.stdout.decode().splitlines(),
                                 ["True True True", "True", "10 ['0', '1', '2']"], result.stderr)

    def test_stack_that_nothing_can_hold_is_refused(self):
        self.check("""
            def f(): pass
            for size in (1 << 45, 1 << 61, sys.maxsize):
                try: _thread.start_new_thread(f, (), stack_size=size)
                except OSError: print("refused", _thread._count())
            """, *["refused 0"] * 3)

    def test_full_python_heap_in_a_thread_is_its_memory_error(self):
        self.check("""
            def fill():
                kept = []
                try:
                    while True: kept.append(bytearray(1000))
                except MemoryError:
                    del kept
                    errors.append(1)
            errors = []
            for i in range(3): _thread.start_new_thread(fill, ())
            join()
            gc.collect()
            print(errors, len(bytearray(100000)))
            """, "[1, 1, 1] 100000", heap="512k")


class StackTests(ScriptCase):
    def test_endless_recursion_in_a_thread_is_a_runtime_error(self):
        self.assert_prints("""
            def deep(n): return deep(n + 1)
            def work():
                for i in range(3):
                    try: deep(0)
                    except RuntimeError as e: seen.append(str(e))
            seen = []
            for size in (0, 4096, 32768, 1 << 20): _thread.start_new_thread(work, (), stack_size=size)
            while _thread._count(): time.sleep_ms(1)
            print(len(seen), {s.split(" in thread ")[0] for s in seen})
            """, "12 {'maximum recursion depth exceeded'}")

    @NOT_SANITIZED
    def test_need_6_an_overflow_names_the_thread_its_size_and_its_peak(self):
        self.assert_prints("""
            def deep(n): return deep(n + 1)
            def work():
                try: deep(0)
                except RuntimeError as e: seen.append(str(e))
            seen = []
            _thread.start_new_thread(work, (), name="diver", stack_size=65536)
            while _thread._count(): time.sleep_ms(1)
            work()
            for text, size in (seen[0], 65536), (seen[1], 80000):
                head, used, of, all, *rest = text.rsplit(" ", 7)
                print(head, of, all == str(size), int(all) * 0.9 < int(used) <= int(all), *rest)
            """, "maximum recursion depth exceeded in thread 'diver': of True True bytes of stack used",
            "maximum recursion depth exceeded in thread 'main': of True True bytes of stack used")

    @NOT_SANITIZED
    def test_size_asked_for_is_honoured(self):
        self.assert_prints("""
            def deep(n):
                depth[0] = n
                return deep(n + 1)
            def work():
                try: deep(0)
                except RuntimeError: depths.append(depth[0])
            depth, depths = [0], []
            for size in (16, 32, 64, 128, 256, 512):
                _thread.start_new_thread(work, (), stack_size=size * 1024)
                while _thread._count(): time.sleep_ms(1)
            # Twice the stack is at least twice the depth, for a part is kept for the interpreter.
            print(all(b >= 2 * a - 1 for a, b in zip(depths, depths[1:])), len(depths))
            """, "True 6")

    def test_smallest_stack_works(self):
        self.assert_prints("""
            def work(): seen.append(str([1.5, {"a": 2}]) + "%d" % len(sorted([3, 1, 2])))
            seen = []
            for size in (1, 100, 4096): _thread.start_new_thread(work, (), stack_size=size)
            while _thread._count(): time.sleep_ms(1)
            print(len(seen), len(set(seen)))
            """, "3 1")

    def test_default_size_is_set_and_returned(self):
        self.assert_prints("""
            print(_thread.stack_size(), _thread.stack_size(65536), _thread.stack_size(), _thread.stack_size())
            try: _thread.stack_size(-1)
            except ValueError: print("ValueError")
            """, "0 0 65536 0", "ValueError")

    def test_overflow_in_main_and_threads_at_once(self):
        self.assert_prints("""
            def deep(n):
                if n % 10 == 0: time.sleep_us(0)
                return deep(n + 1)
            def work():
                try: deep(0)
                except RuntimeError: seen.append(1)
            seen = []
            for i in range(5): _thread.start_new_thread(work, ())
            work()
            while _thread._count(): time.sleep_ms(1)
            print(len(seen))
            """, "6")


if __name__ == "__main__":
    unittest.main()
