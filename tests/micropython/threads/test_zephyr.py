# SPDX-License-Identifier: MIT
"""See what runs: the module zephyr's tables of threads."""

import re
import unittest

from support import CLOCKS, NOT_SANITIZED, ScriptCase

LINE = re.compile(r"^(0x\w+) +(\S+) +(-?\d+) +(\d+\.\d)% +(\d+) +(\d+)  (.+)$")

CROWD = """
    import zephyr
    lock = _thread.allocate_lock()
    lock.acquire()
    def busy():
        while True: pass
    _thread.start_new_thread(lock.acquire, (), name="waiter", stack_size=65536)
    _thread.start_new_thread(time.sleep, (100,), name="sleeper", priority=3)
    # Main goes on when both are where they wait, because they are better for so long.
    _thread.set_priority(None, 14)
    time.sleep(0.001)
    _thread.set_priority(None, 7)
    _thread.start_new_thread(busy, (), priority=9)
    time.sleep(0.05)
    """


class Zephyr(ScriptCase):
    def table(self, clock):
        lines = self.run_script(CROWD + "zephyr.ps()", clock=clock).stdout.splitlines()
        self.assertEqual(lines[0].split(), ["ident", "name", "prio", "cpu", "stack", "peak", "state"])
        rows = [LINE.match(line) for line in lines[1:]]
        self.assertNotIn(None, rows, lines)
        return {row[2]: row for row in rows}

    def test_need_12_see_what_runs(self):
        """Name, state, priority, CPU share, stack peak, the lock awaited and its owner."""
        for clock in CLOCKS:
            with self.subTest(clock=clock):
                rows = self.table(clock)
                self.assertEqual(sorted(rows), ["busy", "idle", "main", "sleeper", "waiter"])
                self.assertEqual([rows[name][3] for name in ("main", "sleeper", "busy")], ["7", "3", "9"])
                self.assertEqual((rows["main"][7], rows["sleeper"][7]), ("runs", "sleeps"))
                self.assertRegex(rows["waiter"][7], r"^waits for Python lock 0x\w+, acquired by 0x\w+ \(main\)$")
                self.assertLess(sum(float(row[4]) for row in rows.values()), 101)
        # In virtual time, which does not go on while the desk runs something else.
        rows = self.table("virtual")
        self.assertGreater(float(rows["busy"][4]), 50)
        self.assertLess(float(rows["sleeper"][4]), 1)

    @NOT_SANITIZED
    def test_stacks_and_peaks(self):
        rows = self.table("virtual")
        self.assertEqual((rows["waiter"][5], rows["sleeper"][5]), ("65536", "131072"))
        for row in rows.values():
            self.assertTrue(0 < int(row[6]) <= int(row[5]), row[0])

    def test_threads_has_the_shape_of_idf_task_info(self):
        self.assert_prints(CROWD + """
    total, tasks = zephyr.threads()
    seen = {t[1]: t for t in tasks}
    print(sorted(seen), {len(t) for t in tasks}, {t[6] for t in tasks})
    print([seen[n][2] for n in ("main", "busy", "waiter", "sleeper")])
    print([seen[n][3] for n in ("main", "busy", "waiter", "sleeper")])
    print(seen["main"][0] == zephyr.current_tid() == _thread.get_ident())
    print(0 < seen["busy"][4] <= total, sum(t[4] for t in tasks) <= total, total >= 50000)
    """, "['busy', 'idle', 'main', 'sleeper', 'waiter'] {7} {0}", "[0, 1, 2, 2]", "[7, 9, 7, 3]", "True",
            "True True True")

    def test_is_preempt_thread(self):
        self.assert_prints("import zephyr\nprint(zephyr.is_preempt_thread())", "True")

    @NOT_SANITIZED
    def test_thread_analyze_suggests_a_size_that_does(self):
        printed = self.run_script("""
            import zephyr
            def deep(n):
                if n: return deep(n - 1)
                time.sleep(0.01)
            def report(n):
                deep(n)
                lock.acquire()
            lock = _thread.allocate_lock()
            lock.acquire()
            _thread.start_new_thread(report, (60,), name="deep")
            time.sleep(0.05)
            zephyr.thread_analyze()
            """).stdout
        found = re.search(r"^deep: stack (\d+) of 131072 bytes used \(\d+%\), (\d+) would do; cpu \d+\.\d%$", printed, re.M)
        peak, size = int(found[1]), int(found[2])
        self.assertTrue(peak * 1.25 <= size < peak * 1.25 + 256, printed)
        self.assert_prints(f"""
            def deep(n):
                if n: return deep(n - 1)
                print("done")
            _thread.start_new_thread(deep, (60,), stack_size={size} + 8192)
            time.sleep(0.1)
            """, "done")

    def test_a_thousand_threads(self):
        self.assert_prints("""
            import zephyr
            for i in range(1000):
                _thread.start_new_thread(time.sleep, (10,), stack_size=16384)
            time.sleep(0.1)
            total, tasks = zephyr.threads()
            print(len(tasks), len({t[0] for t in tasks}))
            """, "1002 1002", heap="16m")


if __name__ == "__main__":
    unittest.main()
