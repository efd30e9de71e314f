# SPDX-License-Identifier: MIT
#
# What the demonstration builds on locks: a semaphore, a channel of limited size, a group to wait for.
import _thread
from collections import deque


class Semaphore:
    """A count of things to take; `gate` is open while there are some."""

    def __init__(self, count):
        self.lock = _thread.allocate_lock()
        self.gate = _thread.allocate_lock()
        self.count = count
        if count == 0:
            self.gate.acquire()

    def take(self):
        self.gate.acquire()
        with self.lock:
            self.count -= 1
            if self.count > 0:
                self.gate.release()

    def give(self):
        with self.lock:
            self.count += 1
            if self.count == 1:
                self.gate.release()


class Channel:
    """A queue of at most `size` items; put() waits while it is full, get() while it is empty."""

    def __init__(self, size):
        self.items = deque((), size)
        self.room = Semaphore(size)
        self.filled = Semaphore(0)
        self.lock = _thread.allocate_lock()

    def put(self, item):
        self.room.take()
        with self.lock:
            self.items.append(item)
        self.filled.give()

    def get(self):
        self.filled.take()
        with self.lock:
            item = self.items.popleft()
        self.room.give()
        return item


class Group:
    """Threads that are waited for together."""

    def __init__(self):
        self.ends = []

    def start(self, function, *args, **options):
        end = _thread.allocate_lock()
        end.acquire()
        self.ends.append(end)
        _thread.start_new_thread(self.run, (end, function, args), **options)

    def run(self, end, function, args):
        try:
            function(*args)
        finally:
            end.release()

    def wait(self, timeout=-1):
        """Wait for all, or for so many seconds; whether all have ended."""
        while self.ends:
            if not self.ends[-1].acquire(True, timeout):
                return False
            self.ends.pop()
        return True
