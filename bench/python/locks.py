# SPDX-License-Identifier: MIT
# One thread takes and releases a lock that nobody else wants, as often as the argument says.
import _thread
import sys


def pairs(count):
    lock = _thread.allocate_lock()
    acquire = lock.acquire
    release = lock.release
    for _ in range(count):
        acquire()
        release()


pairs(int(sys.argv[1]))
