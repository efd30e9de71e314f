# SPDX-License-Identifier: MIT
"""machine on an STM32F4: what QEMU has of it.

Its pins have no levels, but edges, of port A only, come by QEMU's test protocol.
"""

import os
import socket
import tempfile
import time
import unittest

import board

if board.BOARD != "netduinoplus2":
    raise unittest.SkipTest("for boards with an STM32F4")

SYSCFG = "/machine/unattached/device[0]/syscfg unnamed-gpio-in"


class Device(unittest.TestCase):
    """The prompt of a board whose pins and second UART are in our hands."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        sockets = {name: os.path.join(self.folder.name, name) for name in ("pins", "uart")}
        self.listeners = {name: self.listen(path) for name, path in sockets.items()}
        self.prompt = board.Prompt(board.terminal_command() + ["-qtest", "unix:" + sockets["pins"], "-qtest-log", "/dev/null",
                                                               "-serial", "unix:" + sockets["uart"]])
        self.prompt.__enter__()
        self.addCleanup(self.prompt.__exit__)
        self.pins, self.uart = (self.accept(name) for name in ("pins", "uart"))

    def listen(self, path):
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(path)
        listener.listen(1)
        return listener

    def accept(self, name):
        self.listeners[name].settimeout(board.LIMIT)
        line = self.listeners[name].accept()[0]
        line.settimeout(board.LIMIT)
        self.addCleanup(line.close)
        return line

    def run_lines(self, text):
        """Runs lines, which print nothing, at the prompt."""
        self.assertEqual(self.prompt.command(f"exec({text!r})"), "")

    def set_pin(self, name, level):
        self.pins.sendall(f"set_irq_in {SYSCFG} {name[1:]} {level}\n".encode())
        answer = b""
        while not answer.endswith(b"OK\n"):
            answer = self.pins.recv(100)
            self.assertNotIn(b"FAIL", answer)

    def pulse(self, name):
        self.set_pin(name, 1)
        self.set_pin(name, 0)

    def receive(self, size):
        data = b""
        while len(data) < size:
            data += self.uart.recv(size - len(data))
        return data


class Pins(Device):
    def watch(self, options, handler="def handler(pin):\n    seen[0] += 1"):
        self.run_lines(f"from machine import Pin\nseen = bytearray(1)\n{handler}\n"
                       f"pin = Pin('A3', Pin.IN)\npin.irq(handler, {options})")

    def seen(self):
        return int(self.prompt.command("seen[0]"))

    def wait_until_seen(self, count):
        """The chip keeps one edge of a line, so the next has to wait until it has been seen."""
        end = time.monotonic() + board.LIMIT
        while self.seen() != count:
            self.assertLess(time.monotonic(), end, f"{self.seen()} edges instead of {count}")

    def test_edges_call_the_handler(self):
        for hard in (False, True):
            for trigger, levels in (("Pin.IRQ_RISING", (1,)), ("Pin.IRQ_FALLING", (0,)),
                                    ("Pin.IRQ_RISING | Pin.IRQ_FALLING", (0, 1))):
                with self.subTest(hard=hard, trigger=trigger):
                    self.watch(f"{trigger}, hard={hard}")
                    count = 0
                    for level in (1, 0, 1, 0):
                        self.set_pin("A3", level)
                        count += level in levels
                        self.wait_until_seen(count)

    def test_handler_gets_the_pin_and_wakes_main(self):
        self.run_lines("from machine import Pin\nimport _thread\ndone = _thread.allocate_lock()\ndone.acquire()\n"
                       "def handler(pin):\n    print('edge of', pin)\n    done.release()\nPin('A3').irq(handler)")
        self.prompt.send("done.acquire()\r")
        self.prompt.wait_for("done.acquire()")
        self.set_pin("A3", 1)
        self.assertIn("edge of Pin('A3', mode=Pin.IN)", self.prompt.wait_for(">>> "))

    def test_other_pins_and_no_handler_call_nothing(self):
        self.watch("Pin.IRQ_RISING, hard=True")
        self.pulse("A4")
        self.assertEqual(self.seen(), 0)
        self.prompt.command("pin.irq(None)")
        self.pulse("A3")
        self.assertEqual(self.seen(), 0)

    def test_pins_of_one_number_share_a_line(self):
        self.watch("Pin.IRQ_RISING, hard=True")
        self.assertIn("another pin with the number 3", self.prompt.command("Pin('C3').irq(handler)"))
        self.pulse("A3")
        self.wait_until_seen(1)
        self.prompt.command("pin.irq(None); i = Pin('C3').irq(handler, Pin.IRQ_RISING, hard=True)")
        self.pulse("A3")
        self.assertEqual(self.seen(), 1, "the line is that of port C")

    def test_hard_handlers_between_threads_that_compute_allocate_and_collect(self):
        self.watch("Pin.IRQ_RISING, hard=True", "def handler(pin):\n    for _ in range(20):\n        seen[0] = seen[0]\n"
                   "    seen[0] = (seen[0] + 1) % 256")
        self.run_lines("import _thread, gc, time\nrounds = [0, 0, 0]\ndef work(i):\n    while not stop:\n"
                       "        assert len(''.join(str(n) for n in range(40))) == 70\n"
                       "        gc.collect() if i == 0 else time.sleep_ms(1) if i == 1 else None\n        rounds[i] += 1\n"
                       "stop = False\nfor i in range(3): _thread.start_new_thread(work, (i,))")
        before = eval(self.prompt.command("rounds"))
        for count in range(1, 101):
            self.pulse("A3")
            self.wait_until_seen(count)
        self.prompt.command("time.sleep_ms(50)")
        after = eval(self.prompt.command("rounds"))
        self.assertTrue(all(a < b for a, b in zip(before, after)), (before, after))
        self.prompt.command("stop = True; exec('while _thread._count(): time.sleep_ms(1)')")

    def test_what_a_hard_handler_may_not_do(self):
        for what, error in (("[pin] * 100", "MemoryError"), ("lock.acquire()", "RuntimeError"), ("1 / 0", "ZeroDivisionError"),
                            ("recurse()", "RuntimeError")):
            with self.subTest(what):
                self.run_lines("import _thread\nlock = _thread.allocate_lock()\nlock.acquire()\n"
                               "def recurse():\n    recurse()")
                self.watch("Pin.IRQ_RISING, hard=True", f"def handler(pin):\n    seen[0] += 1\n    {what}")
                self.pulse("A3")
                self.prompt.wait_for("Uncaught exception in IRQ callback handler")
                self.prompt.wait_for(error)
                self.pulse("A3")
                self.assertEqual(self.seen(), 1, "it runs no more")

    def test_a_session_ends_its_interrupts(self):
        self.watch("Pin.IRQ_RISING, hard=True", "def handler(pin):\n    print('still' + ' here')")
        self.prompt.soft_reset()
        self.pulse("A3")
        self.assertNotIn("still here", self.prompt.command("import time; time.sleep_ms(20)"))


class Uart(Device):
    def test_both_ways_with_threads_that_compute(self):
        self.run_lines("from machine import UART\nimport _thread\nstop = False\ndef spin():\n    while not stop:\n        pass\n"
                       "for _ in range(3): _thread.start_new_thread(spin, ())\n"
                       "u = UART(2, 115200, timeout=5000, rxbuf=1024)\n"
                       "def echo():\n    left = 5000\n    while left:\n        data = u.read(min(left, 100))\n"
                       "        left -= len(data)\n        u.write(data)\n_thread.start_new_thread(echo, ())")
        data = bytes(i * 7 % 256 for i in range(5000))
        back = b""
        for at in range(0, 5000, 500):
            self.uart.sendall(data[at:at + 500])
            back += self.receive(500)
        self.assertEqual(back, data)
        self.prompt.command("stop = True")

    def test_reading_waits_for_as_long_as_it_was_told(self):
        self.run_lines("from machine import UART\nimport time\nu = UART(2, timeout=100)\nt = time.ticks_ms()\n"
                       "r = u.read(4)\nt = time.ticks_diff(time.ticks_ms(), t)")
        self.assertEqual(self.prompt.command("r, 99 <= t"), "(None, True)")
        self.prompt.send("u.init(timeout=60000); print('re' + 'ady'); u.readline()\r")
        self.prompt.wait_for("ready")
        self.uart.sendall(b"one\n")
        self.assertIn(r"b'one\n'", self.prompt.wait_for(">>> "))

    def test_ctrl_c_ends_a_read(self):
        self.prompt.send("from machine import UART; u = UART(2, timeout=60000); print('be' + 'gins'); u.read(1)\r")
        self.prompt.wait_for("begins")
        self.prompt.send("\x03")
        self.assertIn("KeyboardInterrupt", self.prompt.wait_for(">>> "))

    def test_poll(self):
        self.run_lines("from machine import UART\nimport select\nu = UART(2)\np = select.poll()\np.register(u, select.POLLIN)")
        self.assertEqual(self.prompt.command("p.poll(0)"), "[]")
        self.prompt.send("len(p.poll(60000))\r")
        self.prompt.wait_for("60000))")
        self.uart.sendall(b"x")
        self.assertIn("1", self.prompt.wait_for(">>> "))

    def test_closed_is_closed_and_may_be_opened_again(self):
        self.run_lines("from machine import UART\nu = UART(2)\nu.deinit()")
        self.assertIn("OSError", self.prompt.command("u.write(b'x')"))
        self.prompt.command("u = UART(2); u.write(b'again')")
        self.assertEqual(self.receive(5), b"again")


class Refusals(board.ScriptCase):
    def refused(self, expression):
        return self.run_script(f"""
            from machine import *
            import machine
            try:
                print({expression})
            except Exception as error:
                print(repr(error))
            """)

    def test_bad_arguments_are_named(self):
        for expression, words in (("Pin('A16')", "there is no pin 'A16'"), ("Pin('Q')", "there is no pin 'Q'"), ("Pin(5)", "TypeError"),
                                  ("Pin('A01')", "no pin"), ("Pin('A5', 9)", "no such mode"), ("Pin('A5', Pin.IN, 3)", "PULL_UP"),
                                  ("Pin('A5').irq(print, 4)", "IRQ_RISING"), ("UART(1)", "is the console's"),
                                  ("UART(9)", "there is no UART(9)"), ("UART(2, 1)", "these settings"),
                                  ("UART(2, rxbuf=0)", "a buffer has"), ("machine.reset_cause()", "does not know"),
                                  ("machine.unique_id()", "no identity")):
            with self.subTest(expression):
                self.assertIn(words, self.refused(expression))

    def test_soft_buses_are_there(self):
        self.assertEqual(self.refused("SoftI2C(scl='B6', sda='B7', freq=100000)"), "SoftI2C(scl=B6, sda=B7, freq=100000)\n")
        self.assertIn("miso=A6", self.refused("SoftSPI(sck='A5', mosi='A7', miso='A6')"))


if __name__ == "__main__":
    unittest.main()
