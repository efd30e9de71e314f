# SPDX-License-Identifier: MIT
"""mpremote, as it is in MicroPython's tree, at QEMU's pseudo-terminal: what users type."""

import os
import re
import subprocess
import tempfile
import unittest

from board import LIMIT, TOP, terminal_command

MPY = os.path.abspath(os.environ.get("MICROPYTHON_DIR") or os.path.join(TOP, "build", "micropython"))
MPREMOTE = os.path.join(MPY, "tools", "mpremote", "mpremote.py")

# A file system for the tests, in the Python heap: each call of mpremote begins with a soft reset.
MOUNT = """
import os
class Ram:
    def __init__(self):
        self.data = bytearray(16384)
    def readblocks(self, block, buf, offset=0):
        at = block * 512 + offset
        buf[:] = self.data[at:at + len(buf)]
    def writeblocks(self, block, buf, offset=0):
        at = block * 512 + offset
        self.data[at:at + len(buf)] = buf
    def ioctl(self, op, arg):
        return {4: 32, 5: 512, 6: 0}.get(op)
disk = Ram()
os.VfsLfs2.mkfs(disk)
os.mount(disk, '/ram')
os.chdir('/ram')
"""

# Threads in the way of whatever mpremote does.
BUSY = """
import _thread, time
def spin():
    while True:
        pass
for f, a in ((spin, ()), (spin, ()), (time.sleep, (1000,))):
    _thread.start_new_thread(f, a, stack_size=2048)
"""


class Mpremote(unittest.TestCase):
    def setUp(self):
        self.process = subprocess.Popen(terminal_command("pty"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end)
        self.device = re.search(r"/dev/\S+", self.process.stdout.readline()).group()
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def end(self):
        self.process.kill()
        self.process.wait(LIMIT)
        self.process.stdout.close()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def mpremote(self, *words, status=0):
        """Runs `mpremote connect DEVICE words...` and returns what it printed."""
        done = subprocess.run(["/usr/bin/python3", MPREMOTE, "connect", self.device, *words], cwd=self.folder.name,
                              env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1", HOME=self.folder.name), timeout=LIMIT,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        text = done.stdout.decode().replace("\r\n", "\n")
        self.assertEqual(done.returncode, status, text)
        return text

    def test_exec_and_eval(self):
        self.assertEqual(self.mpremote("exec", "print(6 * 7)", "+", "eval", "'a' * 3"), "42\naaa\n")

    def test_exception_is_shown_and_fails(self):
        self.assertIn("ZeroDivisionError", self.mpremote("exec", "1 / 0", status=1))

    def test_run_sends_a_script_of_any_length(self):
        lines = "".join(f"a{i} = {i}  # {'x' * 40}\n" for i in range(300))
        script = self.write("long.py", (lines + "print(a0 + a299)\n").encode())
        self.assertEqual(self.mpremote("run", script), "299\n")

    def test_files_go_there_and_back(self):
        data = bytes(range(256)) * 20
        self.write("here.bin", data)
        text = self.mpremote("exec", MOUNT, "+", "fs", "cp", "here.bin", ":there.bin", "+", "fs", "ls", "+",
                             "fs", "cp", ":there.bin", "back.bin", "+", "fs", "rm", ":there.bin", "+", "fs", "ls")
        self.assertRegex(text, r"\b5120 there\.bin\n")
        self.assertTrue(text.endswith("\nls :\n"), text)
        with open(self.path("back.bin"), "rb") as file:
            self.assertEqual(file.read(), data)

    def test_need_2_files_arrive_whole_beside_busy_threads(self):
        data = bytes(range(256)) * 8
        self.write("here.bin", data)
        self.mpremote("exec", MOUNT + BUSY, "+", "fs", "cp", "here.bin", ":x", "+", "fs", "cp", ":x", "back.bin")
        with open(self.path("back.bin"), "rb") as file:
            self.assertEqual(file.read(), data)

    def test_each_call_begins_afresh_unless_it_resumes(self):
        self.mpremote("exec", "here = 1")
        self.assertEqual(self.mpremote("resume", "exec", "print(here)"), "1\n")
        self.assertIn("NameError", self.mpremote("exec", "print(here)", status=1))
        self.mpremote("exec", "here = 1", "+", "soft-reset")
        self.assertIn("NameError", self.mpremote("resume", "exec", "print(here)", status=1))

    def test_threads_end_when_mpremote_comes_again(self):
        self.mpremote("exec", BUSY)
        self.assertEqual(self.mpremote("resume", "exec", "import _thread; print(_thread._count())"), "3\n")
        self.assertEqual(self.mpremote("exec", "import _thread; print(_thread._count())"), "0\n")

    def test_reset(self):
        self.mpremote("exec", BUSY, "+", "reset")
        self.assertEqual(self.mpremote("exec", "import _thread; print(_thread._count())"), "0\n")

    def test_mounted_folder_of_the_host_is_imported_from(self):
        self.write("helper.py", b"value = 5\n")
        self.assertIn("5\n", self.mpremote("mount", self.folder.name, "exec", "import helper; print(helper.value)"))


if __name__ == "__main__":
    unittest.main()
