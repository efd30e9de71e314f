# SPDX-License-Identifier: MIT
"""Soft resets, again and again, while threads are wherever a thread can be. RESETS says how often."""

import os
import unittest

from board import Prompt

RESETS = int(os.environ.get("RESETS") or 50)

# Where a soft reset may find a thread.
ACTIONS = {
    "compute": """
def compute():
    while True:
        pass
""",
    "sleep": """
def sleep():
    time.sleep(1000)
""",
    "wait_for_lock": """
lock = _thread.allocate_lock()
lock.acquire()
def wait_for_lock():
    lock.acquire()
""",
    "hold_lock": """
mine = _thread.allocate_lock()
def hold_lock():
    with mine:
        while True:
            time.sleep_us(700)
""",
    "allocate": """
def allocate():
    while True:
        [bytearray(n * 7) for n in range(20)]
""",
    "collect": """
def collect():
    while True:
        gc.collect()
""",
    "finalise": """
class File(io.IOBase):
    def ioctl(self, op, arg):
        time.sleep_us(50)
        return 0
def finalise():
    while True:
        io.BufferedWriter(File(), 8).write(b"x" * 9)
""",
    "call_back": """
def called(n):
    time.sleep_us(300)
def call_back():
    while True:
        try:
            micropython.schedule(called, 0)
        except RuntimeError:
            time.sleep_us(500)
""",
    "start_threads": """
def start_threads():
    while True:
        try:
            _thread.start_new_thread(time.sleep_us, (200,))
        except OSError:
            time.sleep_us(500)
""",
    "read_input": """
def read_input():
    sys.stdin.read(1)
    print("no soft reboot")
""",
    "poll_input": """
def poll_input():
    p = select.poll()
    p.register(sys.stdin, select.POLLIN)
    p.poll()
""",
    "raise_and_catch": """
def raise_and_catch():
    while True:
        try:
            1 / 0
        except ZeroDivisionError as e:
            sys.print_exception(e, io.StringIO())
""",
}
TOGETHER = 5

# Main has to get to its end among them; at the prompt it goes before all others anyway. All are there before the
# first begins, because one uses up the memory for stacks.
START = """
import _thread, gc, io, micropython, select, sys, time
{sources}
gate = _thread.allocate_lock()
def begin(action):
    gate.acquire()
    gate.release()
    action()
_thread.set_priority(None, 0)
gate.acquire()
for number, action in enumerate(({names})):
    _thread.start_new_thread(begin, (action,), stack_size=2048, priority=(7, 7, 0, 14, 3)[number])
gate.release()
time.sleep_us({us})
"""

# What there is room for is what there was at first: in the heap, and for stacks beside it.
ROOM = """
import _thread, gc, time
gc.collect()
n = 0
try:
    while True:
        _thread.start_new_thread(time.sleep, (1000,), stack_size=2048)
        n += 1
except OSError:
    pass
print(gc.mem_free(), n)
"""


def program(number):
    """Each time other threads together, and a little longer until the reset."""
    step = 1 + number // len(ACTIONS) % 3
    names = [list(ACTIONS)[(number + i * step) % len(ACTIONS)] for i in range(TOGETHER)]
    return START.format(sources="".join(ACTIONS[name] for name in names), names=", ".join(names), us=1 + number * 997 % 15000)


class Raw:
    """The raw REPL of a prompt."""

    def __init__(self, prompt):
        self.prompt = prompt
        prompt.send("\x01")
        prompt.wait_for("raw REPL; CTRL-B to exit\r\n>")

    def run(self, code):
        """Runs code and returns what it printed; an exception is an error."""
        for line in code.strip().splitlines(True):
            self.prompt.send(line)
        self.prompt.send("\x04")
        self.prompt.wait_for("OK")
        printed = self.prompt.wait_for("\x04")
        error = self.prompt.wait_for("\x04>")
        if error:
            raise AssertionError(error)
        return printed.replace("\r\n", "\n")

    def soft_reset(self):
        """Once more when a thread that reads input gets the key, because main is not back at the prompt yet."""
        self.prompt.send("\x04")
        while self.prompt.wait_for("soft reboot").endswith("no "):
            self.prompt.send("\x04")
        self.prompt.wait_for("raw REPL; CTRL-B to exit\r\n>")


class SoftReset(unittest.TestCase):
    def measure_room(self, raw):
        """The best of five: the heap may grow, at the cost of stacks, at one moment or another."""
        rooms = []
        for _ in range(5):
            raw.soft_reset()
            rooms.append([int(word) for word in raw.run(ROOM).split()])
        return [max(numbers) for numbers in zip(*rooms)]

    def test_need_2_soft_resets_end_threads_wherever_they_are_and_leak_nothing(self):
        with Prompt() as prompt:
            raw = Raw(prompt)
            room = self.measure_room(raw)
            for number in range(RESETS):
                raw.soft_reset()
                raw.run(program(number))
            self.assertEqual(self.measure_room(raw), room)


if __name__ == "__main__":
    unittest.main()
