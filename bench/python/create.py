# SPDX-License-Identifier: MIT
# As many threads as the argument says, one after the other: each signals that it ran.
import _thread
import sys

ran = _thread.allocate_lock()
ran.acquire()


def work():
    ran.release()


for _ in range(int(sys.argv[1])):
    _thread.start_new_thread(work, ())
    ran.acquire()
