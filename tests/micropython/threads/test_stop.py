# SPDX-License-Identifier: MIT
"""Thread.stop(): ThreadStop wherever the thread is; `finally` runs, nothing is lost and nothing stays locked."""

import unittest

from support import ScriptCase, Talk

SETUP = """
import threading
from threading import Thread, ThreadStop
log = []
def stopped(target, *args, settle=0.02):
    begun = []
    def run():
        try:
            begun.append(1)
            target(*args)
            log.append("went on")
        except ThreadStop:
            log.append("ThreadStop")
            raise
        finally:
            log.append("finally")
    thread = Thread(target=run)
    thread.start()
    while not begun: time.sleep_ms(1)
    time.sleep(settle)
    thread.stop()
    thread.join(60)
    print(thread.is_alive(), *log)
    log.clear()
"""


class Stop(ScriptCase):
    def check(self, script, *lines, **options):
        self.assert_prints(SETUP + script, *lines, **options)

    def test_a_loop_and_a_sleep(self):
        self.check("""
def spin():
    while True: pass
stopped(spin)
stopped(time.sleep, 1000)
stopped(time.sleep_ms, 1000000)
""", *["False ThreadStop finally"] * 3)

    def test_waits_for_objects_of_threading_and_queue(self):
        self.check("""
import queue
lock, rlock, condition = threading.Lock(), threading.RLock(), threading.Condition()
lock.acquire(); rlock.acquire()
def wait():
    with condition: condition.wait()
stopped(lock.acquire)
stopped(lock.acquire, True, 100)
stopped(rlock.acquire)
stopped(wait)
stopped(threading.Event().wait)
stopped(threading.Semaphore(0).acquire)
stopped(threading.Barrier(2).wait)
stopped(queue.Queue().get)
stopped(queue.SimpleQueue().get)
sleeper = Thread(target=time.sleep, args=(1000,), daemon=True)
sleeper.start()
stopped(sleeper.join)
print(lock.locked(), condition.acquire(False))
""", *["False ThreadStop finally"] * 10, "True True")

    def test_sockets_and_select(self):
        self.check("""
import socket, select
server = socket.socket()
server.bind(socket.getaddrinfo("127.0.0.1", 0)[0][-1])
server.listen(1)
poller = select.poll()
poller.register(server, select.POLLIN)
stopped(server.accept)
stopped(poller.poll)
stopped(poller.poll, 100000)
""", *["False ThreadStop finally"] * 3, clocks=("real",))

    def test_standard_input(self):
        with Talk(SETUP + "stopped(sys.stdin.readline, settle=0.05)\n") as talk:
            self.assertEqual(talk.finish(), (0, "False ThreadStop finally\n"))

    def test_an_import_that_another_thread_does(self):
        self.check("""
lock = threading.Lock()
def import_it(): import slow
import io
class Slow:
    pass
import os
with open("/tmp/slow_%d.py" % id(lock), "w") as file: file.write("import sys, time\\nwhile 'go' not in sys.path: time.sleep(0.01)\\n")
sys.path.append("/tmp")
name = "slow_%d" % id(lock)
first = Thread(target=__import__, args=(name,))
first.start()
while name not in sys.modules: time.sleep(0.01)
stopped(__import__, name)
sys.path.append("go")
first.join()
os.remove("/tmp/" + name + ".py")
""", "False ThreadStop finally")

    def test_before_start_and_after_the_end(self):
        self.check("""
thread = Thread(target=print, args=("ran",))
try: thread.stop()
except RuntimeError as e: print(e)
thread.start()
thread.join()
thread.stop()
""", "cannot stop thread before it is started", "ran")

    def test_before_the_first_instruction(self):
        self.check("""
def run():
    try:
        for i in range(3): log.append(i)
    finally:
        log.append("finally")
thread = Thread(target=run, priority=14)
thread.start()
thread.stop()
thread.join()
print(log)
log.clear()
thread = Thread(target=time.sleep, args=(1000,), priority=14)
thread.start()
thread.stop()
thread.join()
print("over")
""", "['finally']", "over")

    def test_itself_and_main(self):
        self.check("""
def run():
    threading.current_thread().stop()
    try:
        while True: pass
    except ThreadStop: print("caught")
    time.sleep(0.01)
    threading.main_thread().stop()
Thread(target=run).start()
try:
    time.sleep(1000)
except ThreadStop as e:
    print("main", isinstance(e, SystemExit), isinstance(e, Exception))
""", "caught", "main True False")

    def test_a_thread_that_catches_it_goes_on_and_can_be_stopped_again(self):
        self.check("""
def run():
    for i in range(3):
        try: time.sleep(1000)
        except ThreadStop: log.append(i)
thread = Thread(target=run)
thread.start()
threading.current_thread().priority = 14  # it goes on from a sleep when the thread sleeps
for i in range(3):
    while len(log) < i: time.sleep_ms(1)
    time.sleep(0.01)
    thread.stop()
thread.join()
print(log)
""", "[0, 1, 2]")

    def test_stops_that_come_together_are_one(self):
        self.check("""
def run():
    try:
        begun.append(1)
        time.sleep(1000)
    except ThreadStop: log.append(1)
    time.sleep(0.05)
    log.append(2)
begun = []
thread = Thread(target=run)
threading.current_thread().priority = 2  # the thread does not run between the two
thread.start()
while not begun: time.sleep_ms(1)
thread.stop(); thread.stop()
thread.join()
print(log)
""", "[1, 2]")


class Race(ScriptCase):
    """The stop and the end of the wait at the same moment: both count, in either order."""

    def test_with_a_lock_that_is_released(self):
        for order in ("lock.release(); thread.stop()", "thread.stop(); lock.release()"):
            self.assert_prints(SETUP + f"""
def run():
    with lock:
        log.append("held")
        while True: pass
for priority in (6, 7, 8):
    lock = threading.Lock()
    lock.acquire()
    thread = Thread(target=run, priority=priority)
    thread.start()
    time.sleep(0.01)
    {order}
    thread.join(60)
    print(thread.is_alive(), lock.locked(), len(log) <= 1)
    log.clear()
""", *["False False True"] * 3)

    def test_with_an_item_that_is_put(self):
        for order in ("queue.put(1); thread.stop()", "thread.stop(); queue.put(1)"):
            self.assert_prints(SETUP + f"""
from queue import Queue, SimpleQueue
def run():
    got = []
    try:
        begun.append(1)
        got.append(queue.get())
        while True: pass
    finally:
        log.append(len(got))
for kind in (Queue, SimpleQueue):
    queue, begun = kind(), []
    thread = Thread(target=run)
    thread.start()
    while not begun: time.sleep_ms(1)
    time.sleep(0.01)
    {order}
    thread.join(60)
    print(thread.is_alive(), queue.qsize() + log.pop())
""", *["False 1"] * 2)

    def test_with_a_time_limit_at_every_distance(self):
        self.assert_prints(SETUP + """
lock = threading.Lock()
lock.acquire()
def run():
    try:
        while not lock.acquire(True, 0.002): pass
    finally:
        log.append(1)
for us in range(0, 4000, 100):
    thread = Thread(target=run)
    thread.start()
    time.sleep_us(us)
    thread.stop()
    thread.join(60)
    assert not thread.is_alive(), us
print(len(log), lock.locked())
""", "40 True", clocks=("virtual",))

    def test_a_thousand_stops_leave_nothing(self):
        self.assert_prints(SETUP + """
lock = threading.Lock()
def run():
    while True:
        with lock: pass
threads = []
for i in range(1000):
    thread = Thread(target=run, stack_size=16384)
    thread.start()
    threads.append(thread)
    if len(threads) == 8:
        for thread in threads: thread.stop()
        for thread in threads: thread.join()
        threads.clear()
print(lock.locked(), threading.active_count(), _thread._count())
""", "False 1 0")


if __name__ == "__main__":
    unittest.main()
