# SPDX-License-Identifier: MIT
"""What threads cost Python on a board, as `row = value` lines, in instructions. Run by bench/python_board.py.

The emulator's time is the number of instructions, 64 ns each; the board's clock counts 40 ns. What the loop around
an operation takes is subtracted.
"""
import _thread
import gc
import time
from queue import Queue, SimpleQueue

ROUNDS = 200


def instructions(ticks):
    return ticks * 40 / 64


def since(start):
    return time.ticks_diff(time.ticks_cpu(), start)


def cycles_of(operation, rounds):
    gc.collect()
    start = time.ticks_cpu()
    for _ in range(rounds):
        operation()
    return since(start)


def nothing():
    pass


def row(name, value):
    print("%s = %.0f" % (name, value))


def measure(name, operation, rounds=ROUNDS, each=1):
    spent = cycles_of(operation, rounds) - cycles_of(nothing, rounds)
    row(name, instructions(spent / rounds / each))


def held():
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock


def create():
    ran = held()

    def work():
        ran.release()

    def create_and_wait():
        _thread.start_new_thread(work, ())
        ran.acquire()

    measure("thread: create, run, signal", create_and_wait)


def locks():
    lock = _thread.allocate_lock()

    def pair():
        lock.acquire()
        lock.release()

    def block():
        with lock:
            pass

    measure("lock: acquire + release, nobody else", pair)
    measure("lock: with, nobody else", block)


def ping_pong():
    there, back = held(), held()

    def answer():
        for _ in range(ROUNDS):
            there.acquire()
            back.release()

    def ask():
        there.release()
        back.acquire()

    _thread.start_new_thread(answer, ())
    measure("ping-pong over two locks, round trip", ask)


def queues():
    for kind in (SimpleQueue, Queue):
        queue = kind()

        def pair(queue=queue):
            queue.put(1)
            queue.get()

        measure("%s: put + get in one thread" % kind.__name__, pair)

    for kind in (SimpleQueue, Queue):
        queue = kind()
        done = held()

        def consume(queue=queue, done=done):
            for _ in range(ROUNDS):
                queue.get()
            done.release()

        def produce(queue=queue, done=done):
            for _ in range(ROUNDS):
                queue.put(1)
            done.acquire()

        _thread.start_new_thread(consume, ())
        measure("%s: an item from thread to thread" % kind.__name__, produce, rounds=1, each=ROUNDS)


class Busy:
    """Threads that compute for some time, and how long each was kept from it."""

    def __init__(self, count, ms):
        self.done = held()
        self.left = count
        self.loops = []
        self.waits = []
        self.end = time.ticks_add(time.ticks_ms(), ms)
        for _ in range(count):
            _thread.start_new_thread(self.compute, ())
        self.done.acquire()

    def compute(self):
        loops, waits = 0, []
        last = time.ticks_us()
        while time.ticks_diff(self.end, time.ticks_ms()) > 0:
            now = time.ticks_us()
            if time.ticks_diff(now, last) > 1000:
                waits.append(time.ticks_diff(now, last))
            last = time.ticks_us()
            loops += 1
        self.loops.append(loops)
        self.waits += waits
        self.left -= 1
        if self.left == 0:
            self.done.release()


def hand_over():
    for count in (2, 4, 8):
        gc.collect()
        busy = Busy(count, 4000)
        mean = sum(busy.loops) / count
        waits = sorted(busy.waits)
        row("%d busy threads: least share, in %% of an equal one" % count, 100 * min(busy.loops) / mean)
        row("%d busy threads: wait for the interpreter, median, us" % count, waits[len(waits) // 2])
        row("%d busy threads: wait for the interpreter, 99.9 %%, us" % count, waits[len(waits) * 999 // 1000])


def latency():
    """From the interrupt that ends a sleep, which comes with a tick, to the sleeper's next statement."""
    tick = 2500  # cycles
    worst = {}

    def sleeper(name, priority):
        import threading

        threading.current_thread().priority = priority
        late = []
        for _ in range(ROUNDS):
            time.sleep_us(2000)
            late.append(time.ticks_cpu() % tick)
        worst[name] = sorted(late)
        done.release()

    done = held()
    _thread.start_new_thread(sleeper, ("idle", 3))
    done.acquire()
    _thread.start_new_thread(sleeper, ("busy", 3))
    while not done.acquire(False):
        pass
    for name, what in (("idle", "nobody else runs"), ("busy", "main computes")):
        row("sleep's end to the thread, %s: median" % what, instructions(worst[name][ROUNDS // 2]))
        row("sleep's end to the thread, %s: longest" % what, instructions(worst[name][-1]))


for part in (create, locks, ping_pong, queues, latency, hand_over):
    part()
