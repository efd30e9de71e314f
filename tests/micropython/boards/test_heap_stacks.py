# SPDX-License-Identifier: MIT
"""Stacks that come out of the Python heap, because the RAM beside it is used up."""

import textwrap
import unittest

from board import BOARD, ScriptCase

# On a board with much RAM small stacks would be very many.
STACK = {"netduinoplus2": 4096}.get(BOARD, 32768)
# More than the collector can remember at a time (MICROPY_ALLOC_GC_STACK_SIZE).
WIDE = {"netduinoplus2": 150}.get(BOARD, 1200)

# fill_ram() uses up the RAM beside the heap: the last of its threads, which wait, has its stack in the heap, and so have
# all that come after it. A thread that has ended may still need the processor for a moment; with the worst priority,
# which is that of the threads that wait for main's lock, main goes on when it has had that.
FULL = f"""
import _thread, gc, machine, micropython, threading, time, vfs, zephyr
_thread.stack_size({STACK})
gate = _thread.allocate_lock()
def park():
    with gate:
        pass
def park_in_heap():
    gc.collect()
    before = gc.mem_alloc()
    _thread.start_new_thread(park, (), priority=14)
    return gc.mem_alloc() - before > {STACK}
def fill_ram():
    gate.acquire()
    while not park_in_heap():
        pass
    return _thread._count()
def wait_for_end(threads):
    while _thread._count() > threads:
        time.sleep_ms(1)
    _thread.set_priority(None, 14)
    _thread.set_priority(None, 7)
def flat(before, after):
    return after - before < {STACK // 2} or after - before
def settle(threads):
    wait_for_end(threads)
    gc.collect()
    return gc.mem_alloc()
"""


class HeapStacks(ScriptCase):
    def check(self, script, *lines):
        self.assertEqual(self.run_script(FULL + textwrap.dedent(script)).splitlines(), list(lines))

    def test_threads_on_them_collect_and_nothing_is_lost(self):
        """The table is too wide for the collector's own stack, so that it looks at everything once more."""
        self.check(f"""
            def work(n):
                table = [(n, i) for i in range({WIDE})]
                for i in range(5):
                    gc.collect()
                    b"x" * 1000
                    time.sleep_us(100)
                if all(table[i] == (n, i) for i in range({WIDE})):
                    right.append(n)
            right = []
            parked = fill_ram()
            for n in range(2):
                _thread.start_new_thread(work, (n,))
            settle(parked)
            print(sorted(right))
            """, "[0, 1]")

    def test_a_thread_that_ends_while_others_collect_gives_its_stack_back(self):
        self.check("""
            def collect():
                while not stop:
                    time.sleep_us(130)
                    gc.collect()
                    b"x" * 1000
            def work(n):
                numbers = [n + i for i in range(20)]
                time.sleep_us(n % 7 * 50)
                if sum(numbers) == 20 * n + 190:
                    right.append(n)
            stop, right = [], []
            parked = fill_ram()
            before = settle(parked)
            _thread.start_new_thread(collect, (), priority=3)
            for n in range(100):
                _thread.start_new_thread(work, (n,), priority=(7, 2, 12)[n % 3])
                while _thread._count() > parked + 1:
                    time.sleep_ms(1)
            stop.append(1)
            after = settle(parked)
            print(len(right), flat(before, after))
            """, "100 True")

    def test_one_that_is_freed_while_the_heap_is_locked_comes_back(self):
        self.check("""
            parked = fill_ram()
            before = settle(parked)
            _thread.start_new_thread(len, ("",))
            wait_for_end(parked)
            micropython.heap_lock()
            gc.collect()
            micropython.heap_unlock()
            after = settle(parked)
            print(flat(before, after))
            """, "True")

    def test_a_start_while_the_heap_is_locked_is_an_error_that_can_be_repeated(self):
        self.check("""
            parked = fill_ram()
            thread, failed = threading.Thread(target=print, args=("ran",)), False
            micropython.heap_lock()
            try:
                thread.start()
            except OSError:
                failed = True
            micropython.heap_unlock()
            print(failed, _thread._count() == parked)
            thread.start()
            thread.join()
            """, "True True", "ran")

    def test_a_start_in_a_finaliser_begins_no_collection_in_the_middle_of_one(self):
        """Closing a file writes to its device, which is in Python here."""
        self.check("""
            # Nothing can be made while the heap is locked.
            NO_MEMORY = OSError, MemoryError
            GEOMETRY = {4: 16, 5: 256}
            class Device:
                def __init__(self):
                    self.data = bytearray(16 * 256)
                    self.thread = None
                    self.failures = 0
                def readblocks(self, block, into, offset=0):
                    i, start = 0, block * 256 + offset
                    while i < len(into):
                        into[i] = self.data[start + i]
                        i += 1
                def writeblocks(self, block, data, offset=0):
                    i, start = 0, block * 256 + offset
                    while i < len(data):
                        self.data[start + i] = data[i]
                        i += 1
                    if self.thread:
                        try:
                            self.thread.start()
                        except NO_MEMORY:
                            self.failures += 1
                def ioctl(self, op, arg):
                    return GEOMETRY.get(op, 0)
            def leave_open():
                open("/device/file", "w").write("text")
            device = Device()
            vfs.VfsLfs2.mkfs(device, readsize=64, progsize=64, lookahead=8)
            vfs.mount(vfs.VfsLfs2(device, readsize=64, progsize=64, lookahead=8), "/device")
            thread = threading.Thread(target=print, args=("ran",))
            parked = fill_ram()
            leave_open()
            device.thread = thread
            gc.collect()
            device.thread = None
            print(device.failures > 0, _thread._count() == parked, open("/device/file").read())
            thread.start()
            thread.join()
            """, "True True text", "ran")

    def test_python_goes_on_when_threads_have_taken_all(self):
        self.check("""
            def start_all():
                started = 0
                try:
                    while True:
                        _thread.start_new_thread(park, ())
                        started += 1
                except OSError as e:
                    return started, str(e)[:22]
            gate.acquire()
            started, message = start_all()
            print(message, len(bytearray(7000)))
            gate.release()
            before = settle(0)
            gate.acquire()
            again = start_all()[0]
            print(again >= started * 3 // 4 or (started, again))
            gate.release()
            print(flat(before, settle(0)))
            """, "no memory for a thread 7000", "True", "True")

    def test_a_start_fails_or_works_with_any_amount_of_free_memory(self):
        self.check("""
            def attempt():
                try:
                    _thread.start_new_thread(ran.append, (1,))
                    return 1
                except (OSError, MemoryError):
                    return 0
            def fill(pieces, size):
                for i in range(len(pieces)):
                    pieces[i] = None
                try:
                    for i in range(len(pieces)):
                        pieces[i] = bytearray(size)
                except MemoryError:
                    pass
            ran, started, failed = [], 0, 0
            parked = fill_ram()
            before = settle(parked)
            total = gc.mem_free()
            pieces = [None] * 128
            fill(pieces, total // 128)
            for i in range(128):
                k = attempt()
                started += k
                failed += 1 - k
                while _thread._count() > parked:
                    time.sleep_ms(1)
                pieces[i] = None
            del pieces, i, k
            print(len(ran) == started, started > 0, failed > 0)
            del ran[:]
            print(flat(before, settle(parked)))
            """, "True True True", "True")

    def test_a_soft_reset_frees_them(self):
        self.check("""
            try:
                with open("session") as f:
                    seen = f.read().split()
            except OSError:
                seen = []
            parked = fill_ram()
            print(park_in_heap(), not seen or parked - int(seen[0]))
            with open("session", "w") as f:
                f.write(" ".join(seen + [str(parked)]))
            if len(seen) < 3:
                machine.soft_reset()
            """, "True True", *["True 0"] * 3)

    def test_how_much_of_them_was_used_is_known(self):
        self.check(f"""
            def deep(n):
                if n:
                    return deep(n - 1)
                arrived.append(n)
                park()
            arrived = []
            fill_ram()
            _thread.start_new_thread(deep, (5,), name="deep")
            while not arrived:
                time.sleep_ms(1)
            print([500 < free < {STACK} - 500 for _, name, _, _, _, free, _ in zephyr.threads()[1] if name == "deep"])
            """, "[True]")


if __name__ == "__main__":
    unittest.main()
