# SPDX-License-Identifier: MIT
"""System calls that only an OS thread can wait in: opening a FIFO, looking up a name."""

import errno
import os
import subprocess
import tempfile
import time
import unittest

from support import LIMIT, ScriptCase, Talk
from test_blocking import MAIN_BLOCKS, OUTCOME, THREAD_BLOCKS, TWO_SIDES

# A name server that answers when somebody writes to the FIFO: "try again later".
SLOW_LOOKUP = """
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <unistd.h>
int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **infos)
{
	char byte;
	if (hints->ai_flags & AI_NUMERICHOST) {
		return EAI_NONAME;
	}
	int fd = open(getenv("LOOKUP_FIFO"), O_RDONLY);
	return read(fd, &byte, 1) == 1 ? EAI_AGAIN : EAI_FAIL;
}
"""


# open() of the FIFO is interrupted just before it waits, or just after its other end has come.
INTERRUPTED_OPEN = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
static int open_fifo(int (*real)(const char *, int, int), const char *path, int flags)
{
	(void)!write(1, "opening\\n", 8);
	if (BEFORE) {
		pause();
		return real(path, flags, 0);
	}
	int fd = real(path, flags | O_NONBLOCK, 0);
	pause();
	return fd;
}
int open64(const char *path, int flags, ...)
{
	int (*real)(const char *, int, int) = dlsym(RTLD_NEXT, "open64");
	size_t n = strlen(path);
	return n < 5 || strcmp(path + n - 5, "/fifo") != 0 ? real(path, flags, 0666) : open_fifo(real, path, flags);
}
int open(const char *path, int flags, ...) __attribute__((alias("open64")));
"""


class OffloadCase(ScriptCase):
    def setUp(self):
        self.directory = self.enterContext(tempfile.TemporaryDirectory())
        self.fifo = os.path.join(self.directory, "fifo")
        os.mkfifo(self.fifo)

    def preload(self, text):
        """The environment in which the functions in @text, which is C, come before those of the C library."""
        library = os.path.join(self.directory, "preloaded.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", library], input=text, text=True, check=True,
                       timeout=LIMIT)
        return {"LD_PRELOAD": library, "ASAN_OPTIONS": "verify_asan_link_order=0"}

    def check(self, setup, results, **options):
        for sides in (MAIN_BLOCKS, THREAD_BLOCKS):
            with self.subTest(who=sides.split("\n", maxsplit=1)[0]):
                script = TWO_SIDES + f"fifo = {self.fifo!r}\n" + setup + sides + OUTCOME
                self.assert_prints(script, f"True [{results}]", **options)


class FifoTests(OffloadCase):
    def test_callbacks_run_during_the_wait_which_goes_on(self):
        # The other end comes right behind a callback: nobody else may get it.
        self.check("import micropython\n"
                   "def wait(): return open(fifo).read()\n"
                   "def end():\n"
                   "    for i in range(20):\n        micropython.schedule(lambda _: None, 0)\n        time.sleep_ms(1)\n"
                   "    micropython.schedule(lambda _: None, 0)\n"
                   "    with open(fifo, 'w') as f: f.write('text')\n", "'text'")

    def test_opening_to_read_holds_up_nobody(self):
        self.check("def wait(): return open(fifo).read()\n"
                   "def end():\n    with open(fifo, 'w') as f: f.write('text')\n", "'text'")

    def test_opening_to_write_holds_up_nobody(self):
        self.check("def wait():\n    with open(fifo, 'w') as f: return f.write('text')\n"
                   "def end(): open(fifo).read()\n", "4")

    def interrupt_open(self, announce="pass", env=None):
        """Ctrl-C while main opens the FIFO to read from it; it does not stay open."""
        with Talk(f"""
def tell():
    time.sleep_ms(50)
    print("opening")
try:
    {announce}
    open({self.fifo!r})
except KeyboardInterrupt: print("interrupted")
sys.stdin.readline()
""", env=env) as talk:
            talk.read_until(b"opening\n")
            talk.interrupt()
            talk.read_until(b"interrupted\n")
            self.assertTrue(self.wait_until_nobody_reads())
            talk.send(b"\n")
            self.assertEqual(talk.finish(), (0, ""))

    def test_ctrl_c_ends_the_wait_and_nobody_stays_in_open(self):
        self.interrupt_open("_thread.start_new_thread(tell, ())")

    def test_ctrl_c_just_before_the_wait_and_nobody_stays_in_open(self):
        self.interrupt_open(env=self.preload("#define BEFORE 1\n" + INTERRUPTED_OPEN))

    def test_ctrl_c_just_after_the_other_end_has_come_and_nobody_stays_in_open(self):
        self.interrupt_open(env=self.preload("#define BEFORE 0\n" + INTERRUPTED_OPEN))

    def wait_until_nobody_reads(self):
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            try:
                os.close(os.open(self.fifo, os.O_WRONLY | os.O_NONBLOCK))
            except OSError as error:
                return error.errno == errno.ENXIO
            time.sleep(0.01)
        return False

    def test_file_without_a_wait_is_opened_as_ever(self):
        self.assert_prints(f"""
            path = {self.directory!r} + "/file"
            with open(path, "w") as f: f.write("x")
            print(open(path).read())
            try: open(path + "/no")
            except OSError as e: print(e.errno)
            """, "x", str(errno.ENOTDIR))


class LookupTests(OffloadCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(os.close, os.open(self.fifo, os.O_RDWR))
        self.env = dict(self.preload(SLOW_LOOKUP), LOOKUP_FIFO=self.fifo)

    def test_lookup_holds_up_nobody(self):
        self.check("def wait():\n    try: return socket.getaddrinfo('a.name', 80)\n"
                   "    except OSError as e: return e.args\n"
                   "def end():\n    with open(fifo, 'w') as f: f.write('x')\n", "('[addrinfo error -3]',)", env=self.env)

    def test_callback_runs_during_a_lookup_and_an_interrupt_ends_it(self):
        self.assert_prints("""
            import micropython, socket
            def later():
                time.sleep_ms(10)
                micropython.schedule(print, "callback")
                time.sleep_ms(10)
                _thread.interrupt_main()
            _thread.start_new_thread(later, ())
            try: socket.getaddrinfo("a.name", 80)
            except KeyboardInterrupt: print("interrupted")
            """, "callback", "interrupted", env=self.env)

    def test_numbers_need_no_lookup(self):
        self.assert_prints("import socket\nprint(socket.getaddrinfo('127.0.0.1', 80)[0][-1])\n",
                           "bytearray(b'\\x02\\x00\\x00P\\x7f\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00')")


if __name__ == "__main__":
    unittest.main()
