# SPDX-License-Identifier: MIT
# Soft resets that find threads at work, for as many minutes as the argument says; test_soak.py runs it. Each starts this
# script anew. What has to outlive it is kept in the disk's last block, which no file is on.
import _thread
import flash
import gc
import machine
import random
import struct
import sys
import time

KEPT = "<QII"  # when all began, the number of this session, bytes free at its beginning
THREADS = 5

disk = flash.Flash()
last_block = disk.ioctl(4, 0) - 1
counts = {"computed": 0, "slept": 0, "locked": 0, "timed out": 0, "allocated": 0, "collected": 0, "started": 0, "raised": 0}
lock = _thread.allocate_lock()
gate = _thread.allocate_lock()


def load():
    block = bytearray(512)
    disk.readblocks(last_block, block)
    start, session, free = struct.unpack(KEPT, block)
    return (start, session, free) if session != 0xFFFFFFFF else (time.time_ns(), 0, 0)


def save(start, session, free):
    block = bytearray(512)
    struct.pack_into(KEPT, block, 0, start, session, free)
    disk.writeblocks(last_block, block)


def compute():
    counts["computed"] += sum(i * i for i in range(50)) == 40425


def sleep():
    time.sleep_us(random.randrange(3000))
    counts["slept"] += 1


def hold_lock():
    with lock:
        time.sleep_us(random.randrange(1500))
        counts["locked"] += 1


def wait_for_lock():
    if lock.acquire(True, 0.0007):
        lock.release()
    else:
        counts["timed out"] += 1


def allocate():
    counts["allocated"] += len([bytearray(n * 7) for n in range(20)])


def collect():
    gc.collect()
    counts["collected"] += 1


def start_thread():
    try:
        _thread.start_new_thread(time.sleep_us, (200,))
        counts["started"] += 1
    except OSError:
        pass
    time.sleep_us(500)


def raise_and_catch():
    try:
        [][1]
    except IndexError:
        counts["raised"] += 1


ACTIONS = (compute, sleep, hold_lock, wait_for_lock, allocate, collect, start_thread, raise_and_catch)


def work(action):
    with gate:
        pass
    while True:
        action()


def room():
    """How many threads fit beside the heap."""
    n = 0
    try:
        while True:
            _thread.start_new_thread(time.sleep, (1000,), stack_size=2048)
            n += 1
    except OSError:
        return n


def session(start, number, before):
    """Until main asks for the reset, which it has to come to among all the others."""
    random.seed(number + 1)
    _thread.set_priority(None, 0)
    gate.acquire()
    step = 1 + number // len(ACTIONS) % 4 * 2
    for i in range(THREADS):
        action = ACTIONS[(number + i * step) % len(ACTIONS)]
        _thread.start_new_thread(work, (action,), stack_size=2048, priority=random.choice((3, 7, 7, 14)))
    time.sleep_ms(random.randrange(4000))
    gate.release()
    time.sleep_us(1 + random.randrange(250_000))
    print(number, sorted(counts.items()), _thread._count())
    save(start, number + 1, before)
    machine.soft_reset()


gc.collect()
free, threads = gc.mem_free(), _thread._count()
start, number, before = load()
passed = time.time_ns() - start
print(number, passed // 1000, free, threads)
if number > 1 and (free, threads) != (before, 0):
    sys.exit(f"in session {number} {free} bytes are free and {threads} threads alive, before it was {before} and 0")
if passed >= int(sys.argv[1]) * 60_000_000_000:
    print("room:", room())
elif number == 1:
    # After a reset of its own, as it is at the end.
    print("room:", room())
    save(start, 2, free)
    machine.soft_reset()
else:
    session(start, number, free)
