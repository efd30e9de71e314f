# SPDX-License-Identifier: MIT
"""The file system that a session begins with, and boot.py and main.py on it."""

import unittest

from board import Prompt, ScriptCase

# Leaves nothing that littlefs takes for a file system, but is not empty either.
SPOIL = "import flash, vfs; vfs.umount('/'); d = flash.Flash(); [d.writeblocks(i, b'spoilt..', 0) for i in (0, 1)]"


class Files(ScriptCase):
    def test_files_are_written_read_and_imported(self):
        printed = self.run_script("""
            import os
            with open("note.txt", "w") as file:
                file.write("kept")
            os.mkdir("lib")
            with open("lib/answer.py", "w") as file:
                file.write("value = 42")
            import answer
            print(open("/note.txt").read(), answer.value, sorted(name for name in os.listdir() if name != "host"))
            """)
        self.assertEqual(printed, "kept 42 ['lib', 'note.txt']\n")

    def test_a_full_disk_is_an_error_and_loses_nothing(self):
        printed = self.run_script("""
            import errno, os
            with open("kept", "w") as file:
                file.write("kept")
            try:
                with open("big", "wb") as file:
                    while True:
                        file.write(bytes(512))
            except OSError as error:
                print(error.errno == errno.ENOSPC if hasattr(errno, "ENOSPC") else error.errno == 28)
            os.remove("big")
            print(open("kept").read())
            """)
        self.assertEqual(printed, "True\nkept\n")

    def test_block_device(self):
        printed = self.run_script("""
            import flash
            disk = flash.Flash()
            size, count = disk.ioctl(5, 0), disk.ioctl(4, 0)
            block = count - 2
            data = bytes(range(256)) * (size // 128)
            print(disk.writeblocks(block, data), end=" ")
            back = bytearray(2 * size)
            print(disk.readblocks(block, back), back == data, end=" ")
            print(disk.ioctl(6, block), disk.writeblocks(block, b"1234", 8), end=" ")
            part = bytearray(6)
            print(disk.readblocks(block, part, 7), part)
            print(disk.readblocks(count, part, 0), disk.writeblocks(count, data), disk.writeblocks(0, b"123"),
                  disk.writeblocks(0, b"1234", size), disk.ioctl(6, count))
            """)
        self.assertEqual(printed, r"0 0 True 0 0 0 bytearray(b'\xff1234\xff')" + "\n-22 -22 -22 -22 -22\n")

    def test_threads_write_files_side_by_side(self):
        printed = self.run_script("""
            import _thread, time
            def write(name):
                for i in range(10):
                    with open(name, "w") as file:
                        for _ in range(20):
                            file.write(name * 10)
            for i in range(4):
                _thread.start_new_thread(write, (str(i),))
            while _thread._count():
                time.sleep_ms(1)
            print([open(str(i)).read() == str(i) * 200 for i in range(4)])
            """)
        self.assertEqual(printed, "[True, True, True, True]\n")


class Boot(unittest.TestCase):
    def setUp(self):
        self.prompt = Prompt()
        self.prompt.__enter__()
        self.addCleanup(self.prompt.__exit__)

    def write(self, name, text):
        self.prompt.command(f"f = open({name!r}, 'w'); f.write({text!r}); f.close()")

    def reset(self):
        """What a new session prints before its prompt."""
        self.prompt.send("\x04")
        self.prompt.wait_for("soft reboot")
        return self.prompt.wait_for("MicroPython v")

    def test_files_outlive_a_soft_reset(self):
        self.write("a.txt", "kept")
        self.prompt.soft_reset()
        self.assertEqual(self.prompt.command("open('a.txt').read()"), "'kept'")

    def test_boot_then_main_run_at_each_session(self):
        self.write("boot.py", "print('boot')\nhere = 1")
        self.write("main.py", "print('main', here)\nimport _thread\nlock = _thread.allocate_lock()\nlock.acquire()\n"
                   "_thread.start_new_thread(lambda: print(lock.acquire(), 'in a thread'), ())")
        for _ in range(2):
            printed = self.reset()
            self.assertLess(printed.index("boot"), printed.index("main 1"))
            self.prompt.wait_for(">>> ")
            self.assertEqual(self.prompt.command("here"), "1")
            self.prompt.send("lock.release()\r")
            self.prompt.wait_for("True in a thread\r\n")

    def test_failing_boot_is_told_and_keeps_main_from_running(self):
        self.write("boot.py", "1 / 0")
        self.write("main.py", "print('main' + ' runs')")
        printed = self.reset()
        self.assertIn("ZeroDivisionError", printed)
        self.assertNotIn("main runs", printed)

    def test_ctrl_c_ends_main(self):
        self.write("main.py", "print('begins')\nwhile True: pass")
        self.prompt.send("\x04")
        self.prompt.wait_for("begins")
        self.prompt.send("\x03")
        self.assertIn("KeyboardInterrupt", self.prompt.wait_for("MicroPython v"))
        self.prompt.wait_for(">>> ")
        self.assertEqual(self.prompt.command("6 * 7"), "42")

    def test_exit_in_main_begins_afresh(self):
        self.write("main.py", "import os, sys\nos.remove('main.py')\nprint('once')\nsys.exit()")
        self.assertEqual(self.reset().count("once"), 1)

    def test_a_spoilt_file_system_is_told_and_kept(self):
        self.prompt.command(SPOIL)
        self.assertIn("vfs.VfsLfs2.mkfs(flash.Flash())", self.reset())
        self.prompt.wait_for(">>> ")
        self.assertEqual(self.prompt.command("import flash; b = bytearray(8); flash.Flash().readblocks(0, b, 0); b"),
                         "0\nbytearray(b'spoilt..')")
        self.prompt.command("import flash, vfs; vfs.VfsLfs2.mkfs(flash.Flash())")
        self.assertNotIn("cannot be mounted", self.reset())


if __name__ == "__main__":
    unittest.main()
