# SPDX-License-Identifier: MIT
"""Stops the programs under test for moments, as a busy machine does, so that tests which depend on its speed fail.

Only descendants of the given processes are stopped, and of these only programs under test and the Python that
drives them: no compiler and no debugger, nor what a debugger holds.
"""

import os
import random
import signal
import threading

LONGEST_STOP = 0.3  # seconds
LONGEST_PAUSE = 0.1
EMULATORS = ("qemu-system-arm", "qemu-aarch64", "qemu-aarch64-static")


def descendants(roots):
    """The processes below those in roots, and what has left them but not their sessions."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (fields := stat_fields(int(name))):
            parents[int(name)] = (int(fields[1]), int(fields[3]))
    found = set(roots)
    size = 0
    while size != len(found):
        size = len(found)
        found |= {pid for pid, above in parents.items() if found.intersection(above)}
    return sorted(found)


def stat_fields(pid):
    """What /proc/PID/stat has after the name: state, parent, group, session; None when the process is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            return stat.read().rpartition(")")[2].split()
    except OSError:
        return None


def is_traced(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as status:
        return "TracerPid:\t0\n" not in status.read()


def is_under_test(pid, build):
    """Whether the process runs a program below the directory build, an emulator or a test in Python."""
    try:
        program = os.readlink(f"/proc/{pid}/exe")
        with open(f"/proc/{pid}/cmdline", "rb") as text:
            words = text.read().decode(errors="replace").split("\0")
        if is_traced(pid):
            return False
    except OSError:
        return False
    if os.path.basename(program).startswith("python3"):
        return any(word == "unittest" or "tests/" in word for word in words)
    return os.path.basename(program) in EMULATORS or program.startswith(os.path.join(build, ""))


def stop_for(pid, seconds, build, wait):
    """Stops one process and always continues it; wait(seconds) may return early."""
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        return
    try:
        # The number may have been given to another process before it was opened.
        if not is_under_test(pid, build):
            return
        signal.pidfd_send_signal(handle, signal.SIGSTOP)
        try:
            wait(seconds)
        finally:
            signal.pidfd_send_signal(handle, signal.SIGCONT)
    except ProcessLookupError:
        pass
    finally:
        os.close(handle)


class Stall:
    """A thread that stops one program after the other: `with Stall(seed, roots): ...`.

    roots() returns the numbers of the processes whose descendants are meant. The same seed gives the same times;
    which programs they meet depends on the machine.
    """

    def __init__(self, seed, roots, build="build"):
        self.random = random.Random(seed)
        self.roots = roots
        self.build = os.path.realpath(build)
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def run(self):
        while not self.ended.wait(self.random.uniform(0, LONGEST_PAUSE)):
            seconds, choice = self.random.uniform(0.001, LONGEST_STOP), self.random.random()
            programs = [pid for pid in descendants(self.roots()) if is_under_test(pid, self.build)]
            if programs:
                stop_for(programs[int(choice * len(programs))], seconds, self.build, self.ended.wait)
