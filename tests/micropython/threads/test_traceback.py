# SPDX-License-Identifier: MIT
"""Where every thread is: zephyr.dump_traceback(), the watchdog, Ctrl-T and SIGQUIT, whatever the program does."""

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import tempfile
import termios
import unittest

from support import CLOCKS, LIMIT, PROGRAM, ScriptCase, Talk, source
from program import Board, heed_signals  # found by support

HEAD = re.compile(r"^Thread 0x\w+ \(([^)]*)\), priority -?\d+, (.*) \(most recent call first\):$")
FRAME = re.compile(r'^  File "([^"]+)", line (\d+) in (\S+)$')


def parse(text):
    """The dumps in the text: a list of {thread name: (what it does, [(line, function), ...])}."""
    dumps, thread, name = [], None, None
    for line in text.splitlines():
        head, frame = HEAD.match(line), FRAME.match(line)
        if head:
            name = head[1]
            if name == "main":
                dumps.append({})
            thread = dumps[-1][name] = (head[2], [])
        elif frame:
            thread[1].append((int(frame[2]), frame[3]))
        elif line not in ("Timeout!", "  ..."):
            raise AssertionError(f"not of a traceback: {line!r}")
    return dumps


def functions(entry):
    return [function for _, function in entry[1]]


class Dump(ScriptCase):
    def dump(self, script, clock="virtual", **options):
        return parse(self.run_script(script, clock=clock, **options).stderr)

    def test_every_thread_with_its_lines(self):
        for clock in CLOCKS:
            dump, = self.dump("""
                import zephyr
                def outer():
                    def inner():
                        lock.acquire()
                    x = 1
                    inner()
                def sleeper():
                    time.sleep(100)
                lock = _thread.allocate_lock()
                lock.acquire()
                _thread.start_new_thread(outer, (), name="waiter")
                _thread.start_new_thread(sleeper, ())
                _thread.set_priority(_thread.get_ident(), 14); time.sleep(0.02)  # until all others wait
                zephyr.dump_traceback()
                """, clock=clock)
            self.assertEqual(sorted(dump), ["main", "sleeper", "waiter"])
            self.assertEqual(dump["main"], ("runs", [(16, "<module>")]))
            self.assertEqual(dump["sleeper"], ("sleeps", [(10, "sleeper")]))
            self.assertEqual(dump["waiter"][1], [(6, "inner"), (8, "outer")])
            self.assertRegex(dump["waiter"][0], r"^waits for Python lock 0x\w+, acquired by 0x\w+ \(main\)$")

    def test_methods_generators_and_callbacks_of_c(self):
        dump, = self.dump("""
            import zephyr
            class A:
                def method(self, n):
                    for x in self.numbers(n):
                        yield x
                def numbers(self, n):
                    yield from sorted(range(n), key=self.key)
                def key(self, n):
                    if n == 2:
                        zephyr.dump_traceback()
                    return n
            list(A().method(3))
            """)
        self.assertEqual(dump["main"][1], [(12, "key"), (9, "numbers"), (6, "method"), (14, "<module>")])

    def test_after_exceptions_the_frames_are_those_of_now(self):
        dump, = self.dump("""
            import zephyr
            def fail(n):
                if n:
                    fail(n - 1)
                raise ValueError
            def closed():
                try:
                    yield 1
                finally:
                    pass
            def catch():
                try:
                    fail(5)
                except ValueError:
                    pass
                for x in closed():
                    break
                try:
                    sorted([1, "a"])
                except TypeError:
                    zephyr.dump_traceback()
            catch()
            """)
        self.assertEqual(functions(dump["main"]), ["catch", "<module>"])

    def test_a_caught_stack_overflow_leaves_no_frames(self):
        first, second = self.dump("""
            import zephyr
            def deeper(n):
                if n == 100: zephyr.dump_traceback()
                deeper(n + 1)
            try:
                deeper(0)
            except RuntimeError:
                zephyr.dump_traceback()
            """)
        self.assertEqual(functions(first["main"]), ["deeper"] * 64)
        self.assertEqual(functions(second["main"]), ["<module>"])

    def test_threads_that_wait_for_imports_and_input(self):
        with tempfile.TemporaryDirectory() as directory:
            with open(os.path.join(directory, "slow.py"), "w", encoding="utf-8") as file:
                file.write("import time\ntime.sleep(100)\n")
            with Talk("""
                    import zephyr
                    sys.path.append(sys.argv[1]); _thread.set_priority(_thread.get_ident(), 14)
                    def load(): import slow
                    def read(): sys.stdin.read(1)
                    for f in (load, load, read):
                        _thread.start_new_thread(f, (), name=f.__name__ + str(_thread._count()), priority=7)
                        time.sleep(0.02)
                    zephyr.dump_traceback()
                    """, directory) as talk:
                status, text = talk.finish()
        dump, = parse(text)
        self.assertEqual(status, 0)
        self.assertEqual(functions(dump["load0"]), ["<module>", "load"])
        self.assertRegex(dump["load1"][0], r"^waits for import of slow by 0x\w+ \(load0\)$")
        self.assertEqual(dump["read2"], ("waits for input, output or an event", [(6, "read")]))

    def test_allocates_nothing(self):
        for clock in CLOCKS:
            dump, = self.dump("""
                import zephyr, micropython
                _thread.start_new_thread(time.sleep, (100,), name="sleep")
                time.sleep(0.01)
                micropython.heap_lock()
                zephyr.dump_traceback()
                micropython.heap_unlock()
                """, clock=clock)
            self.assertEqual(sorted(dump), ["main", "sleep"])


class Later(ScriptCase):
    def test_comes_once_at_its_time(self):
        result = self.run_script("""
            import zephyr
            zephyr.dump_traceback_later(0.05)
            def spin():
                while True:
                    if time.ticks_ms() > 40: break
                print("before", file=sys.stderr)
                while time.ticks_ms() < 500:
                    pass
            spin()
            """)
        before, _, after = result.stderr.partition("before\n")
        self.assertEqual(before, "")
        self.assertTrue(after.startswith("Timeout!\n"))
        dump, = parse(after)
        self.assertEqual((dump["main"][0], functions(dump["main"])), ("runs", ["spin", "<module>"]))
        self.assertIn(dump["main"][1][0][0], (9, 10))

    def test_repeats_until_cancelled(self):
        result = self.run_script("""
            import zephyr
            zephyr.dump_traceback_later(timeout=0.1, repeat=True)
            time.sleep(0.35)
            zephyr.cancel_dump_traceback_later()
            time.sleep(1)
            """)
        self.assertEqual(len(parse(result.stderr)), 3)

    def test_period_shorter_than_the_dump_leaves_the_program_its_share(self):
        """The next period begins after the dump: periods of 10 us in 1 ms of computing are no more than 100."""
        result = self.run_script("""
            import zephyr
            zephyr.dump_traceback_later(0.00001, True)
            end = time.ticks_us() + 1000
            while time.ticks_us() < end: pass
            zephyr.cancel_dump_traceback_later()
            print("ended")
            """, clock="real")
        self.assertEqual(result.stdout, "ended\n")

    def test_cancelled_before_its_time(self):
        self.assert_prints("""
            import zephyr
            zephyr.cancel_dump_traceback_later()
            zephyr.dump_traceback_later(0.05)
            zephyr.cancel_dump_traceback_later()
            time.sleep(0.1)
            zephyr.dump_traceback_later(0.05)
            """)

    def test_bad_times_are_refused(self):
        self.assert_prints("""
            import zephyr
            for bad in (0, -1, float("nan"), "1", 1e9):
                try:
                    zephyr.dump_traceback_later(bad)
                except (ValueError, TypeError, OverflowError) as e:
                    print(type(e).__name__)
            """, "ValueError", "ValueError", "ValueError", "TypeError", "OverflowError")

    def test_while_native_code_keeps_the_interpreter_lock(self):
        result = self.run_script("""
            import zephyr
            @micropython.native
            def spin():
                end = time.ticks_ms() + 3000
                while time.ticks_ms() < end:
                    pass
            def other():
                time.sleep(0.05)
                return "which takes the interpreter lock"
            _thread.start_new_thread(other, (), priority=3)
            zephyr.dump_traceback_later(1)
            spin()
            """, clock="real")
        dump, = parse(result.stderr)
        self.assertEqual(dump["main"], ("runs", [(14, "<module>")]))
        self.assertRegex(dump["other"][0], r"^waits for the interpreter lock, which 0x\w+ \(main\) has$")

    def test_in_a_deadlock(self):
        result = self.run_script("""
            import zephyr
            zephyr.dump_traceback_later(0.1)
            a, b = _thread.allocate_lock(), _thread.allocate_lock()
            def cross(first, second, all):
                with first:
                    time.sleep(0.01)
                    second.acquire(True, 0.5 if all else 0.6)
            _thread.start_new_thread(cross, (a, b, True), name="Romeo")
            _thread.start_new_thread(cross, (b, a, False), name="Juliet")
            time.sleep(1)
            """)
        dump, = parse(result.stderr)
        self.assertRegex(dump["Romeo"][0], r"^waits for Python lock 0x\w+, acquired by 0x\w+ \(Juliet\)$")
        self.assertRegex(dump["Juliet"][0], r"^waits for Python lock 0x\w+, acquired by 0x\w+ \(Romeo\)$")

    def test_at_any_instruction_of_threads_that_come_go_and_raise(self):
        result = self.run_script("""
            import zephyr
            def raiser(n):
                if n: raiser(n - 1)
                else: raise ValueError
            def churn():
                for i in range(30):
                    try: raiser(i % 7)
                    except ValueError: pass
                    sorted([3, 1, 2], key=lambda x: -x)
            def busy():
                while not over: churn()
            over = False
            for _ in range(3): _thread.start_new_thread(busy, ())
            for i in range(150):
                zephyr.dump_traceback_later(0.0002 + i * 0.00001)
                _thread.start_new_thread(churn, ())
                gc.collect()
                time.sleep_ms(2)
            over = True
            zephyr.cancel_dump_traceback_later()
            """, clock="real")
        dumps = parse(result.stderr)
        self.assertGreater(len(dumps), 50)
        known = {"raiser", "churn", "busy", "<lambda>", "<module>"}
        for dump in dumps:
            for name, entry in dump.items():
                self.assertLessEqual(set(functions(entry)), known)
                self.assertEqual(functions(entry)[-1:], [] if not entry[1] else ["<module>" if name == "main" else name])
        self.assertTrue(any("raiser" in functions(entry) for dump in dumps for entry in dump.values()))


class Signal(unittest.TestCase):
    def test_sigquit_reports_and_the_program_goes_on(self):
        with Talk("""
                def stuck():
                    lock.acquire()
                lock = _thread.allocate_lock()
                lock.acquire()
                _thread.start_new_thread(stuck, ())
                _thread.set_priority(_thread.get_ident(), 14); time.sleep(0.05)
                print("ready")
                sys.stdin.readline()
                print("went on")
                """) as talk:
            talk.read_until(b"ready\n")
            talk.process.send_signal(signal.SIGQUIT)
            talk.read_until(b"line 4 in stuck\n")
            talk.send(b"\n")
            self.assertEqual(talk.finish(), (0, "went on\n"))


def take_terminal():
    """The terminal on standard input becomes that of the process, which gets its signals."""
    heed_signals()
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Key(unittest.TestCase):
    def read_until(self, fd, text):
        seen = b""
        while text not in seen:
            self.assertTrue(select.select([fd], [], [], LIMIT)[0], f"no {text!r} in {seen!r}")
            seen += os.read(fd, 1)
        return seen

    def test_at_a_terminal(self):
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        before = termios.tcgetattr(slave)
        process = subprocess.Popen([PROGRAM, "-c", source("""
            def hang():
                print("ready")
                while _thread._count():
                    pass
            _thread.start_new_thread(sys.stdin.readline, (), name="reader")
            hang()
            """)], stdin=slave, stdout=slave, stderr=slave, preexec_fn=take_terminal)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.read_until(master, b"ready\r\n")
        os.write(master, b"\x14")
        self.read_until(master, b" in hang\r\n")
        self.read_until(master, b"Thread ")
        self.assertIn(b"(reader), priority 7", self.read_until(master, b"\r\n"))
        os.write(master, b"\n")
        self.assertEqual(process.wait(LIMIT), 0)
        self.assertEqual(termios.tcgetattr(slave), before)
        os.close(slave)

    def test_of_a_board_while_a_program_runs_and_only_then(self):
        with Board() as board:
            line = os.open(board.device, os.O_RDWR | os.O_NOCTTY)
            self.addCleanup(os.close, line)
            os.write(line, b"\r")
            self.read_until(line, b">>> ")
            os.write(line, b"exec('def f():\\n  print(1)\\n  while True: pass\\nf()')\r")
            self.read_until(line, b"\r\n1\r\n")
            os.write(line, b"\x14")
            self.read_until(line, b" in f\r\n")
            os.write(line, b"\x03")
            self.read_until(line, b">>> ")
            # What is sent to the raw REPL is data, and so is what a program reads that takes Ctrl-C itself.
            os.write(line, b"\x01")
            self.read_until(line, b"raw REPL; CTRL-B to exit\r\n>")
            os.write(line, b"print(len('\x14'))\x04")
            self.assertEqual(self.read_until(line, b"\x04>"), b"OK1\r\n\x04\x04>")
            os.write(line, b"import micropython, sys\nmicropython.kbd_intr(-1)\nprint('go')\n"
                     b"print(sys.stdin.buffer.read(2))\x04")
            self.read_until(line, b"go\r\n")
            os.write(line, b"\x14\x03")
            self.assertEqual(self.read_until(line, b"\x04>"), b"b'\\x14\\x03'\r\n\x04\x04>")


if __name__ == "__main__":
    unittest.main()
