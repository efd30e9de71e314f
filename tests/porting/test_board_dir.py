# SPDX-License-Identifier: MIT
"""A board of a user's own in a directory outside of the tree, MicroPython's half of it or both, as docs/porting.md says."""

import os
import shutil
import subprocess
import tempfile
import unittest

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = {
    "board.mk": "include cortex_m/cortex_m.mk\n",
    "kernel.conf": "CONFIG_SEMIHOST=y\nCONFIG_MAIN_STACK_SIZE=16384\n",
    "mpconfigboard.h": """\
#define MICROPY_HW_BOARD_NAME "Lamp"
#define MICROPY_HW_MCU_NAME   "Cortex-M4F"
#define PORT_RAM_DISK_SIZE    (64 * 1024)
#include "mpconfigcpu.h"
""",
}
SCRIPT = """
import _thread, flash, sys, zephyr
disk = flash.Flash()
print(sys.implementation._machine, disk.ioctl(4, 0) * disk.ioctl(5, 0))
"""
# Only against hanging.
LIMIT = 500


class BoardDir(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, *names):
        return os.path.join(self.folder.name, *names)

    def write_board(self):
        os.mkdir(self.path("lamp"))
        for name, text in FILES.items():
            with open(self.path("lamp", name), "w", encoding="utf-8") as file:
                file.write(text)

    def make(self, goal, *words):
        done = subprocess.run(["make", "-s", "-C", TOP, goal, f"O={self.path('out')}", *words], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
        return done.returncode, done.stdout.decode()

    def assert_refused(self, words, text):
        status, output = self.make("firmware", *words)
        self.assertNotEqual(status, 0)
        self.assertIn(text, output)

    def test_builds_and_runs(self):
        self.write_board()
        with open(self.path("x.py"), "w", encoding="utf-8") as file:
            file.write(SCRIPT)
        status, output = self.make("qemu", "BOARD=mps2_an386", f"BOARD_DIR={self.path('lamp')}", f"SCRIPT={self.path('x.py')}")
        self.assertEqual(status, 0, output)
        self.assertEqual(output.splitlines()[-1], "Lamp with Cortex-M4F 65536", output)
        self.assertTrue(os.path.exists(self.path("out", "mps2_an386-lamp", "firmware.hex")))

    def write_root(self):
        """Both halves of a board called lamp, copied from one of ours."""
        for half in ("boards", "micropython/port"):
            shutil.copytree(os.path.join(TOP, half, "mps2_an386"), self.path("mine", half, "lamp"))
        with open(self.path("mine/boards/lamp/Kconfig"), "r+", encoding="utf-8") as file:
            text = file.read().replace("BOARD_MPS2_AN386", "BOARD_LAMP")
            file.seek(0)
            file.truncate()
            file.write(text)

    def test_board_with_both_halves_elsewhere_builds_and_runs(self):
        self.write_root()
        with open(self.path("x.py"), "w", encoding="utf-8") as file:
            file.write("import threading\nt = threading.Thread(target=print, args=('lit',))\nt.start()\nt.join()\nraise SystemExit(7)\n")
        words = ["BOARD=lamp", f"BOARD_ROOT={self.path('mine')}"]
        status, output = self.make("qemu", *words, f"SCRIPT={self.path('x.py')}")
        self.assertIn("lit", output.splitlines())
        self.assertNotEqual(status, 0)
        self.assertIn("Error 7", output)
        self.assertTrue(os.path.exists(self.path("out", "lamp", "firmware.hex")))

        os.unlink(self.path("mine/micropython/port/lamp/kernel.conf"))
        self.assert_refused(words, f"'{self.path('mine/micropython/port/lamp')}' lacks kernel.conf")
        shutil.rmtree(self.path("mine/micropython"))
        self.assert_refused(words, "There is no MicroPython for BOARD 'lamp' here")
        os.unlink(self.path("mine/boards/lamp/Kconfig"))
        self.assert_refused(words, f"'{self.path('mine/boards/lamp')}' is no directory of a board: it lacks Kconfig")

    def test_wrong_names_are_told(self):
        missing = self.path("missing")
        self.assert_refused(["BOARD=mps2_an386", f"BOARD_DIR={missing}"], f"'{missing}' is no directory of a board: it has no board.mk")
        self.assert_refused(["BOARD=lamp", f"BOARD_DIR={missing}"], "No board 'lamp'. BOARD= may be:")
        self.assert_refused(["BOARD=template"], "There is no MicroPython for BOARD 'template' here. It may be: ")


if __name__ == "__main__":
    unittest.main()
