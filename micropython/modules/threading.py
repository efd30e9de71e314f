# SPDX-License-Identifier: MIT
"""Threads, as CPython 3.13 documents them, with two keywords more: priority and stack_size.

What waits is written in C and waits in the kernel: who has the best priority is woken first, and who
came first among equals. Barrier and local are loaded when they are first used.
"""

import _thread
from _thread import LockType as Lock, RLock, TIMEOUT_MAX, error as ThreadError, get_ident, get_native_id
from _thread import _excepthook as excepthook
from _threading import BoundedSemaphore, Condition, Event, Semaphore

__excepthook__ = excepthook

_made = 0
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


def _new_name(kind):
    global _made
    _made += 1
    return kind % _made


class ExceptHookArgs:
    """What excepthook() is called with."""

    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args


class Thread:
    """A thread, which start() begins and which runs run().

    priority is 0 (best) to 14, by default main's; stack_size is in bytes.
    """

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, priority=None,
                 stack_size=None):
        if group is not None:
            raise ValueError("group must be None")
        if not name:
            name = _new_name("Thread-%d")
            if target is not None:
                name = "%s (%s)" % (name, getattr(target, "__name__", type(target).__name__))
        self._handle = handle = _thread._ThreadHandle()
        handle.daemon = _thread._handle().daemon if daemon is None else daemon
        handle.owner = self
        self._name = name
        self._call = target, args, kwargs
        self._options = priority, stack_size

    def start(self):
        """Starts the thread. Raises RuntimeError the second time, OSError when there is no memory for it."""
        handle = self._handle
        priority, stack_size = self._options
        _thread.start_joinable_thread(self._bootstrap, handle, handle.daemon, name=self._name, priority=priority,
                                      stack_size=stack_size)

    def _bootstrap(self):
        try:
            self.run()
        except SystemExit:
            pass
        except BaseException as error:
            self._report(error)

    def _report(self, error):
        try:
            excepthook(ExceptHookArgs((type(error), error, None, self)))
        except BaseException as second:
            for which in error, second:
                __excepthook__(ExceptHookArgs((type(which), which, None, self)))

    def run(self):
        """What the thread does: calls target. A subclass may do something else."""
        target, args, kwargs = self._call
        self._call = None
        if target is not None:
            target(*args, **(kwargs or {}))

    def join(self, timeout=None):
        """Waits for the end of the thread, for at most so many seconds; is_alive() tells which it was."""
        self._handle.join(timeout)

    def is_alive(self):
        return self._handle.is_alive()

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = name = str(name)
        if self.is_alive():
            _thread.set_name(self.ident, name)

    @property
    def ident(self):
        return self._handle.ident

    native_id = ident

    @property
    def daemon(self):
        """The program does not wait for its end."""
        return self._handle.daemon

    @daemon.setter
    def daemon(self, daemon):
        if self._handle.ident:
            raise RuntimeError("cannot set daemon status of active thread")
        self._handle.daemon = daemon

    @property
    def priority(self):
        """0 is the best, 14 the last; may be changed at any time."""
        priority = self._options[0]
        return _thread.get_priority(_main.ident) if priority is None else priority

    @priority.setter
    def priority(self, priority):
        if self.is_alive():
            _thread.set_priority(self.ident, priority)
        self._options = priority, self._options[1]

    def __repr__(self):
        state = "started" if self.is_alive() else "stopped" if self.ident else "initial"
        return "<%s(%s, %s%s %s)>" % (type(self).__name__, self.name, state, " daemon" if self.daemon else "",
                                      self.ident)


class Timer(Thread):
    """Calls a function after so many seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None, **options):
        super().__init__(None, function, None, args or (), kwargs, **options)
        self.interval = interval
        self.finished = Event()

    def cancel(self):
        """Ends the wait; has no effect once the function runs."""
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            super().run()
        self.finished.set()


def _adopt(handle, name):
    thread = Thread(name=name)
    thread._handle = handle
    handle.owner = thread
    return thread


def current_thread():
    """The Thread that runs; made up for one that _thread.start_new_thread() started."""
    handle = _thread._handle()
    return handle.owner or _adopt(handle, _new_name("Dummy-%d"))


def main_thread():
    return _main


def enumerate():
    """The Threads that are alive."""
    return [handle.owner for handle in _thread._handles() if handle.owner]


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


_main = _adopt(_thread._main_handle(), "MainThread")
