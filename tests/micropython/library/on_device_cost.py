# SPDX-License-Identifier: MIT
"""What module threading costs, run by the program under test."""

import gc

gc.collect()
before = gc.mem_alloc()
import threading  # noqa: E402

gc.collect()
import_cost = gc.mem_alloc() - before

import _thread  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import unittest  # noqa: E402

ON_A_BOARD = sys.maxsize < 1 << 32


def microseconds(function, n=200):
    """How long it takes, the least of some rounds, without the time that the threads take themselves."""
    best = None
    for _ in range(5):
        gc.collect()
        total = 0
        for i in range(n):
            for _ in range(i):  # the sleep ended at a tick: the next is to come at any moment of what is measured
                pass
            start = time.ticks_us()
            function()
            total += time.ticks_diff(time.ticks_us(), start)
            while _thread._count():
                time.sleep_us(100)
        best = total if best is None else min(best, total)
    return best


class CostTests(unittest.TestCase):
    def test_import_takes_at_most_6_kb(self):
        self.assertLess(import_cost, 6 * 1024)

    def test_lock_takes_at_most_48_bytes_on_a_board(self):
        locks = [None] * 100
        gc.collect()
        used = gc.mem_alloc()
        for i in range(100):
            locks[i] = threading.Lock()
        gc.collect()
        self.assertLessEqual((gc.mem_alloc() - used) // 100, 48 if ON_A_BOARD else 64)

    # The emulator's time is its count of instructions; the desk's depends on what else it does.
    @unittest.skipUnless(ON_A_BOARD, "measured on boards")
    def test_making_and_starting_a_thread_takes_at_most_half_more_than_start_new_thread(self):
        def work():
            pass

        plain = microseconds(lambda: _thread.start_new_thread(work, ()))
        made = microseconds(lambda: threading.Thread(target=work).start())
        self.assertLess(made, 1.5 * plain)


if __name__ == "__main__":
    unittest.main()
