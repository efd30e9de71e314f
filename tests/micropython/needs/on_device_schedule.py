# SPDX-License-Identifier: MIT
"""Who runs when, of what users of threads on microcontrollers ask for first; time is virtual, or QEMU's count."""

import _thread
import gc
import sys
import threading
import time
import unittest

from load import STACK, Beat, Busy


class Schedule(unittest.TestCase):
    def test_need_3_busy_threads_get_their_share_within_a_tenth(self):
        with Busy(4) as busy:
            time.sleep(0.8)
        mean = sum(busy.rounds) / 4
        for rounds in busy.rounds:
            self.assertLess(abs(rounds - mean), 0.1 * mean, str(busy.rounds))

    def test_need_3_busy_threads_get_their_share_beside_a_better_one_that_wakes_often(self):
        # More often than a time slice of the kernel ends: whoever is interrupted must not always be the one to go on.
        with Beat(1, priority=0):
            with Busy(4) as busy:
                time.sleep(0.8)
        mean = sum(busy.rounds) / 4
        for rounds in busy.rounds:
            self.assertLess(abs(rounds - mean), 0.1 * mean, str(busy.rounds))

    def test_need_13_a_1_khz_thread_meets_its_deadline_while_others_compute(self):
        with Busy(3), Beat(1, priority=0) as beat:
            time.sleep(0.3)
        self.assertGreater(beat.beats, 290)
        self.assertLess(beat.late_us, 1000)

    def test_need_13_a_1_khz_thread_waits_for_one_collection_at_most(self):
        def collect():
            while not busy.stop:
                start = time.ticks_us()
                gc.collect()
                longest[0] = max(longest[0], time.ticks_diff(time.ticks_us(), start))
                time.sleep_ms(7)

        longest = [0]
        with Busy(2) as busy:
            thread = threading.Thread(target=collect, priority=6, stack_size=STACK)
            thread.start()
            with Beat(1, priority=0) as beat:
                time.sleep(0.3)
        thread.join()
        self.assertGreater(beat.beats, 290)
        # Nothing divides a collection: what is due in the middle of it is late by the rest of it.
        self.assertLess(beat.late_us, longest[0] + 1000)

    def test_need_13_inversion_is_bounded(self):
        def hold():
            with lock:
                taken.set()
                for _ in range(500):
                    pass

        def want():
            start = time.ticks_us()
            with lock:
                waits.append(time.ticks_diff(time.ticks_us(), start))

        lock, taken, waits = threading.Lock(), threading.Event(), []
        holder = threading.Thread(target=hold, priority=12, stack_size=STACK)
        wanter = threading.Thread(target=want, priority=2, stack_size=STACK)
        holder.start()
        taken.wait()
        with Busy(2):
            wanter.start()
            wanter.join(2)
        wanter.join()
        holder.join()
        self.assertLess(waits[0], 100000)

    def test_need_5_eight_concurrent_sleepers_for_an_hour(self):
        def sleep(i, ms):
            start = due = time.ticks_ms()
            while time.ticks_diff(due, start) < 3600 * 1000:
                due = time.ticks_add(due, ms)
                time.sleep_ms(time.ticks_diff(due, time.ticks_ms()))
                late[i] = max(late[i], time.ticks_diff(time.ticks_ms(), due))

        late = [0] * 8
        threads = [threading.Thread(target=sleep, args=(i, 7001 + 400 * i), stack_size=STACK) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertLess(max(late), 3)

    def test_need_14_sleepers_wake_on_time_and_nobody_runs_meanwhile(self):
        def sleep(ms, late):
            start = time.ticks_ms()
            time.sleep_ms(ms)
            late.append(time.ticks_diff(time.ticks_ms(), start) - ms)

        late = []
        threads = [threading.Thread(target=sleep, args=(100 + i, late), stack_size=STACK) for i in range(8)]
        for thread in threads:
            thread.start()
        time.sleep_ms(30)  # until all of them sleep
        before = _thread.stats()[1]
        time.sleep_ms(50)
        self.assertLess(_thread.stats()[1] - before, 3)
        for thread in threads:
            thread.join()
        self.assertLess(max(late), 3)


if __name__ == "__main__":
    threading.Thread(target=unittest.main, stack_size=10240 if sys.maxsize < 1 << 32 else None).start()
