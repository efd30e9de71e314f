# SPDX-License-Identifier: MIT
"""The RAM that stacks and the Python heap share."""

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


class Memory(ScriptCase):
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
