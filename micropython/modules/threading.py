# SPDX-License-Identifier: MIT
"""Threads, as CPython 3.13 documents them, with two keywords more: priority and stack_size.

What waits is written in C and waits in the kernel: who has the best priority is woken first, and who
came first among equals. Barrier and local are loaded when they are first used.
"""

import _thread
import _threadclass
from _thread import LockType as Lock, RLock, TIMEOUT_MAX, error as ThreadError, get_ident, get_native_id
from _thread import _excepthook as excepthook
from _threading import BoundedSemaphore, Condition, Event, Semaphore, ThreadStop

__excepthook__ = excepthook

_exit_calls = []


def __getattr__(name):
    if name in ("Barrier", "BrokenBarrierError"):
        import _barrier as module
    elif name == "local":
        import _local as module
    else:
        raise AttributeError(name)
    value = globals()[name] = getattr(module, name)
    return value


class ExceptHookArgs:
    """What excepthook() is called with."""

    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args


class Thread:
    """A thread: Thread(group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, priority=None,
    stack_size=None).

    priority is 0 (best) to 14, by default main's; stack_size is in bytes.
    """

    __init__ = _threadclass.init
    # Raises RuntimeError the second time, OSError when there is no memory for the thread.
    start = _threadclass.start
    # What the thread does: calls target. A subclass may do something else.
    run = _threadclass.run
    # join(timeout=None) waits for the end, for at most so many seconds; is_alive() tells which it was.
    join = _threadclass.join
    is_alive = _threadclass.is_alive
    # Has ThreadStop, a SystemExit, raised in the thread: at its next jump, or in the wait that it is in.
    stop = _threadclass.stop
    name = property(_threadclass.get_name, _threadclass.set_name)
    # None before the start.
    ident = native_id = property(_threadclass.get_ident)
    # The program does not wait for its end. Can be set before the start.
    daemon = property(_threadclass.get_daemon, _threadclass.set_daemon)
    # Can be set at any time.
    priority = property(_threadclass.get_priority, _threadclass.set_priority)

    def _report(self, error):
        try:
            excepthook(ExceptHookArgs((type(error), error, None, self)))
        except BaseException as second:
            for which in error, second:
                __excepthook__(ExceptHookArgs((type(which), which, None, self)))

    def __repr__(self):
        state = "started" if self.is_alive() else "stopped" if self.ident else "initial"
        return "<%s(%s, %s%s %s)>" % (type(self).__name__, self.name, state, " daemon" if self.daemon else "",
                                      self.ident)


class Timer(Thread):
    """Calls a function after so many seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None, **options):
        super().__init__(**options)
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Ends the wait; has no effect once the function runs."""
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def _adopt(name, is_main):
    return _threadclass.adopt(object.__new__(Thread), name, is_main)


def current_thread():
    """The Thread that runs; made up for one that _thread.start_new_thread() started."""
    return _threadclass.owner(False) or _adopt("Dummy-%d" % get_ident(), False)


def main_thread():
    return _threadclass.owner(True)


# The Threads that are alive.
enumerate = _threadclass.owners


def active_count():
    return len(enumerate())


def stack_size(size=None):
    """The stack of threads to come in bytes, 0 for the default; sets it if a size is given."""
    before = _thread.stack_size()
    _thread.stack_size(before if size is None else size)
    return before


def _register_atexit(function, *args):
    _exit_calls.append((function, args))


def _shutdown():
    while _exit_calls:
        function, args = _exit_calls.pop()
        function(*args)
    _thread._shutdown()


_adopt("MainThread", True)
