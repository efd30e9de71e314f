# SPDX-License-Identifier: MIT
"""What the tests of the program share: where it is, running it, its board behind a pseudo-terminal."""

import os
import signal
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(os.environ.get("BREEZE") or os.path.join(TOP, "build", "native", "breeze"))
MPY = os.path.abspath(os.environ.get("MICROPYTHON_DIR") or os.path.join(TOP, "build", "micropython"))
LIMIT = 120  # seconds, against hanging

sys.dont_write_bytecode = True

if not os.access(PROGRAM, os.X_OK):
    sys.exit(f"there is no program {PROGRAM}: build it with `make breeze`, or name it with BREEZE=")


def is_sanitized():
    """Whether sanitizers are built into the program, which take memory and stack of their own."""
    with open(PROGRAM, "rb") as binary:
        return b"__asan_init" in binary.read()


def run(*args, stdin=b"", env=None, cwd=None):
    """Runs the program to its end; the result has returncode, stdout and stderr, as text."""
    result = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, timeout=LIMIT, check=False,
                            env=dict(os.environ, **(env or {})), cwd=cwd)
    result.stdout = result.stdout.decode()
    result.stderr = result.stderr.decode()
    return result


def heed_signals():
    """A program heeds only what was not ignored when it started, as nohup and shells make it."""
    for signo in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(signo, signal.SIG_DFL)


def start(*args, **options):
    """Starts the program with signals let in, whatever this process does with them."""
    return subprocess.Popen([PROGRAM, *args], preexec_fn=heed_signals, **options)


class Board:
    """The program with --pty, for use in a `with` statement: `device` names the terminal."""

    def __enter__(self):
        self.process = start("--pty", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.device = self.process.stdout.readline().decode().strip()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(LIMIT)
        self.process.stdout.close()

    def connect(self):
        sys.path.insert(0, os.path.join(MPY, "tools"))
        import pyboard  # MicroPython's own

        return pyboard.Pyboard(self.device)
