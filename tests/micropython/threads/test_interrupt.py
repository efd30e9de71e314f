# SPDX-License-Identifier: MIT
"""Ctrl-C reaches the main thread, and only it, in every state that main and the others can be in."""

import os
import tempfile
import unittest

from support import ScriptCase, Talk

# What main does when Ctrl-C comes. `never` is a lock that nobody releases.
STATES = {
    "computing": "while True: pass",
    "sleeping": "time.sleep(1000)",
    "sleeping in small steps": "while True: time.sleep_us(100)",
    "acquiring": "never.acquire()",
    "acquiring with a limit": "never.acquire(True, 1000)",
    "entering a lock": "with never: pass",
    "polling": "import select; select.poll().poll(1000000)",
    "polling a descriptor": "import select; p = select.poll(); p.register(sys.stdin, select.POLLIN); p.poll()",
    "reading standard input": "sys.stdin.read(1)",
    "input": "input()",
    "accepting": "import socket; s = socket.socket(); s.listen(1); s.accept()",
    "importing what another imports": "import slow",
}

# What the other threads do meanwhile.
OTHERS = {
    "nobody": "",
    "a sleeper": "start(lambda: time.sleep(1000))",
    "16 busy threads": "for i in range(16): start(spin)",
    "16 busy threads of worse priority": "for i in range(16): start(spin, priority=9)",
    "16 busy threads of better priority": "late(lambda: [start(spin, priority=3) for i in range(16)])",
    "collectors": "for i in range(4): start(collect)",
    "a busy thread that blocks": "start(nap)",
}

SCRIPT = """
never = _thread.allocate_lock()
never.acquire()
def start(function, **options):
    _thread.start_new_thread(function, (), **options)
def spin():
    while True: pass
def collect():
    while True: gc.collect()
def nap():
    while True: time.sleep_us(50)
def tell():
    # By now main is in the state.
    time.sleep_ms(10)
    print("ready")
def late(function):
    # Threads of better priority would not let main get ready.
    def run():
        time.sleep_ms(100)
        function()
        print("started")
    start(run, priority=2)
def slow_import():
    import slow
try:
    %s
    if "slow" in %r:
        sys.path.insert(0, sys.argv[1])
        start(slow_import)
        time.sleep_ms(20)
    start(tell, priority=1)
    %s
except KeyboardInterrupt:
    print("interrupted", _thread.get_ident() == main)
finally:
    time.sleep_ms(1)
    print("finally")
"""


def script(state, others):
    return "main = _thread.get_ident()\n" + SCRIPT % (others, state, state)


class MainIsInterrupted(ScriptCase):
    def setUp(self):
        self.directory = self.enterContext(tempfile.TemporaryDirectory())
        with open(os.path.join(self.directory, "slow.py"), "w", encoding="utf-8") as file:
            file.write("import time\ntime.sleep(1000)\n")

    def check(self, state, others):
        with Talk(script(state, others), self.directory) as talk:
            talk.read_until(b"ready\n")
            if "late" in others:
                talk.read_until(b"started\n")
            talk.interrupt()
            status, output = talk.finish()
            self.assertEqual(output, "interrupted True\nfinally\n")
            self.assertEqual(status, 0)


def add_tests():
    for state, statement in STATES.items():
        for others, start in OTHERS.items():
            if others == "nobody" and "never" in statement and "1000" not in statement:
                continue  # the report of a deadlock, which is tested elsewhere, comes first

            def test(self, statement=statement, start=start):
                self.check(statement, start)

            setattr(MainIsInterrupted, f"test_{state} beside {others}".replace(" ", "_"), test)


class InterruptTests(ScriptCase):
    def test_other_threads_go_on_and_see_no_exception(self):
        script = """
            seen = []
            def work():
                try:
                    while not stop: time.sleep_us(10)
                    seen.append("end")
                except BaseException as e:
                    seen.append(repr(e))
            stop = False
            for i in range(4): _thread.start_new_thread(work, ())
            try:
                print("ready")
                time.sleep(1000)
            except KeyboardInterrupt:
                pass
            time.sleep_ms(20)
            print(seen)
            stop = True
            while _thread._count(): time.sleep_ms(1)
            print(seen)
            """
        with Talk(script) as talk:
            talk.read_until(b"ready\n")
            talk.interrupt()
            self.assertEqual(talk.finish(), (0, f"[]\n{['end'] * 4}\n"))

    def test_each_of_many_interrupts_arrives_once(self):
        script = """
            def spin():
                while True: pass
            for i in range(4): _thread.start_new_thread(spin, ())
            never = _thread.allocate_lock()
            never.acquire()
            for i in range(100):
                try:
                    print("ready")
                    never.acquire()
                except KeyboardInterrupt:
                    print("one")
            """
        with Talk(script) as talk:
            for _ in range(100):
                talk.read_until(b"ready\n")
                talk.interrupt()
                talk.read_until(b"one\n")
            self.assertEqual(talk.finish(), (0, ""))

    def test_interrupted_timed_acquire_that_is_tried_again_still_ends_in_time(self):
        script = """
            lock = _thread.allocate_lock()
            lock.acquire()
            def prod():
                time.sleep_ms(20)
                _thread.interrupt_main()
            _thread.start_new_thread(prod, ())
            start = time.ticks_ms()
            try:
                lock.acquire(True, 0.1)
            except KeyboardInterrupt:
                print("interrupted", time.ticks_ms() - start)
            print(lock.acquire(True, 0.1), time.ticks_ms() - start)
            """
        self.assert_prints(script, "interrupted 20", "False 120", clocks=["virtual"])

    def test_interrupt_main_reaches_main_behind_better_threads_within_one_handover(self):
        script = """
            def spin():
                while not stop: pass
            def prod():
                for i in range(8): _thread.start_new_thread(spin, (), priority=5)
                time.sleep_ms(20)
                start.append((_thread.stats()[1], time.ticks_us()))
                _thread.interrupt_main()
            stop, start = False, []
            _thread.start_new_thread(prod, (), priority=2)
            try:
                time.sleep(1000)
            except KeyboardInterrupt:
                stop = True
                handovers, us = start[0]
                print(_thread.stats()[1] - handovers <= 2, time.ticks_us() - us < 100)
            """
        self.assert_prints(script, "True True", clocks=["virtual"])

    def test_ctrl_c_lifts_main_only_for_a_while(self):
        script = """
            def spin():
                while not stop: count[0] += 1
            def prod():
                _thread.start_new_thread(spin, (), priority=5)
                for i in range(2):
                    time.sleep_ms(2000)
                    _thread.interrupt_main()
            stop, count, free = False, [0], 0
            _thread.start_new_thread(prod, (), priority=2)
            try:
                time.sleep(1000)
            except KeyboardInterrupt:
                before = count[0]
                try:
                    while True:
                        # Main computes alone, and then not at all, until the second time.
                        if count[0] == before: free = time.ticks_ms()
                except KeyboardInterrupt:
                    print(free - 2000, count[0] > before)
            stop = True
            """
        self.assert_prints(script, "1000 True", clocks=["virtual"])


add_tests()

if __name__ == "__main__":
    unittest.main()
