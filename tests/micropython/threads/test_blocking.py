# SPDX-License-Identifier: MIT
"""A thread that waits holds up no other, whatever it waits in.

In each test one side blocks while the other beats fifty times and only then does what ends the wait: if
the wait held up the program, neither would ever come to its end.
"""

import os
import socket
import tempfile
import unittest

from support import CLOCKS, ScriptCase, Talk

TWO_SIDES = """
import os, select, socket
def beat():
    for i in range(50):
        time.sleep_ms(1)
        beats.append(len(results))
def blocks():
    results.append(wait())
def other():
    beat()
    end()
def join():
    while _thread._count(): time.sleep_ms(1)
beats, results = [], []
end = lambda: None
"""

MAIN_BLOCKS = "_thread.start_new_thread(other, ())\nblocks()\njoin()\n"
THREAD_BLOCKS = "_thread.start_new_thread(blocks, ())\nother()\njoin()\n"
OUTCOME = "print(beats == [0] * 50 or beats, results)\n"

LOCK = """
lock = _thread.allocate_lock()
lock.acquire()
end = lock.release
"""


class HeartbeatTests(ScriptCase):
    def setUp(self):
        self.directory = self.enterContext(tempfile.TemporaryDirectory())
        self.fifo = os.path.join(self.directory, "fifo")
        os.mkfifo(self.fifo)
        # Open at both ends, so that nobody waits in open().
        keeper = os.open(self.fifo, os.O_RDWR)
        self.addCleanup(os.close, keeper)

    def check(self, setup, results, clocks=CLOCKS):
        """`setup` defines wait() and, where something must end it, end()."""
        for sides in (MAIN_BLOCKS, THREAD_BLOCKS):
            with self.subTest(who=sides.split("\n", maxsplit=1)[0]):
                script = TWO_SIDES + f"fifo = {self.fifo!r}\n" + setup + sides + OUTCOME
                self.assert_prints(script, f"True [{results}]", clocks=clocks, heap="32m")

    def test_sleeps(self):
        for call in ("time.sleep(0.1)", "time.sleep_ms(100)", "time.sleep_us(100000)"):
            with self.subTest(call):
                self.check(f"def wait(): {call}\n", "None", clocks=["virtual"])

    def test_acquire(self):
        for call in ("lock.acquire()", "lock.acquire(True, 1000)", "lock.acquire(True, 0.1)", "lock.__enter__()"):
            with self.subTest(call):
                self.check(LOCK + f"def wait(): return {call}\n", "True", clocks=["virtual"])

    def test_poll_of_nothing(self):
        self.check("def wait(): return select.poll().poll(100)\n", "[]", clocks=["virtual"])

    def test_poll_of_a_descriptor(self):
        self.check("reader, writer = open(fifo, 'rb'), open(fifo, 'wb')\npoller = select.poll()\n"
                   "poller.register(reader, select.POLLIN)\n"
                   "def wait(): return len(poller.poll()), reader.read(1)\ndef end(): writer.write(b'x')\n",
                   "(1, b'x')")

    def test_read_of_a_pipe(self):
        self.check("reader, writer = open(fifo, 'rb'), open(fifo, 'wb')\n"
                   "def wait(): return reader.read(3)\ndef end(): writer.write(b'abc')\n", "b'abc'")

    def test_text_read_of_a_pipe(self):
        self.check("reader, writer = open(fifo), open(fifo, 'w')\n"
                   "def wait(): return reader.readline()\ndef end(): writer.write('line\\n')\n", r"'line\n'")

    def test_write_to_a_full_pipe(self):
        self.check("reader, writer = open(fifo, 'rb'), open(fifo, 'wb')\n"
                   "def wait(): return writer.write(bytes(300000))\n"
                   "def end():\n    left = 300000\n    while left: left -= len(reader.read(min(left, 1000)))\n", "300000")

    def test_accept_and_receive(self):
        address = repr(f"127.0.0.1:{self.free_port()}")
        setup = f"address = socket.getaddrinfo(*[int(p) if p.isdigit() else p for p in {address}.split(':')])[0][-1]\n" \
                "server, client = socket.socket(), socket.socket()\n" \
                "server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\nserver.bind(address)\nserver.listen(1)\n"
        self.check(setup + "def wait(): return len(server.accept())\ndef end(): client.connect(address)\n", "2")
        setup += "client.connect(address)\npeer = server.accept()[0]\n"
        self.check(setup + "def wait(): return client.recv(10)\ndef end(): peer.send(b'hello')\n", "b'hello'")
        self.check(setup + "def wait(): return client.read(4)\ndef end(): peer.write(b'hell')\n", "b'hell'")
        self.check(setup + "def wait(): return client.write(bytes(5000000))\n"
                   "def end():\n    left = 5000000\n    while left: left -= len(peer.recv(min(left, 100000)))\n",
                   "5000000")
        self.check(setup + "client.settimeout(0.1)\ndef wait():\n    try: client.recv(1)\n"
                   "    except OSError as e: return e.errno\n", "110", clocks=["virtual"])

    def free_port(self):
        """Kept from all who do not ask for reuse, until the test ends."""
        probe = socket.socket()
        self.addCleanup(probe.close)
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

    def test_connect_to_one_who_does_not_accept_yet(self):
        port = self.free_port()
        self.check(f"address = socket.getaddrinfo('127.0.0.1', {port})[0][-1]\n"
                   "server, clients = socket.socket(), [socket.socket() for i in range(3)]\n"
                   "server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\nserver.bind(address)\nserver.listen(0)\n"
                   "clients[0].connect(address)\n"
                   # Linux lets one more connect than listen() says; the next waits for room.
                   "def wait(): return [clients[1].connect(address)]\n"
                   "def end():\n    for i in range(2): server.accept()\n", "[None]", clocks=["real"])

    def test_numeric_addresses_are_resolved_while_others_run(self):
        self.assert_prints("""
            import socket
            def resolve():
                for i in range(20): found.append(socket.getaddrinfo("127.0.0.1", 80 + i)[0][-1])
            found = []
            for i in range(4): _thread.start_new_thread(resolve, ())
            while _thread._count(): time.sleep_ms(1)
            print(len(found), len(set(bytes(item) for item in found)))
            """, "80 20")

    def test_command(self):
        done = os.path.join(self.directory, "done")
        self.check(f"def wait(): return os.system('while ! test -e {done}; do sleep 0.01; done; rm {done}')\n"
                   f"def end(): open('{done}', 'w').close()\n", "0", clocks=["real"])

    def test_standard_input(self):
        for call, data, result in (("sys.stdin.read(2)", b"ab", "'ab'"), ("input()", b"text\n", "'text'"),
                                   ("sys.stdin.readline()", b"text\n", "'text\\n'"),
                                   ("sys.stdin.buffer.read(3)", b"abc", "b'abc'")):
            for sides in (MAIN_BLOCKS, THREAD_BLOCKS):
                for clock in CLOCKS:
                    with self.subTest(call, clock=clock):
                        script = TWO_SIDES + f"def wait(): return {call}\ndef end(): print('beaten')\n" + sides + OUTCOME
                        with Talk(script, clock=clock) as talk:
                            talk.read_until(b"beaten\n")
                            talk.send(data)
                            status, output = talk.finish()
                            self.assertEqual((status, output.splitlines()[-1]), (0, f"True [{result}]"))


class SharedDescriptorTests(ScriptCase):
    def setUp(self):
        self.fifo = os.path.join(self.enterContext(tempfile.TemporaryDirectory()), "fifo")
        os.mkfifo(self.fifo)
        self.addCleanup(os.close, os.open(self.fifo, os.O_RDWR))

    def test_threads_that_read_one_pipe_never_stop_the_program(self):
        # What one was woken for, another may have taken; a reader of better priority does so at any moment.
        self.assert_prints(f"""
            reader, writer = open({self.fifo!r}, "rb"), open({self.fifo!r}, "wb")
            def read():
                while True: got.append(reader.read(1))
            def snatch():
                import select
                poller = select.poll()
                poller.register(reader, select.POLLIN)
                while True:
                    time.sleep_us(100)
                    if poller.poll(0): got.append(reader.read(1))
            got = []
            for i in range(4): _thread.start_new_thread(read, (), priority=6 + i % 2)
            _thread.start_new_thread(snatch, (), priority=3)
            for i in range(3000):
                writer.write(b"x")
                while len(got) < i: time.sleep_us(100)
            while len(got) < 3000: time.sleep_us(100)
            print(len(got), set(got))
            """, "3000 {b'x'}")

    def test_threads_that_write_one_pipe_never_stop_the_program(self):
        self.assert_prints(f"""
            reader, writer = open({self.fifo!r}, "rb"), open({self.fifo!r}, "wb")
            def write(text):
                for i in range(100): writer.write(text)
            def read():
                left = 4 * 100 * 5000
                while left:
                    data = reader.read(min(left, 3000))
                    left -= len(data)
                    for c in b"abcd": counts[c - 97] += data.count(bytes([c]))
            counts = [0] * 4
            for i, c in enumerate(b"abcd"): _thread.start_new_thread(write, (bytes([c]) * 5000,), priority=4 + i)
            read()
            while _thread._count(): time.sleep_ms(1)
            print(counts)
            """, "[500000, 500000, 500000, 500000]")


if __name__ == "__main__":
    unittest.main()
