# SPDX-License-Identifier: MIT
# Two threads wake each other in turn over two locks, as often as the argument says.
import _thread
import sys

COUNT = int(sys.argv[1])
there = _thread.allocate_lock()
back = _thread.allocate_lock()
there.acquire()
back.acquire()


def answer():
    for _ in range(COUNT):
        there.acquire()
        back.release()


def ask():
    for _ in range(COUNT):
        there.release()
        back.acquire()


_thread.start_new_thread(answer, ())
ask()
