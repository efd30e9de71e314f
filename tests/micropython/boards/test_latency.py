# SPDX-License-Identifier: MIT
"""How long Ctrl-C takes, in virtual time: QEMU counts instructions, 64 ns each, and is stopped while the byte is put in."""

import json
import os
import re
import socket
import tempfile
import time
import unittest

import board

# The console's UART and a counter of 25 MHz, of the MPS2 boards with images for Cortex-M3, M4 and M7.
UART_STATE = 0x40004004
RX_FULL = 2
COUNTER = 0x40028018
COUNTER_HZ = 25_000_000
BOARDS = ("mps2_an385", "mps2_an386", "mps2_an500")
LIMIT_MS = 50
# So long the threads have been at work when the byte comes.
WORKED_MS = (0, 614, 1021, 1530, 2047)

BUSY = """
import _thread, gc, time
lock = _thread.allocate_lock()
def spin():
    while True:
        pass
def locked():
    while True:
        with lock:
            time.sleep_us(300)
def sleep():
    while True:
        time.sleep_ms(1)
def collect():
    keep = [[i] for i in range(1000)]
    while True:
        gc.collect()
for f in (spin, locked, sleep, collect) * 2:
    _thread.start_new_thread(f, ())
"""

# What main does when Ctrl-C comes; each begins by telling that it runs.
MAIN = {
    "computes": "while True: pass",
    "sleeps": "time.sleep(1000)",
    "waits for a lock": "a = _thread.allocate_lock(); a.acquire(); a.acquire()",
    "reads": "sys.stdin.read(1)",
    "polls": "p = select.poll(); p.register(sys.stdin, select.POLLIN); p.poll()",
    "collects": "while True: gc.collect()",
    "allocates": "while True: [bytearray(100) for _ in range(100)]",
    "waits for a thread": "t = threading.Thread(target=time.sleep, args=(1000,)); t.start(); t.join()",
}

PROGRAM = """
import gc, machine, select, sys, threading
try:
    print('run' + 'ning')
    {what}
except KeyboardInterrupt:
    print('at', machine.mem32[{counter:#x}] & 0xffffffff)
"""


class Machine(board.Prompt):
    """The prompt of a QEMU that counts instructions and that can be stopped."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "qmp")
        command = board.terminal_command()
        super().__init__(command + ["-icount", "shift=6,align=off,sleep=off", "-qmp", f"unix:{self.path},server=on,wait=off"])

    def __enter__(self):
        super().__enter__()
        self.control = socket.socket(socket.AF_UNIX)
        self.control.settimeout(board.LIMIT)
        self.control.connect(self.path)
        self.answers = self.control.makefile("rb")
        self.execute("qmp_capabilities")
        return self

    def __exit__(self, *args):
        self.answers.close()
        self.control.close()
        super().__exit__(*args)

    def execute(self, command, **arguments):
        self.control.sendall(json.dumps({"execute": command, "arguments": arguments}).encode())
        while True:
            answer = json.loads(self.answers.readline())
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise AssertionError(answer)

    def word(self, address):
        text = self.execute("human-monitor-command", **{"command-line": f"xp /1xw {address:#x}"})
        return int(re.search(r": 0x([0-9a-f]+)", text)[1], 16)

    def wait_ms(self, ms):
        """Until so much virtual time has passed."""
        start = self.word(COUNTER)
        end = time.monotonic() + board.LIMIT
        while (self.word(COUNTER) - start) & 0xFFFFFFFF < ms * COUNTER_HZ // 1000:
            if time.monotonic() > end:
                raise AssertionError("the counter stands still")

    def put_while_stopped(self, text):
        """Hands the UART one byte; returns the counter at that moment."""
        self.execute("stop")
        self.send(text)
        end = time.monotonic() + board.LIMIT
        while not self.word(UART_STATE) & RX_FULL:
            if time.monotonic() > end:
                raise AssertionError("the UART did not take the byte")
        now = self.word(COUNTER)
        self.execute("cont")
        return now


@unittest.skipUnless(board.BOARD in BOARDS, "the board has no counter that QEMU's monitor can read")
class Latency(unittest.TestCase):
    def measure(self, machine, what, worked_ms):
        """The time from the byte in the UART to the exception in Python, in milliseconds."""
        machine.send("\x01")
        machine.wait_for("raw REPL; CTRL-B to exit\r\n>")
        machine.send("\x04")
        machine.wait_for("raw REPL; CTRL-B to exit\r\n>")
        for line in (BUSY + PROGRAM.format(what=what, counter=COUNTER)).strip().splitlines(True):
            machine.send(line)
        machine.send("\x04")
        machine.wait_for("running")
        machine.wait_ms(worked_ms)
        before = machine.put_while_stopped("\x03")
        machine.wait_for("at ")
        after = int(machine.wait_for("\r\n"))
        machine.wait_for("\x04>")
        return ((after - before) & 0xFFFFFFFF) * 1000 / COUNTER_HZ

    def test_need_2_ctrl_c_reaches_main_in_50_ms_beside_eight_busy_threads(self):
        with tempfile.TemporaryDirectory() as folder, Machine(folder) as machine:
            times = {name: max(self.measure(machine, what, ms) for ms in WORKED_MS) for name, what in MAIN.items()}
        for name, ms in times.items():
            with self.subTest(main=name):
                self.assertLess(ms, LIMIT_MS)
        if os.environ.get("SHOW"):
            print("\n".join(f"{ms:7.2f} ms while main {name}" for name, ms in times.items()))


if __name__ == "__main__":
    unittest.main()
