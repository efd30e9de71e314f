# SPDX-License-Identifier: MIT
"""What threads break in the interpreter's core when a port leaves it as it is, and this one does not."""

import unittest

from support import ScriptCase, Talk


class CoreDefects(ScriptCase):
    def test_callback_that_waits_ends_although_another_thread_is_busy(self):
        self.assert_prints("""
            import micropython
            done = False
            def busy():
                while not done: pass
            def callback(_):
                global done
                print("begin")
                time.sleep_ms(30)
                print("end")
                done = True
            _thread.start_new_thread(busy, ())
            micropython.schedule(callback, None)
            while not done: pass
            """, "begin", "end")

    def test_finaliser_lets_nobody_run_during_the_sweep(self):
        self.assert_prints("""
            def pattern(i): return b"%020d" % i
            def churn():
                # Wakes in the middle of collections, allocates at once, and lets them go on.
                while not stop:
                    time.sleep_us(100)
                    kept = [bytearray(pattern(i)) for i in range(40)]
                    time.sleep_us(500)
                    for i, item in enumerate(kept):
                        if item != pattern(i): wrong.append(i)
                    turns[0] += 1
            stop, wrong, turns = False, [], [0]
            for i in range(3): _thread.start_new_thread(churn, (), priority=5)
            i = 0
            while i < 40 or turns[0] <= 40:
                i += 1
                for k in range(200): open("/dev/null")
                rubbish = [bytearray(22) for k in range(1000)]
                gc.collect()
                if [item for item in rubbish if item != bytearray(22)]: wrong.append("main")
            stop = True
            while _thread._count(): time.sleep_ms(1)
            print(wrong)
            """, "[]", heap="400k")  # so small that what is freed by mistake is overwritten soon

    def test_ctrl_c_ends_acquire_in_main(self):
        script = """
            lock = _thread.allocate_lock()
            lock.acquire()
            def release():
                time.sleep_ms(20)
                print("ready")
                time.sleep(1000)
                lock.release()
            try:
                _thread.start_new_thread(release, ())
                lock.acquire()
            except KeyboardInterrupt:
                print("interrupted", lock.locked())
            """
        with Talk(script) as talk:
            talk.read_until(b"ready\n")
            talk.interrupt()
            self.assertEqual(talk.finish(), (0, "interrupted True\n"))

    def test_interpreter_lock_goes_to_the_one_who_waits(self):
        script = """
            def count():
                global other
                while not stop: other += 1
            other, stop = 0, False
            _thread.start_new_thread(count, ())
            turns = 0
            for i in range(20):
                before = other
                end = time.ticks_add(time.ticks_ms(), %d)
                while other == before and time.ticks_diff(end, time.ticks_ms()) > 0: pass
                if other == before: break
                turns += 1
            stop = True
            print(turns)
            """
        self.assert_prints(script % 100, "20", clocks=["virtual"])
        # A busy desk may not run the program at all for long.
        self.assert_prints(script % 60000, "20", clocks=["real"])

    def test_half_made_module_is_not_seen(self):
        import os
        import tempfile

        with tempfile.TemporaryDirectory() as directory:
            with open(os.path.join(directory, "slow.py"), "w", encoding="utf-8") as file:
                file.write("import time\ntime.sleep_ms(30)\nvalue = 1\n")
            self.assert_prints("""
                sys.path.insert(0, sys.argv[1])
                seen = []
                def look():
                    import slow
                    seen.append(slow.value)
                for i in range(4): _thread.start_new_thread(look, ())
                time.sleep_ms(5)
                look()
                while _thread._count(): time.sleep_ms(1)
                print(seen)
                """.replace("sys.argv[1]", repr(directory)), "[1, 1, 1, 1, 1]")


if __name__ == "__main__":
    unittest.main()
