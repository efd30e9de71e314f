# SPDX-License-Identifier: MIT
"""Queues between threads, as CPython 3.13 documents them. A SimpleQueue may also be fed from callbacks."""

import heapq
from _queue import Empty, SimpleQueue
from _thread import LockType
from _threading import Condition


class Full(Exception):
    pass


class ShutDown(Exception):
    pass


def _limit(block, timeout):
    if not block:
        return 0
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return timeout


class Queue:
    """First in, first out; holds maxsize items, or any number if that is not above 0.

    Another order: override _init(maxsize), _qsize(), _put(item) and _get().
    """

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.is_shutdown = False
        self.mutex = mutex = LockType()
        self.not_empty = Condition(mutex)
        self.not_full = Condition(mutex)
        self.all_tasks_done = Condition(mutex)
        self._init(maxsize)

    def _init(self, maxsize):
        self.queue = SimpleQueue()

    def _qsize(self):
        return self.queue.qsize()

    def _put(self, item):
        self.queue.put(item)

    def _get(self):
        return self.queue.get_nowait()

    def qsize(self):
        with self.mutex:
            return self._qsize()

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return 0 < self.maxsize <= self.qsize()

    def _may_put(self):
        return self.is_shutdown or not 0 < self.maxsize <= self._qsize()

    def _may_get(self):
        return self.is_shutdown or self._qsize() > 0

    def put(self, item, block=True, timeout=None):
        """Raises Full when there is no room in time, ShutDown when no item may come any more."""
        error = Full
        with self.mutex:
            try:
                # Most often there is room: a wait costs much more, even one that ends at once.
                room = (timeout is None or timeout >= 0) and not 0 < self.maxsize <= self._qsize()
                if room or self.not_full.wait_for(self._may_put, _limit(block, timeout)):
                    if not self.is_shutdown:
                        self._put(item)
                        self.unfinished_tasks += 1
                        self.not_empty.notify()
                        return
                    error = ShutDown
            except BaseException:
                # Perhaps we were woken for it: another may have the room.
                self.not_full.notify()
                raise
        raise error

    def get(self, block=True, timeout=None):
        """Raises Empty when there is no item in time, ShutDown when none will come."""
        error = Empty
        with self.mutex:
            try:
                items = (timeout is None or timeout >= 0) and self._qsize()
                if items or self.not_empty.wait_for(self._may_get, _limit(block, timeout)):
                    if items or self._qsize():
                        item = self._get()
                        self.not_full.notify()
                        return item
                    error = ShutDown
            except BaseException:
                self.not_empty.notify()
                raise
        raise error

    def put_nowait(self, item):
        self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def _finish(self, count):
        self.unfinished_tasks -= count
        if self.unfinished_tasks == 0:
            self.all_tasks_done.notify_all()

    def task_done(self):
        """Says that an item that was got has been dealt with."""
        with self.mutex:
            if self.unfinished_tasks <= 0:
                raise ValueError("task_done() called too many times")
            self._finish(1)

    def join(self):
        """Waits until task_done() was called for every item."""
        with self.mutex:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def shutdown(self, immediate=False):
        """Lets no item in any more, and with `immediate` drops those that are there."""
        with self.mutex:
            self.is_shutdown = True
            while immediate and self._qsize():
                self._get()
                if self.unfinished_tasks > 0:
                    self._finish(1)
            self.not_empty.notify_all()
            self.not_full.notify_all()


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()


class PriorityQueue(LifoQueue):
    """The least item first."""

    def _put(self, item):
        heapq.heappush(self.queue, item)

    def _get(self):
        return heapq.heappop(self.queue)
