# SPDX-License-Identifier: MIT
"""Threads that load a processor in a known way, for the scripts beside this."""

import sys
import threading
import time

STACK = 2048 if sys.maxsize < 1 << 32 else None


class Beat:
    """A thread of better priority that means to run every so many ms; `late_us` is the most that it was late."""

    def __init__(self, period_ms, priority=2):
        self.period_us, self.late_us, self.beats, self.stop = period_ms * 1000, 0, 0, False
        self.thread = threading.Thread(target=self.work, priority=priority)

    def work(self):
        due = time.ticks_us()
        while not self.stop:
            due = time.ticks_add(due, self.period_us)
            wait = time.ticks_diff(due, time.ticks_us())
            if wait > 0:
                time.sleep_us(wait)
            self.late_us = max(self.late_us, time.ticks_diff(time.ticks_us(), due))
            self.beats += 1

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop = True
        self.thread.join()


class Busy:
    """Threads that compute until the block ends, and how often each went round."""

    def __init__(self, count):
        self.rounds, self.stop = [0] * count, False
        self.threads = [threading.Thread(target=self.work, args=(i,), stack_size=STACK) for i in range(count)]

    def work(self, i):
        while not self.stop:
            self.rounds[i] += 1

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop = True
        for thread in self.threads:
            thread.join()
