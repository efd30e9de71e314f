# SPDX-License-Identifier: MIT
"""micropython.schedule() and machine.disable_irq() with threads."""

import unittest

from support import ScriptCase


class ScheduleTests(ScriptCase):
    def test_callbacks_of_many_threads_run_once_each(self):
        self.assert_prints("""
            import micropython
            def post(base):
                for i in range(base, base + 20):
                    while True:
                        try:
                            micropython.schedule(ran.append, i)
                            break
                        except RuntimeError:
                            time.sleep_us(100)
            ran = []
            for i in range(4): _thread.start_new_thread(post, (i * 20,))
            while _thread._count(): pass
            print(sorted(ran) == list(range(80)))
            """, "True")

    def test_callback_runs_promptly_in_every_wait_of_main(self):
        self.assert_prints("""
            import micropython, select
            never = _thread.allocate_lock()
            never.acquire()
            def called(_): delays.append(time.ticks_us() - posted[-1])
            def post():
                for i in range(5):
                    time.sleep_ms(3)
                    posted.append(time.ticks_us())
                    micropython.schedule(called, None)
            for wait in (lambda: time.sleep_ms(50), lambda: never.acquire(True, 0.05), lambda: select.poll().poll(50),
                         lambda: [time.sleep_ms(1) for i in range(50)]):
                delays, posted = [], []
                start = time.ticks_ms()
                _thread.start_new_thread(post, ())
                wait()
                print(len(delays), max(delays) < 1100, 48 <= time.ticks_ms() - start <= 55)
            """, *["5 True True"] * 4, clocks=["virtual"])

    def test_callback_may_acquire_what_main_waits_for(self):
        self.assert_prints("""
            import micropython
            lock = _thread.allocate_lock()
            lock.acquire()
            called = []
            def callback(_):
                print("callback", lock.acquire(True, 0.001))
                called.append(1)
            def post():
                time.sleep_ms(2)
                micropython.schedule(callback, None)
                while not called: time.sleep_ms(1)
                lock.release()
            _thread.start_new_thread(post, ())
            print(lock.acquire(True, 60))
            """, "callback False", "True")

    def test_full_queue_is_refused_and_recovers(self):
        self.assert_prints("""
            import micropython
            ran = []
            def post():
                refused = 0
                for i in range(100):
                    try: micropython.schedule(ran.append, i)
                    except RuntimeError: refused += 1
                accepted.append(100 - refused)
            accepted = []
            _thread.start_new_thread(post, (), priority=3)
            for i in range(1000): pass
            print(len(ran) == accepted[0] > 0)
            micropython.schedule(ran.append, "again")
            for i in range(10): pass
            print(ran[-1])
            """, "True", "again")

    def test_nobody_runs_while_interrupts_are_locked(self):
        self.assert_prints("""
            import machine
            def work():
                while not stop: counts[0] += 1
            stop, counts = False, [0]
            for i in range(4): _thread.start_new_thread(work, (), priority=7)
            time.sleep_ms(30)
            for i in range(20):
                state = machine.disable_irq()
                before = counts[0]
                for k in range(20000): pass
                time.sleep_us(300)  # not even while the one who locked them waits
                same = counts[0] == before
                machine.enable_irq(state)
                if not same: print("ran")
                time.sleep_us(10)
            start = counts[0]
            time.sleep_ms(50)
            stop = True
            print(counts[0] > start)
            """, "True")

    def test_updates_with_interrupts_locked_lose_nothing(self):
        self.assert_prints("""
            import machine
            total = 0
            def work():
                global total
                for i in range(2000):
                    state = machine.disable_irq()
                    old = total
                    for k in range(3): pass
                    total = old + 1
                    machine.enable_irq(state)
            for i in range(8): _thread.start_new_thread(work, ())
            while _thread._count(): time.sleep_ms(1)
            print(total)
            """, "16000")


if __name__ == "__main__":
    unittest.main()
