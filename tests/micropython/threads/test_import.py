# SPDX-License-Identifier: MIT
"""Imports of several threads at a time."""

import os
import tempfile
import unittest

from support import ScriptCase

JOIN = """
def join():
    while _thread._count(): time.sleep_ms(1)
"""


class ImportTests(ScriptCase):
    def setUp(self):
        self.directory = self.enterContext(tempfile.TemporaryDirectory())

    def write(self, name, *lines):
        path = os.path.join(self.directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    def check(self, script, *lines, **options):
        import textwrap

        script = JOIN + textwrap.dedent(script)
        self.assert_prints(script, *lines, env={"MICROPYPATH": self.directory}, **options)

    def test_body_runs_once(self):
        self.write("slow.py", "import time", "print('body')", "time.sleep_ms(20)", "value = 5")
        self.check("""
            def look():
                import slow
                seen.append(slow.value)
            seen = []
            for i in range(8): _thread.start_new_thread(look, ())
            join()
            print(seen)
            """, "body", str([5] * 8))

    def test_other_modules_are_imported_meanwhile(self):
        self.write("slow.py", "import sys, time", "while 'quick' not in sys.modules: time.sleep_ms(1)", "time.sleep_ms(20)")
        self.write("quick.py", "value = 1")
        self.check("""
            def slow():
                import slow
                done.append("slow")
            done = []
            _thread.start_new_thread(slow, ())
            while "slow" not in sys.modules: time.sleep_ms(1)
            import quick
            done.append("quick")
            join()
            print(*sorted(done))
            """, "quick slow")

    def test_circle_across_threads_ends(self):
        self.write("one.py", "import time", "time.sleep_ms(10)", "import two", "value = 1")
        self.write("two.py", "import time", "time.sleep_ms(10)", "import one", "value = 2")
        self.check("""
            def first():
                import one
                seen.append(one.value)
            def second():
                import two
                seen.append(two.value)
            seen = []
            _thread.start_new_thread(first, ())
            second()
            join()
            import one, two
            print(sorted(seen), one.value, two.value)
            """, "[1, 2] 1 2")

    def test_circle_of_three_threads_ends(self):
        for name, other in (("one", "two"), ("two", "three"), ("three", "one")):
            self.write(name + ".py", "import time", "time.sleep_ms(10)", f"import {other}", f"value = '{name}'")
        self.check("""
            def load(name): seen.append(__import__(name).value)
            seen = []
            for name in ("one", "two", "three"): _thread.start_new_thread(load, (name,))
            join()
            print(*sorted(seen))
            """, "one three two")

    def test_one_who_waits_tries_again_after_a_failure(self):
        self.write("shared.py", "tries = 0")
        self.write("fails.py", "import time, shared", "shared.tries += 1", "time.sleep_ms(10)",
                   "if shared.tries == 1: raise ValueError('first time')", "value = 3")
        self.check("""
            import shared
            def load():
                try:
                    import fails
                    seen.append(fails.value)
                except ValueError as e:
                    seen.append(str(e))
            seen = []
            for i in range(3): _thread.start_new_thread(load, ())
            join()
            print(sorted(str(s) for s in seen), shared.tries)
            """, "['3', '3', 'first time'] 2")

    def test_thread_that_exits_in_an_import_frees_it(self):
        self.write("shared.py", "tries = 0")
        self.write("leaves.py", "import time, shared", "shared.tries += 1", "time.sleep_ms(10)",
                   "if shared.tries == 1: raise SystemExit", "value = 4")
        self.check("""
            import shared
            def load():
                import leaves
                seen.append(leaves.value)
            seen = []
            for i in range(2): _thread.start_new_thread(load, ())
            join()
            print(seen)
            """, "[4]")

    def test_submodules_and_relative_imports(self):
        self.write("pack/__init__.py", "import time", "time.sleep_ms(10)", "from .inner import value", "ready = True")
        self.write("pack/inner.py", "import time", "time.sleep_ms(10)", "from . import leaf", "value = leaf.value")
        self.write("pack/leaf.py", "import time", "time.sleep_ms(10)", "value = 6")
        self.check("""
            def whole():
                import pack
                seen.append((pack.ready, pack.value))
            def inner():
                from pack.inner import value
                seen.append((sys.modules["pack"].ready, value))
            def leaf():
                import pack.leaf
                seen.append((pack.ready, pack.leaf.value))
            seen = []
            for function in (leaf, inner, whole, inner, leaf): _thread.start_new_thread(function, ())
            join()
            print(seen == [(True, 6)] * 5, seen)
            """.replace(", seen)", ")"), "True")

    def test_module_may_start_a_thread_that_imports_others(self):
        self.write("starter.py", "import _thread, time", "out = []", "def work():", "    import other",
                   "    out.append(other.value)", "_thread.start_new_thread(work, ())",
                   "while not out: time.sleep_ms(1)")
        self.write("other.py", "value = 8")
        self.check("""
            import starter
            print(starter.out)
            """, "[8]")

    def test_interrupted_import_leaves_main_usable(self):
        self.write("slow.py", "import time", "time.sleep_ms(100)", "value = 1")
        self.check("""
            def load():
                import slow
                seen.append("loaded")
            seen = []
            _thread.start_new_thread(load, ())
            time.sleep_ms(5)
            def prod():
                time.sleep_ms(5)
                _thread.interrupt_main()
            _thread.start_new_thread(prod, ())
            try:
                import slow
            except KeyboardInterrupt:
                print("interrupted", seen)
            import slow
            print(slow.value, seen)
            """, "interrupted []", "1 ['loaded']", clocks=["virtual"])

    def test_builtin_modules_and_dunder_import_with_bad_arguments(self):
        self.check("""
            for args in ((), (1,), ("nowhere",)):
                try: __import__(*args)
                except Exception as e: print(type(e).__name__)
            import math
            print(math.sqrt(4))
            """, "TypeError", "TypeError", "ImportError", "2.0")

    def test_many_imports_at_random_find_whole_modules(self):
        names = [f"m{i}" for i in range(12)]
        for i, name in enumerate(names):
            imports = [f"import {other}" for other in names[i + 1::3]]
            self.write(name + ".py", "import time", "time.sleep_us(300)", *imports, f"value = {i}")
        self.check("""
            import random
            def load(seed):
                order = sorted(range(12), key=lambda i: (i * seed) % 13)
                for i in order:
                    if __import__("m%d" % i).value != i: wrong.append(i)
                done.append(seed)
            wrong, done = [], []
            for seed in range(1, 13): _thread.start_new_thread(load, (seed,))
            join()
            print(wrong, len(done))
            """, "[] 12")


if __name__ == "__main__":
    unittest.main()
