# SPDX-License-Identifier: MIT
# As many threads as the argument says wait at once; then one line, and an end when standard input has one.
import _thread
import sys

gate = _thread.allocate_lock()
gate.acquire()
started = [0]


def wait():
    started[0] += 1
    gate.acquire()
    gate.release()


COUNT = int(sys.argv[1])
for _ in range(COUNT):
    _thread.start_new_thread(wait, ())
while started[0] < COUNT:
    pass
print("alive", flush=True) if sys.implementation.name == "cpython" else print("alive")
sys.stdin.readline()
gate.release()
