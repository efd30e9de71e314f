# SPDX-License-Identifier: MIT
"""Soft resets of a board (--pty) that runs threads in every state, and its prompt beside busy threads."""

import os
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from program import LIMIT, Board  # noqa: E402

ZOO = """
import _thread, time, gc, select, machine
held, other = _thread.allocate_lock(), _thread.allocate_lock()
held.acquire()
def busy():
    while True: pass
def asleep(): time.sleep(1000)
def hold():
    with other: time.sleep(1000)
def wait(): held.acquire()
def wait_a_while(): held.acquire(True, 1000)
def collect():
    while True: gc.collect()
def poll(): select.poll().poll(1000000)
def nap():
    while True: time.sleep_us(100)
_thread.start_new_thread(hold, ())
while not held.locked(): time.sleep_ms(1)
for function in (busy, wait, wait_a_while, collect, poll, nap, asleep):
    _thread.start_new_thread(function, ())
time.sleep_ms(5)
print(_thread._count())
"""


# The same for modules threading, queue and concurrent.futures: a thread in each of their waits.
WAITS = """
import threading, queue, time
from concurrent.futures import ThreadPoolExecutor, Future
lock, event, condition = threading.RLock(), threading.Event(), threading.Condition()
lock.acquire()
def wait():
    with condition: condition.wait()
def local():
    threading.local().x = bytearray(100)
    queue.SimpleQueue().get()
pool = ThreadPoolExecutor(1)
pool.submit(event.wait)
sleeper = threading.Thread(target=time.sleep, args=(1000,), daemon=True)
sleeper.start()
for target in (lock.acquire, event.wait, wait, local, queue.Queue().get, threading.Semaphore(0).acquire,
               threading.Barrier(2).wait, threading.Timer(1000, print).run, sleeper.join, Future().result):
    threading.Thread(target=target).start()
time.sleep_ms(5)
print(threading.active_count())
"""


# And for asyncio, and what interrupts feed: loops and threads in each of their waits, timers that run on.
LOOPS = """
import asyncio, threading, machine, zephyr, sys
signal, q, ready = zephyr.Signal(), zephyr.IRQQueue(2), threading.Semaphore(0)
async def wait(make):
    ready.release()
    await make()
async def blocks(): await asyncio.to_thread(threading.Event().wait)
async def reads(): await asyncio.StreamReader(sys.stdin).read(1)
for make in (lambda: asyncio.sleep(1000), asyncio.Event().wait, q.aget, asyncio.ThreadSafeFlag().wait, blocks, reads):
    threading.Thread(target=lambda make=make: asyncio.run(wait(make))).start()
for make in (signal.wait, q.get):
    threading.Thread(target=make).start()
flag = zephyr.Signal()
for hard in False, True: machine.Timer(period=1, callback=lambda timer: flag.set(), hard=hard)
machine.Timer(period=1000000, callback=print, hard=True)
for _ in range(6): ready.acquire()
flag.wait()
print(threading.active_count() >= 9)
"""


class SoftResetTests(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.line = self.board.connect()
        self.addCleanup(self.line.close)
        self.line.enter_raw_repl()

    def resident(self):
        with open(f"/proc/{self.board.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4096

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.board.process.pid}/fd"))

    def reset_with_zoo(self):
        self.assertEqual(self.line.exec_(ZOO), b"8\r\n")
        self.line.enter_raw_repl()
        self.assertEqual(self.line.exec_("import _thread, gc; gc.collect(); print(_thread._count())"), b"0\r\n")

    def test_two_hundred_resets_with_threads_in_every_state_leak_nothing(self):
        for _ in range(20):
            self.reset_with_zoo()
        memory, descriptors = self.resident(), self.descriptors()
        for _ in range(180):
            self.reset_with_zoo()
        self.assertEqual(self.descriptors(), descriptors)
        self.assertLess(self.resident() - memory, 1 << 20)

    def test_resets_with_threads_in_every_wait_of_module_threading(self):
        for _ in range(20):
            self.assertEqual(self.line.exec_(WAITS), b"13\r\n")
            self.line.enter_raw_repl()
            self.assertEqual(self.line.exec_("import threading; print(threading.enumerate() == [threading.main_thread()])"),
                             b"True\r\n")

    def test_resets_with_loops_and_timers_in_every_wait_leak_nothing(self):
        for number in range(40):
            self.assertEqual(self.line.exec_(LOOPS), b"True\r\n")
            self.line.enter_raw_repl()
            self.assertEqual(self.line.exec_("import _thread, asyncio; print(_thread._count(), asyncio.get_event_loop().is_running())"),
                             b"0 False\r\n")
            if number == 10:
                memory, descriptors = self.resident(), self.descriptors()
        self.assertEqual(self.descriptors(), descriptors)
        self.assertLess(self.resident() - memory, 1 << 20)

    def test_prompt_answers_beside_busy_threads_of_better_priority(self):
        seen = self.line.exec_("import _thread, time\ndef spin():\n    while True: pass\n"
                        "def launch():\n    time.sleep_ms(100)\n"
                        "    for i in range(4): _thread.start_new_thread(spin, (), priority=3)\n"
                        "    print('launched')\n"
                        "_thread.start_new_thread(launch, (), priority=2)\n")
        if b"launched\r\n" not in seen:
            self.line.read_until(1, b"launched\r\n", timeout=LIMIT)
        # At the prompt: leave the raw REPL, come back, and reset.
        for _ in range(5):
            self.line.serial.write(b"\x02")
            self.line.read_until(1, b">>> ", timeout=LIMIT)
            self.line.enter_raw_repl(soft_reset=False)
        self.line.enter_raw_repl()
        self.assertEqual(self.line.exec_("import _thread; print(_thread._count())"), b"0\r\n")

    def test_ctrl_c_and_reset_work_while_main_is_kept_from_its_program(self):
        self.line.exec_raw_no_follow("import _thread\ndef spin():\n    while True: pass\n"
                                     "def launch():\n"
                                     "    for i in range(4): _thread.start_new_thread(spin, (), priority=3)\n"
                                     "    print('launched')\n"
                                     "_thread.start_new_thread(launch, (), priority=2)\nwhile True: pass\n")
        self.line.read_until(1, b"launched\r\n", timeout=LIMIT)
        self.line.serial.write(b"\x03")
        self.assertIn(b"KeyboardInterrupt", self.line.follow(LIMIT)[1])
        self.line.enter_raw_repl()
        self.assertEqual(self.line.exec_("import _thread; print(_thread._count())"), b"0\r\n")

    def test_ctrl_c_on_the_line_ends_what_main_waits_in(self):
        for code in ("lock.acquire()", "lock.acquire(True, 1000)", "time.sleep(1000)", "while True: pass"):
            with self.subTest(code):
                self.line.exec_(ZOO)
                self.line.exec_raw_no_follow("lock = _thread.allocate_lock(); lock.acquire(); print('ready')\n" + code)
                self.line.read_until(1, b"ready\r\n", timeout=LIMIT)
                self.line.serial.write(b"\x03")
                self.assertIn(b"KeyboardInterrupt", self.line.follow(LIMIT)[1])
                self.line.enter_raw_repl()

    def test_deadlock_at_the_prompt_can_be_interrupted(self):
        self.line.exec_raw_no_follow(
            "import _thread; lock = _thread.allocate_lock(); lock.acquire(); print('ready'); lock.acquire()")
        self.line.read_until(1, b"ready\r\n", timeout=LIMIT)
        self.line.serial.write(b"\x03")
        self.assertIn(b"KeyboardInterrupt", self.line.follow(LIMIT)[1])
        self.assertEqual(self.line.exec_("print(1)"), b"1\r\n")

    def test_imports_under_way_are_forgotten(self):
        with tempfile.TemporaryDirectory() as directory:
            path = f"import sys; sys.path.insert(0, {directory!r})\n"
            with open(os.path.join(directory, "slow.py"), "w", encoding="utf-8") as file:
                file.write("import time, quick\nif not quick.quick: time.sleep(1000)\n")
            for value in ("False", "True"):
                with open(os.path.join(directory, "quick.py"), "w", encoding="utf-8") as file:
                    file.write(f"quick = {value}\n")
                if value == "False":
                    self.line.exec_(path + "import _thread, time\ndef load():\n    import slow\n"
                                    "for i in range(3): _thread.start_new_thread(load, ())\ntime.sleep_ms(20)\n")
                self.line.enter_raw_repl()
            self.assertEqual(self.line.exec_(path + "import slow; print('imported')"), b"imported\r\n")

    def test_reset_with_interrupts_locked(self):
        self.line.exec_("import machine; machine.disable_irq()")
        self.line.enter_raw_repl()
        self.assertEqual(self.line.exec_(ZOO), b"8\r\n")


if __name__ == "__main__":
    unittest.main()
