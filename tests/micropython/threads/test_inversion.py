# SPDX-License-Identifier: MIT
"""Inversion of priorities is bounded: who holds a lock runs at the priority of its best waiter.

A low thread holds a lock, a middle one computes for long, a high one wants the lock. Lower numbers are better. Who is
where when the next one comes is a matter of time, so it is virtual.
"""

import unittest

from support import ScriptCase

SETTING = """
import threading
order = []
def compute(ms):
    end = time.ticks_add(time.ticks_ms(), ms)
    while time.ticks_diff(end, time.ticks_ms()) > 0: pass
def low(lock, ms=20):
    with lock:
        compute(ms)
        order.append("low released")
    compute(5)
    order.append("low goes on")
def middle():
    compute(400)
    order.append("middle done")
def high(*locks):
    for lock in locks: lock.acquire()
    order.append("high got it")
    for lock in locks: lock.release()
def begin(priority, function, *args):
    _thread.start_new_thread(function, args, priority=priority)
    time.sleep_ms(2)
def finish():
    while _thread._count(): time.sleep_ms(5)
    print(", ".join(order))
_thread.set_priority(_thread.get_ident(), 0)
"""


class InversionTests(ScriptCase):
    def check(self, script, *lines):
        self.assert_prints(SETTING + script, *lines, clocks=["virtual"])

    def test_holder_of_a_lock_goes_before_those_below_the_waiter(self):
        for lock in ("threading.Lock()", "threading.RLock()"):
            with self.subTest(lock):
                self.check(f"a = {lock}\nbegin(9, low, a)\nbegin(5, high, a)\nbegin(7, middle)\nfinish()\n",
                           "low released, high got it, middle done, low goes on")

    def test_chain_of_holders(self):
        self.check("a, b = threading.Lock(), threading.Lock()\n"
                   "def link():\n    with b:\n        with a: order.append('link')\n"
                   "begin(9, low, a)\nbegin(8, link)\nbegin(5, high, b)\nbegin(7, middle)\nfinish()\n",
                   "low released, link, high got it, middle done, low goes on")

    def test_each_of_several_locks_counts_until_it_is_released(self):
        self.check("a, b = threading.Lock(), threading.Lock()\n"
                   "def both():\n"
                   "    with a:\n        with b: compute(20)\n        order.append('b released')\n        compute(20)\n"
                   "    order.append('a released')\n    compute(20)\n    order.append('both goes on')\n"
                   "begin(9, both)\nbegin(4, high, b)\nbegin(5, high, a)\nbegin(7, middle)\nfinish()\n",
                   "b released, high got it, a released, high got it, middle done, both goes on")

    def test_waiter_that_gives_up_lends_no_longer(self):
        self.check("a = threading.Lock()\n"
                   "def impatient():\n    order.append(a.acquire(timeout=0.03))\n"
                   "def low():\n    with a: compute(100)\n    order.append('low released')\n"
                   "begin(9, low)\nbegin(5, impatient)\nbegin(7, middle)\n"
                   "while _thread._count(): time.sleep_ms(5)\nprint(order)\n",
                   "[False, 'middle done', 'low released']")

    def test_priority_given_to_a_waiter_is_lent_at_once(self):
        self.check("a = threading.Lock()\ndef me():\n    idents.append(_thread.get_ident())\n    high(a)\n"
                   "idents = []\nbegin(9, low, a)\nbegin(8, me)\nbegin(7, middle)\n"
                   "_thread.set_priority(idents[0], 5)\nfinish()\n",
                   "low released, high got it, middle done, low goes on")

    def test_priority_given_to_a_holder_counts_when_nobody_waits_any_more(self):
        self.check("a = threading.Lock()\ndef me():\n    idents.append(_thread.get_ident())\n    low(a)\n"
                   "idents = []\nbegin(9, me)\nbegin(5, high, a)\n_thread.set_priority(idents[0], 6)\n"
                   "begin(7, middle)\nfinish()\n",
                   "low released, high got it, low goes on, middle done")

    def test_lock_released_by_another_thread(self):
        self.check("a = threading.Lock()\n"
                   "def take():\n    a.acquire()\n    compute(60)\n    order.append('taker done')\n"
                   "begin(9, take)\nbegin(5, high, a)\nbegin(7, middle)\ntime.sleep_ms(20)\na.release()\nfinish()\n",
                   "high got it, middle done, taker done")

    def test_holder_that_ends_without_release(self):
        self.check("a = threading.Lock()\n"
                   "def take():\n    a.acquire()\n    compute(20)\n    order.append('taker done')\n"
                   "begin(9, take)\nbegin(5, high, a)\nbegin(7, middle)\n"
                   "while 'middle done' not in order: time.sleep_ms(5)\na.release()\nfinish()\n",
                   "taker done, middle done, high got it")

    def test_condition_lends_while_the_lock_is_wanted_again(self):
        self.check("c = threading.Condition()\n"
                   "def wait():\n    with c:\n        c.wait()\n        order.append('woken')\n"
                   "def low():\n    with c:\n        c.notify()\n        compute(30)\n        order.append('low released')\n"
                   "begin(5, wait)\nbegin(9, low)\nbegin(7, middle)\nfinish()\n",
                   "low released, woken, middle done")

    def test_long_chain_takes_no_stack(self):
        self.check("""
locks, ready = [threading.Lock() for i in range(200)], []
def first():
    with locks[199]:
        while not ready: pass
        compute(20)
        order.append("low released")
    compute(5)
    order.append("low goes on")
def link(i):
    with locks[i]:
        with locks[i + 1]: pass
begin(10, first)
for i in range(198, -1, -1): begin(9, link, i)
begin(5, high, locks[0])
begin(7, middle)
ready.append(True)
finish()
""", "low released, high got it, middle done, low goes on")


if __name__ == "__main__":
    unittest.main()
