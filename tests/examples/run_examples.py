# SPDX-License-Identifier: MIT
"""Builds the programs of examples/kernel for every board, runs them where they can run, and compares.

A program must print the lines of the expected.txt beside it, whatever the board. On the desk it must
end then with status 0; on a board nothing ends, so the emulator is ended after the last line and what a
while longer would have printed is not waited for. The first program of docs/kernel.md must be the one in hello.
usage: run_examples.py [BOARD ...]      (from the top of the tree; without boards, all of them)
"""

import glob
import os
import queue
import shlex
import subprocess
import sys
import threading

LIMIT = 60  # seconds without a line, only against hanging


def make(example, board, goal):
    command = ["make", "-s", "--no-print-directory", "-j2", "-f", "mk/app.mk", goal, f"APP={example}", f"BOARD={board}"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{shlex.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def can_run(board):
    with open(f"boards/{board}/board.mk", encoding="utf-8") as text:
        return board == "native" or "QEMU_MACHINE" in text.read()


def command_of(example, board):
    """The shell's command that runs the program repeatably."""
    line = make(example, board, "command").splitlines()[-1]
    return f"exec {line} --clock=virtual" if board == "native" else f"exec {line}"


class Program:
    """A running program, whose lines arrive in a queue; None after the last."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\r\n"))
        self.lines.put(None)

    def next_line(self):
        try:
            return self.lines.get(timeout=LIMIT)
        except queue.Empty:
            return f"(nothing for {LIMIT} s)"

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def compare(example, board):
    """Raises AssertionError where the program differs from what is expected."""
    with open(f"{example}/expected.txt", encoding="utf-8") as text:
        expected = text.read().splitlines()
    assert expected, f"{example}/expected.txt is empty"
    program = Program(command_of(example, board))
    try:
        for number, wanted in enumerate(expected, 1):
            line = program.next_line()
            assert line == wanted, f"line {number} of {example}/expected.txt: expected {wanted!r}, got {line!r}"
        if board == "native":
            line = program.next_line()
            assert line is None, f"after the last line of {example}/expected.txt came {line!r}"
            status = program.process.wait(LIMIT)
            assert status == 0, f"exit status {status}"
    finally:
        program.end()


def examples():
    return sorted(os.path.dirname(os.path.dirname(path)) for path in glob.glob("examples/kernel/*/src/main.c"))


def boards():
    """All but the empty port, which compiles but does not link."""
    return sorted({os.path.basename(os.path.dirname(path)) for path in glob.glob("boards/*/board.mk")} - {"template"})


def compare_document():
    with open("docs/kernel.md", encoding="utf-8") as text:
        shown = text.read().split("```c\n")[1].split("```")[0]
    with open("examples/kernel/hello/src/main.c", encoding="utf-8") as text:
        licence, program = text.read().split("\n", 1)
    assert "SPDX" in licence and shown == program, "the first program of docs/kernel.md is not that of examples/kernel/hello"


def main():
    compare_document()
    passed = failed = 0
    for board in sys.argv[1:] or boards():
        for example in examples():
            try:
                if can_run(board):
                    compare(example, board)
                else:
                    make(example, board, "build")
                passed += 1
                print(f"ok   {board} {example}", flush=True)
            except AssertionError as error:
                failed += 1
                print(f"FAIL {board} {example}: {error}", flush=True)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
