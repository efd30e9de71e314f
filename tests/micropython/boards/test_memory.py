# SPDX-License-Identifier: MIT
"""The RAM that stacks and the Python heap share."""

import re
import unittest

from board import BOARD, ScriptCase

# As many KiB of heap as promised with 16 threads of 2 KiB stacks alive.
PROMISED = {"netduinoplus2": 64}

THREADS = """
import _thread, gc
_thread.stack_size(2048)
lock = _thread.allocate_lock()
lock.acquire()
def wait():
    lock.acquire()
    lock.release()
for _ in range(16):
    _thread.start_new_thread(wait, ())
"""

# Each piece is a block of 16 bytes and one of 1008.
FILL = """
keep = None
try:
    while True:
        keep = (keep, bytearray(992))
except MemoryError:
    pass
"""

# Enough to go on with.
FREE_SOME = """
for _ in range(4):
    keep = keep[0]
gc.collect()
"""

# Two pieces of which only one has room in the heap's first part.
GROW = """
import gc
size = gc.mem_free() * 2 // 5
pieces = [bytearray(size), bytearray(size)]
pieces = None
gc.collect()
"""

# On a board with much RAM small stacks would be very many.
STACK = {"netduinoplus2": 4096}.get(BOARD, 65536)

# Fills a part of the memory, then starts as many threads as there can be; prints what was free, and how many started.
START = f"""
import _thread, gc
_thread.stack_size({STACK})
lock = _thread.allocate_lock()
def wait():
    with lock:
        pass
def start_all():
    free, started = gc.mem_free(), 0
    try:
        while True:
            _thread.start_new_thread(wait, ())
            started += 1
    except OSError as e:
        print(free, started, e)
def keep(percent, every=1):
    kept, piece = None, gc.mem_free() // 100 - 32
    for i in range(percent):
        new = bytearray(piece)
        if i % every == 0:
            kept = kept, new
    new = None
    gc.collect()
    with lock:
        start_all()
"""


# What programs with asyncio do that takes most of main's stack: what is imported and printed, and what a task calls.
ASYNCIO = """
import asyncio, json, re, sys, time, zephyr
def fail():
    raise ValueError("in a thread")
async def child():
    data = json.loads('{"a": [1, {"b": [2, {"c": [1.5]}]}]}')
    return json.dumps(data), re.match("(a|b)*c(d(e|f)+)?", "abababcdefef").group(2)
async def main():
    print(await asyncio.to_thread(len, "ab"), await child())
    try:
        await asyncio.to_thread(fail)
    except ValueError as error:
        sys.print_exception(error)
    task = asyncio.create_task(asyncio.to_thread(fail))
    await asyncio.wait_for(asyncio.gather(child(), asyncio.to_thread(time.sleep_ms, 1)), 10)
asyncio.run(main())
zephyr.thread_analyze()
"""


class Memory(ScriptCase):
    def test_main_s_stack_has_a_quarter_more_than_asyncio_and_a_pool_take(self):
        printed = self.run_script(ASYNCIO)
        self.assertEqual(printed.count("ValueError: in a thread"), 2, printed)
        peak, size = map(int, re.search(r"^main: stack (\d+) of (\d+) bytes used", printed, re.M).groups())
        self.assertLess(1.25 * peak, size, printed)

    def test_promised_heap_with_threads(self):
        printed = self.run_script(THREADS + FILL + FREE_SOME + "print(_thread._count(), gc.mem_alloc())")
        threads, size = map(int, printed.split())
        self.assertEqual(threads, 16)
        self.assertGreaterEqual(size, (PROMISED.get(BOARD, 64) - 4) * 1024 * 97 // 100, "in use, without tables and what was freed")

    def test_a_thread_starts_when_the_heap_is_full(self):
        printed = self.run_script("import _thread, time\n" + FILL + """
del keep
keep = 0
_thread.start_new_thread(print, ("started",))
time.sleep(0.1)
""")
        self.assertEqual(printed, "started\n")

    def test_heap_gives_back_what_stacks_need(self):
        printed = self.run_script(GROW + THREADS + "print(_thread._count())")
        self.assertEqual(printed, "16\n")

    def test_a_heap_that_has_grown_leaves_room_for_threads(self):
        for percent in 5, 45, 51, 55, 75:
            with self.subTest(full=percent):
                printed = self.run_script(START + f"keep({percent})")
                free, started = map(int, printed.split()[:2])
                self.assertGreaterEqual(started, (free - 8 * 1024 - 2 * STACK) // (STACK + 1024))

    def test_there_is_room_for_threads_between_what_a_grown_heap_keeps(self):
        printed = self.run_script(START + "keep(75, every=8)")
        free, started = map(int, printed.split()[:2])
        self.assertGreaterEqual(started, free // 2 // (STACK + 1024))

    def test_no_memory_for_a_stack_is_an_error(self):
        printed = self.run_script("""
            import _thread, time
            try:
                _thread.start_new_thread(print, (), stack_size=100 << 20)
            except OSError as e:
                print("OSError")
            """)
        self.assertEqual(printed, "OSError\n")

    def test_threads_that_come_and_go_leak_nothing(self):
        printed = self.run_script("""
            import _thread, gc, time
            def free():
                while _thread._count():
                    time.sleep_ms(1)
                gc.collect()
                return gc.mem_free()
            def nothing():
                pass
            def batch(n):
                for _ in range(n):
                    for _ in range(4):
                        _thread.start_new_thread(nothing, ())
                    while _thread._count():
                        time.sleep_ms(1)
            batch(5)
            before = free()
            batch(200)
            print(abs(free() - before) < 200)
            """)
        self.assertEqual(printed, "True\n")


if __name__ == "__main__":
    unittest.main()
