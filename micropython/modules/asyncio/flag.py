# SPDX-License-Identifier: MIT
"""Awaiting what threads and interrupt handlers feed: zephyr.Signal, zephyr.IRQQueue, and ThreadSafeFlag."""

from queue import Empty
from zephyr import Signal

from . import core


# For `await signal`, and ThreadSafeFlag.wait().
def take(signal):
    while not signal.take():
        yield core._io_queue.queue_fed(signal)


# For `await queue.aget()`.
def get(queue):
    while True:
        try:
            return queue.get_nowait()
        except Empty:
            yield core._io_queue.queue_fed(queue)


class ThreadSafeFlag(Signal):
    """MicroPython's name for a Signal that tasks wait for."""

    wait = take
