# SPDX-License-Identifier: MIT
"""The command line: options, what runs, exit statuses, messages for wrong input, Ctrl-C."""

import os
import signal
import subprocess
import tempfile
import unittest

from program import LIMIT, run, start


class OptionTests(unittest.TestCase):
    def assert_refused(self, result, *words, status=1):
        self.assertEqual(result.returncode, status)
        self.assertEqual(result.stdout, "")
        for word in ("breeze:", *words):
            self.assertIn(word, result.stderr)

    def test_version_names_micropython_and_board(self):
        result = run("--version")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout, r"^MicroPython v\d+\.\d+\.\d+ .*breeze native")

    def test_help_lists_options(self):
        for option in ("-h", "--help"):
            result = run(option)
            self.assertEqual(result.returncode, 0)
            self.assertIn("-X heapsize=", result.stdout)
            self.assertIn("--clock=virtual", result.stdout)

    def test_unknown_option_is_named(self):
        self.assert_refused(run("--frobnicate"), "--frobnicate", "--help")

    def test_missing_values_are_named(self):
        for option in ("-c", "-m", "-X"):
            self.assert_refused(run(option), option)

    def test_bad_heap_sizes_are_refused(self):
        for size in ("", "abc", "-1", "12q", "8mk", "1", "15k", "999999999999999999999", "99999999999999m"):
            with self.subTest(size=size):
                self.assert_refused(run("-X", f"heapsize={size}", "-c", "print(1)"), size)

    def test_heap_that_memory_cannot_hold_is_refused(self):
        self.assert_refused(run("-X", "heapsize=4000000000m", "-c", "print(1)"), "4194304000000000")

    def test_heap_size_takes_effect(self):
        script = "import gc; print(gc.mem_free() + gc.mem_alloc())"
        sizes = [int(run("-X", f"heapsize={size}", "-c", script).stdout) for size in ("64k", "1m", "65536")]
        self.assertLess(abs(sizes[0] - 65536), 4096)
        self.assertLess(abs(sizes[1] - (1 << 20)), 1 << 15)
        self.assertEqual(sizes[2], sizes[0])

    def test_unknown_settings_are_refused(self):
        self.assert_refused(run("-X", "colour=red"), "colour=red")
        self.assert_refused(run("-X", "emit=magic"), "magic")

    def test_bad_optimisation_level_is_refused(self):
        self.assert_refused(run("-O12", "-c", "pass"), "-O12")

    def test_optimisation_drops_assertions(self):
        self.assertEqual(run("-c", "assert False").returncode, 1)
        for option in ("-O", "-O1", "-OO"):
            self.assertEqual(run(option, "-c", "assert False").returncode, 0)

    def test_compile_only_checks_without_running(self):
        self.assertEqual(run("-X", "compile-only", "-c", "print(1)").stdout, "")
        self.assertEqual(run("-X", "compile-only", "-c", "print(").returncode, 1)

    def test_verbose_shows_bytecode_and_memory(self):
        result = run("-v", "-v", "-c", "pass")
        self.assertIn("Raw bytecode", result.stdout)
        self.assertIn("mem: total=", result.stdout)


class ProgramTests(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)

    def write(self, name, text):
        path = os.path.join(self.directory.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_command_sees_its_arguments(self):
        result = run("-c", "import sys; print(sys.argv)", "a", "--help")
        self.assertEqual(result.stdout, "['-c', 'a', '--help']\n")

    def test_script_sees_its_arguments_and_imports_from_beside_itself(self):
        self.write("neighbour.py", "value = 42\n")
        path = self.write("script.py", "import sys, neighbour\nprint(sys.argv[1:], neighbour.value, __name__)\n")
        self.assertEqual(run(path, "-c", "x").stdout, "['-c', 'x'] 42 __main__\n")

    def test_script_that_does_not_exist(self):
        result = run("nowhere.py")
        self.assertEqual(result.returncode, 2)
        self.assertIn("nowhere.py", result.stderr)
        self.assertIn("No such file", result.stderr)

    def test_directory_is_no_script(self):
        result = run(self.directory.name)
        self.assertEqual(result.returncode, 2)
        self.assertIn("Is a directory", result.stderr)

    def test_module_and_package_run_as_main(self):
        self.write("mod.py", "import sys\nprint(__name__, sys.argv)\n")
        self.write("pack/__init__.py", "print('init')\n")
        self.write("pack/__main__.py", "print('main')\n")
        self.assertEqual(run("-m", "mod", "x", cwd=self.directory.name).stdout, "__main__ ['mod', 'x']\n")
        self.assertEqual(run("-m", "pack", cwd=self.directory.name).stdout, "init\nmain\n")
        self.assertEqual(run("-m", "nowhere").returncode, 1)

    def test_standard_input_is_a_script(self):
        for args in ((), ("-",)):
            self.assertEqual(run(*args, stdin=b"x = 6\nif x:\n    print(x * 7)\n").stdout, "42\n")
        self.assertEqual(run("-", "a", stdin=b"import sys; print(sys.argv)").stdout, "['-', 'a']\n")

    def test_inspect_continues_in_the_repl(self):
        result = run("-i", "-c", "x = 5", stdin=b"x * 2\n")
        self.assertIn("10", result.stdout.splitlines())

    def test_path_comes_from_the_environment(self):
        result = run("-c", "import sys; print(sys.path)", env={"MICROPYPATH": "/a:~/b", "HOME": "/home/x"})
        self.assertEqual(result.stdout, "['', '/a', '/home/x/b']\n")

    def test_exit_statuses(self):
        for code, status in (("pass", 0), ("1/0", 1), ("raise SystemExit", 0), ("raise SystemExit(7)", 7),
                             ("raise SystemExit(256)", 0), ("raise SystemExit('text')", 1), ("x =", 1)):
            with self.subTest(code=code):
                self.assertEqual(run("-c", code).returncode, status)

    def test_uncaught_exception_goes_to_standard_error(self):
        result = run("-c", "print(1); boom")
        self.assertEqual(result.stdout, "1\n")
        self.assertIn("NameError", result.stderr)

    def test_exception_that_cannot_be_printed_gives_status_1(self):
        result = run("-c", "class X:\n    def __str__(self): raise OSError\nraise ValueError(X())")
        self.assertEqual(result.returncode, 1)
        self.assertIn("ValueError: printing it raised OSError", result.stderr)

    def test_atexit_function_runs_after_an_error_too(self):
        result = run("-c", "import sys; sys.atexit(lambda: print('bye')); 1/0")
        self.assertEqual((result.returncode, result.stdout), (1, "bye\n"))

    def test_input_reads_lines_from_a_pipe(self):
        result = run("-c", "a = input('? '); b = input()\nprint([a, b])", stdin=b"one\ntwo\n")
        self.assertTrue(result.stdout.endswith("['one', 'two']\n"), result.stdout)

    def test_command_interpreter_status(self):
        self.assertEqual(run("-c", "import os; print(os.system('exit 3') >> 8)").stdout, "3\n")

    def test_reset_starts_the_program_again(self):
        code = ("import machine\nprint(machine.reset_cause() == machine.HARD_RESET)\n"
                "if machine.reset_cause() != machine.HARD_RESET: machine.reset()")
        self.assertEqual(run("-c", code).stdout, "False\nTrue\n")


class InterruptTests(unittest.TestCase):
    WAITS = {
        "a loop": "while True: pass",
        "sleep": "import time; time.sleep(100000)",
        "standard input": "import sys; sys.stdin.read()",
        "input": "input()",
        "poll": "import select, sys; p = select.poll(); p.register(sys.stdin); p.poll()",
        "accept": "import socket; s = socket.socket(); s.bind(socket.getaddrinfo('127.0.0.1', 0)[0][-1]); "
                  "s.listen(1); s.accept()",
    }

    def test_interrupt_raises_keyboard_interrupt_in(self):
        for name, code in self.WAITS.items():
            with self.subTest(name):
                self.interrupt(code)

    def interrupt(self, code):
        source = f"try:\n    print('ready')\n    exec({code!r})\nexcept KeyboardInterrupt:\n    print('caught')"
        with start("-c", source, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            self.assertEqual(process.stdout.readline(), b"ready\n")
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.stdout.readline(), b"caught\n")
            process.stdin.close()
            self.assertEqual(process.wait(LIMIT), 0)

    def test_uncaught_interrupt_ends_with_status_1(self):
        with start("-c", "print('ready')\nwhile True: pass", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            self.assertIn(b"KeyboardInterrupt", process.stderr.read())
            self.assertEqual(process.wait(LIMIT), 1)


if __name__ == "__main__":
    unittest.main()
