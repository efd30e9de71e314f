# SPDX-License-Identifier: MIT
"""MicroPython's asyncio, with an event loop for each thread that wants one, and what joins loops and threads.

Only the loop (core.py) and this file take the place of MicroPython's own; event.py, funcs.py, lock.py and stream.py
are its.
"""

from .core import *

_LATER = {
    "funcs": ("gather", "wait_for", "wait_for_ms"),
    "event": ("Event",),
    "flag": ("ThreadSafeFlag",),
    "lock": ("Lock",),
    "stream": ("open_connection", "start_server", "StreamReader", "StreamWriter"),
    "threads": ("run_coroutine_threadsafe", "run_in_executor", "to_thread", "wrap_future"),
}


def __getattr__(name):
    for module, names in _LATER.items():
        if name in names:
            if module == "threads":
                # What it imports, one after the other: one inside the other takes more stack than main has on small boards.
                import threading, concurrent, concurrent.futures  # noqa: E401, F401
            value = globals()[name] = getattr(__import__(module, None, None, True, 1), name)
            return value
    raise AttributeError(name)
