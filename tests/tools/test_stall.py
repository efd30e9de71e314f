# SPDX-License-Identifier: MIT
"""What tools/stall.py stops, and that it leaves nothing stopped."""

import os
import shutil
import signal
import subprocess
import sys
import time
import unittest
from unittest import mock

from support import TOOLS, Case, read

sys.path.insert(0, TOOLS)
import stall  # noqa: E402

LIMIT = 60  # seconds, against hanging


class Stalls(Case):
    def setUp(self):
        super().setUp()
        self.build = self.path("build")
        os.mkdir(self.build)

    def start(self, command, **options):
        process = subprocess.Popen(command, **options)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        # The new program has begun before its arguments can be read.
        self.wait_for(lambda: read(f"/proc/{process.pid}/cmdline"))
        return process

    def sleeper(self, name="build/breeze"):
        """A program of the given name that does nothing."""
        shutil.copy(shutil.which("sleep"), self.path(name))
        return self.start([self.path(name), str(LIMIT)]).pid

    def wait_for(self, condition):
        end = time.monotonic() + LIMIT
        while not condition():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.001)

    def state(self, pid):
        return stall.stat_fields(pid)[0]

    def test_process_is_stopped_and_continued(self):
        pid = self.sleeper()
        stall.stop_for(pid, 1, self.build, lambda _: self.wait_for(lambda: self.state(pid) == "T"))
        self.wait_for(lambda: self.state(pid) != "T")

    def test_process_is_continued_when_the_wait_is_interrupted(self):
        pid = self.sleeper()
        with self.assertRaises(KeyboardInterrupt):
            stall.stop_for(pid, 1, self.build, mock.Mock(side_effect=KeyboardInterrupt))
        self.wait_for(lambda: self.state(pid) != "T")

    def test_end_does_not_wait_for_a_stop_and_leaves_nothing_stopped(self):
        pid = self.sleeper()
        with mock.patch.object(stall, "LONGEST_STOP", 10 * LIMIT):
            with stall.Stall(1, lambda: [pid], self.build):
                self.wait_for(lambda: self.state(pid) == "T")
        self.wait_for(lambda: self.state(pid) != "T")

    def test_only_programs_under_test_are_meant(self):
        self.assertTrue(stall.is_under_test(self.sleeper(), self.build))
        self.assertTrue(stall.is_under_test(self.sleeper("qemu-system-arm"), self.build))
        self.assertFalse(stall.is_under_test(self.sleeper("cc1"), self.build))
        self.assertFalse(stall.is_under_test(self.sleeper("gdb-multiarch"), self.build))
        self.assertFalse(stall.is_under_test(2 ** 22 + 1, self.build))

    def test_drivers_in_python_are_meant(self):
        code = "import time; time.sleep(60)"
        self.assertTrue(stall.is_under_test(self.start([sys.executable, "-c", code, "unittest"]).pid, self.build))
        self.assertFalse(stall.is_under_test(self.start([sys.executable, "-c", code, "tools/kconfig.py"]).pid, self.build))

    def test_descendants_are_found_below_and_in_the_session_of_a_root_only(self):
        stranger = self.sleeper("build/stranger")
        inner = f"sleep {LIMIT} & echo $!"
        shell = self.start(["sh", "-c", f"(sleep {LIMIT} & echo $!); setsid sh -c '{inner}; wait' & wait"],
                           stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.addCleanup(os.killpg, shell.pid, signal.SIGKILL)
        self.addCleanup(shell.stdout.close)
        orphan, other_session = int(shell.stdout.readline()), int(shell.stdout.readline())
        self.addCleanup(os.kill, other_session, signal.SIGKILL)
        found = stall.descendants([shell.pid])
        self.assertLessEqual({shell.pid, orphan, other_session}, set(found))
        self.assertFalse({stranger, os.getpid()} & set(found))


if __name__ == "__main__":
    unittest.main()
