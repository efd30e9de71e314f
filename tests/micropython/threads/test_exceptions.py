# SPDX-License-Identifier: MIT
"""How threads end, and how the program ends with threads in every state."""

import unittest

from support import CLOCKS, ScriptCase

# Seven threads: busy, asleep, holding a lock, waiting for it, with and without limit, in the collector, accepting.
ZOO = """
held = _thread.allocate_lock()
def busy():
    while True: pass
def asleep(): time.sleep(1000)
def hold():
    with held: time.sleep(1000)
def wait(): held.acquire()
def wait_a_while(): held.acquire(True, 1000)
def collect():
    while True: gc.collect()
def accept():
    import socket
    s = socket.socket()
    s.listen(1)
    s.accept()
for function in (busy, asleep, hold, wait, wait_a_while, collect, accept):
    _thread.start_new_thread(function, ())
time.sleep_ms(20)
"""


class ThreadEnds(ScriptCase):
    def check_report(self, script, *expected):
        """Main goes on; standard error has these texts, in this order."""
        for clock in CLOCKS:
            with self.subTest(clock=clock):
                result = self.run_script(script + "\nwhile _thread._count(): time.sleep_ms(1)\nprint('main')\n", clock=clock)
                self.assertEqual(result.stdout, "main\n")
                rest = result.stderr
                for text in expected:
                    self.assertIn(text, rest)
                    rest = rest.partition(text)[2]

    def test_exception_is_reported_with_the_name_of_the_thread(self):
        self.check_report("def f(): return 1 / 0\n_thread.start_new_thread(f, (), name='Sisyphus')",
                          "Unhandled exception in thread 'Sisyphus' started by <function f", "Traceback", "in f",
                          "ZeroDivisionError")

    def test_exception_without_a_name_given_names_the_function(self):
        self.check_report("def boulder(): raise ValueError('uphill')\n_thread.start_new_thread(boulder, ())",
                          "Unhandled exception in thread started by <function boulder", "ValueError: uphill")

    def test_exception_that_cannot_be_printed_ends_only_its_thread(self):
        self.check_report("class E(Exception):\n    def __repr__(self): raise OSError\n"
                          "def f(): raise E\n_thread.start_new_thread(f, ())\n", "E: printing it raised OSError")

    def test_function_that_cannot_be_printed_ends_only_its_thread(self):
        self.check_report("class F:\n    def __repr__(self): raise OSError\n    def __call__(self): raise KeyError(1)\n"
                          "_thread.start_new_thread(F(), ())\n", "KeyError: printing it raised OSError")

    def test_exit_is_quiet(self):
        self.assert_prints("""
            ended = []
            def leave(how):
                try: how()
                finally: ended.append(1)
            def system_exit(): raise SystemExit(3)
            for how in (_thread.exit, sys.exit, system_exit): _thread.start_new_thread(leave, (how,))
            while _thread._count(): time.sleep_ms(1)
            print(ended)
            """, "[1, 1, 1]")

    def test_other_threads_go_on(self):
        result = self.run_script("""
            alive = []
            def fail(): raise ValueError
            def work():
                for i in range(10): time.sleep_ms(1)
                alive.append(1)
            for i in range(3):
                _thread.start_new_thread(work, ())
                _thread.start_new_thread(fail, ())
            while _thread._count(): time.sleep_ms(1)
            print(alive)
            """)
        self.assertEqual(result.stdout, "[1, 1, 1]\n")
        self.assertEqual(result.stderr.count("Unhandled exception"), 3)

    def test_thread_that_ends_with_interrupts_locked_unlocks_them(self):
        self.assert_prints("""
            import machine
            def f():
                machine.disable_irq()
                if len(sys.argv) == 0: raise ValueError
            for i in range(3): _thread.start_new_thread(f, ())
            while _thread._count(): time.sleep_ms(1)
            print("ended")
            """, "ended")

    def test_bad_arguments_start_nothing(self):
        self.assert_prints("""
            def f(): print("ran")
            for args in ((), (f,), (f, 1), (f, (), 1), (f, (), {}, 1)):
                try: _thread.start_new_thread(*args)
                except TypeError: print("TypeError")
            for options in ({"priority": -1}, {"priority": 1000}, {"stack_size": -1}):
                try: _thread.start_new_thread(f, (), **options)
                except ValueError: print("ValueError")
            for options in ({"priority": "7"}, {"name": 1}, {"stack_size": "big"}, {"colour": 1}):
                try: _thread.start_new_thread(f, (), **options)
                except TypeError: print("TypeError")
            time.sleep_ms(1)
            print(_thread._count())
            """, *["TypeError"] * 5, *["ValueError"] * 3, *["TypeError"] * 4, "0")

    def test_arguments_and_keywords_arrive(self):
        self.assert_prints("""
            end = _thread.allocate_lock()
            end.acquire()
            def f(*args, **kwargs):
                print(args, sorted(kwargs.items()))
                end.release()
            _thread.start_new_thread(f, (1, "two"), {"three": 3, "four": 4})
            end.acquire()
            _thread.start_new_thread(f, [])
            end.acquire()
            """, "(1, 'two') [('four', 4), ('three', 3)]", "() []")


class NamesAndNumbers(ScriptCase):
    def test_names_are_each_threads_own(self):
        self.assert_prints("""
            end = _thread.allocate_lock()
            end.acquire()
            def work():
                with end: pass
            names = ["n%d" % i for i in range(50)]
            idents = [_thread.start_new_thread(work, (), name=name) for name in names]
            del names
            gc.collect()
            rubbish = ["x%d" % i for i in range(5000)]
            print([_thread.get_name(i) for i in idents] == ["n%d" % i for i in range(50)])
            _thread.set_name(idents[1], "changed")
            print(*[_thread.get_name(i) for i in idents[:3]])
            other = _thread.start_new_thread(work, ())
            print(_thread.get_name(other), _thread.get_name())
            _thread.set_name(None, "boss")
            print(_thread.get_name(), len(set(idents)), _thread.get_ident() in idents)
            end.release()
            while _thread._count(): time.sleep_ms(1)
            try: _thread.get_name(other)
            except ValueError as e: print(e)
            """, "True", "n0 changed n2", "work main", "boss 50 False", "no living thread has this ident")

    def test_new_threads_get_mains_own_priority_while_it_inherits_a_better_one(self):
        self.assert_prints("""
            def wake():
                time.sleep_ms(3)
                _thread.get_ident()
            def read_clock(_): return time.ticks_us()
            _thread.start_new_thread(wake, (), priority=2)
            time.sleep_ms(1)
            # No backward jump in here, so the better thread waits, and main runs for it.
            list(map(read_clock, range(40000))); inherited = _thread.get_priority(); new = _thread.start_new_thread(time.sleep, (1,)); print(inherited, _thread.get_priority(new))
            """, "2 7", clocks=["virtual"])


class ProgramEnds(ScriptCase):
    def check(self, script, status, stdout, stderr=""):
        for clock in CLOCKS:
            with self.subTest(clock=clock):
                result = self.run_script(ZOO + script, clock=clock, status=status)
                self.assertEqual(result.stdout, stdout)
                self.assertIn(stderr, result.stderr)

    def test_end_of_main_ends_all_threads(self):
        self.check("print(_thread._count())", 0, "7\n")

    def test_exit_status_and_output_survive(self):
        self.check("sys.stdout.write('last words')\nsys.exit(7)", 7, "last words")

    def test_uncaught_exception_is_reported(self):
        self.check("1 / 0", 1, "", "ZeroDivisionError")

    def test_atexit_runs_while_threads_live(self):
        self.check("def bye(): print('bye', _thread._count())\nsys.atexit(bye)\nprint('end')", 0, "end\nbye 7\n")

    def test_exit_in_a_thread_leaves_the_status_alone(self):
        self.check("_thread.start_new_thread(sys.exit, (5,))\ntime.sleep_ms(10)\nprint('end')", 0, "end\n")


if __name__ == "__main__":
    unittest.main()
