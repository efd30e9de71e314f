# SPDX-License-Identifier: MIT
# Everything that threads do, for as many minutes as the argument says, in bursts with pauses between; test_soak.py
# runs it. What it prints tells how the run went to the microsecond.
import _thread
import gc
import random
import sys
import threading
import time

random.seed(1)
start = time.time_ns()
lock = threading.Lock()
condition = threading.Condition()
log = []
counts = {"locks": 0, "objects": 0, "exceptions": 0, "timers": 0, "messages": 0, "timeouts": 0}


def use_locks(n):
    for i in range(n * 10):
        with lock:
            counts["locks"] += 1
            if i % 25 == 0:
                time.sleep_ms(2)
        if lock.acquire(timeout=0.001):
            lock.release()
        else:
            counts["timeouts"] += 1


def allocate(n):
    keep = []
    for i in range(n * 10):
        keep.append({i: bytearray(i % 200), "text": str(i) * (i % 5)})
        counts["objects"] += 1
        if i % 17 == 0:
            keep = keep[-3:]


def collect(n):
    for _ in range(3):
        gc.collect()
        time.sleep_ms(n % 7)


def raise_and_catch(n):
    for i in range(n):
        try:
            [][i]
        except IndexError:
            counts["exceptions"] += 1


def send(n):
    for i in range(n):
        with condition:
            log.append(i)
            condition.notify()


def receive(n):
    for _ in range(n):
        with condition:
            if condition.wait_for(lambda: log, timeout=0.01):
                log.pop()
                counts["messages"] += 1


def expire():
    counts["timers"] += 1


def start_timers(n):
    timers = [threading.Timer(i * 0.0013, expire) for i in range(n % 5)]
    for timer in timers:
        timer.start()
    for timer in timers:
        timer.join()


ACTIONS = (use_locks, allocate, collect, raise_and_catch, send, receive, start_timers)


def burst():
    threads = [threading.Thread(target=random.choice(ACTIONS), args=(random.randrange(5, 40),)) for _ in range(8)]
    for thread in threads:
        _thread.stack_size(random.choice((0, 6144, 8192)))
        thread.start()
    for thread in threads:
        thread.join()


for minute in range(int(sys.argv[1])):
    end = start + (minute + 1) * 60_000_000_000
    for _ in range(4):
        burst()
        time.sleep_ms(random.randrange(10_000))
    time.sleep_us(max((end - time.time_ns()) // 1000, 0))
    gc.collect()
    print(minute, (time.time_ns() - start) // 1000, gc.mem_alloc(), sorted(counts.items()), _thread.stats())
print("threads left:", _thread._count())
