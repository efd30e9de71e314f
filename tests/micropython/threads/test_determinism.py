# SPDX-License-Identifier: MIT
"""On the virtual clock, the same program does the same in every run: bytes, times, addresses, random numbers."""

import unittest

from support import ScriptCase

PROGRAM_TEXT = """
import os, random
class Thing: pass
lock = _thread.allocate_lock()
def work(n):
    for i in range(20):
        things = {Thing() for k in range(10)}
        table = {thing: k for k, thing in enumerate(things)}
        with lock: lines.append("%d %s %s" % (n, sorted(id(t) for t in things)[:2], list(table.values())))
        if random.random() < 0.3: time.sleep_us(random.randrange(3000))
        for k in range(random.randrange(2000)): pass
lines = []
idents = [_thread.start_new_thread(work, (n,), priority=6 + n % 3) for n in range(8)]
while _thread._count(): time.sleep_ms(1)
for line in lines: print(line)
print(idents, _thread.get_ident(), _thread.stats(), lock, Thing(), work)
print(time.time_ns(), time.ticks_us(), time.localtime(), os.urandom(8), gc.mem_alloc())
"""


class DeterminismTests(ScriptCase):
    def test_runs_are_identical(self):
        first, *others = [self.run_script(PROGRAM_TEXT).stdout for _ in range(4)]
        self.assertEqual(first.count("\n"), 162)
        for other in others:
            self.assertEqual(first, other)

    def test_random_numbers_differ_on_the_real_clock(self):
        script = "import os, random\nprint(os.urandom(16), random.random())"
        self.assertNotEqual(*[self.run_script(script, clock="real").stdout for _ in range(2)])

    def test_random_numbers_on_the_virtual_clock_are_not_constant(self):
        self.assert_prints("import os\nprint(len({os.urandom(4) for i in range(100)}), len(set(os.urandom(1000))) > 200)",
                           "100 True")

    def test_arguments_survive_the_fresh_start(self):
        result = self.run_script("print(sys.argv[1:])", "a b", "--clock=real", "")
        self.assertEqual(result.stdout, "['a b', '--clock=real', '']\n")


if __name__ == "__main__":
    unittest.main()
