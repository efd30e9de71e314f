# SPDX-License-Identifier: MIT
"""Calls whose results come later, as CPython 3.13 documents them: Future and ThreadPoolExecutor."""

import sys
import threading
from _queue import Empty, SimpleQueue
from _threading import Condition, Semaphore, monotonic_us
from collections import namedtuple

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_PENDING, _RUNNING, _CANCELLED, _FINISHED = range(4)
_NAMES = "pending", "running", "cancelled", "finished"


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class InvalidStateError(Error):
    pass


class TimeoutError(OSError):
    pass


class BrokenExecutor(RuntimeError):
    pass


class BrokenThreadPool(BrokenExecutor):
    pass


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", ("done", "not_done"))


def _end(timeout):
    return None if timeout is None else monotonic_us() + int(timeout * 1000000)


def _left(end):
    return None if end is None else max(0, end - monotonic_us()) / 1000000


class Future:
    """The result of a call that perhaps has not ended yet."""

    def __init__(self):
        self._changed = Condition()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._callbacks = []

    def cancel(self):
        """Cancels the call unless it runs or has ended; returns whether it is cancelled."""
        with self._changed:
            if self._state in (_RUNNING, _FINISHED):
                return False
            if self._state == _CANCELLED:
                return True
            self._settle(_CANCELLED)
        self._call_back()
        return True

    def cancelled(self):
        return self._state == _CANCELLED

    def running(self):
        return self._state == _RUNNING

    def done(self):
        return self._state >= _CANCELLED

    def result(self, timeout=None):
        """Waits; returns what the call returned, or raises what it raised, CancelledError or TimeoutError."""
        error = self.exception(timeout)
        if error is not None:
            raise error
        return self._result

    def exception(self, timeout=None):
        """Waits; returns what the call raised, or None. Raises CancelledError or TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(self.done, timeout):
                raise TimeoutError()
        if self._state == _CANCELLED:
            raise CancelledError()
        return self._exception

    def add_done_callback(self, function):
        """Calls function(self) when this is done, at once if it is: in the thread that ends or cancels the call."""
        with self._changed:
            if not self.done():
                self._callbacks.append(function)
                return
        self._call_one(function)

    def _call_one(self, function):
        try:
            function(self)
        except Exception as error:
            sys.print_exception(error, sys.stderr)

    def _call_back(self):
        for function in self._callbacks:
            self._call_one(function)
        self._callbacks = ()

    def _settle(self, state):
        self._state = state
        self._changed.notify_all()

    def set_running_or_notify_cancel(self):
        """For executors: the call begins. Returns False if it was cancelled."""
        with self._changed:
            if self._state == _CANCELLED:
                return False
            if self._state != _PENDING:
                raise InvalidStateError("future in unexpected state: " + _NAMES[self._state])
            self._state = _RUNNING
            return True

    def _finish(self, result, exception):
        with self._changed:
            if self.done():
                raise InvalidStateError("future is done: " + _NAMES[self._state])
            self._result = result
            self._exception = exception
            self._settle(_FINISHED)
        self._call_back()

    def set_result(self, result):
        """For executors and tests."""
        self._finish(result, None)

    def set_exception(self, exception):
        """For executors and tests."""
        self._finish(None, exception)

    def __repr__(self):
        return "<Future at %#x state=%s>" % (id(self), _NAMES[self._state])


def as_completed(fs, timeout=None):
    """Yields the futures as they are done; raises TimeoutError if that takes longer than so many seconds."""
    end = _end(timeout)
    fs = set(fs)
    done = SimpleQueue()
    for future in fs:
        future.add_done_callback(done.put)
    for i in range(len(fs)):
        try:
            yield done.get(True, _left(end))
        except Empty:
            raise TimeoutError("%d (of %d) futures unfinished" % (len(fs) - i, len(fs)))


def _is_enough(future, return_when):
    if return_when == FIRST_EXCEPTION:
        return not future.cancelled() and future.exception() is not None
    return return_when == FIRST_COMPLETED


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits until futures are done; returns the sets (done, not_done)."""
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError("invalid return condition: %r" % return_when)
    fs = set(fs)
    done = set(future for future in fs if future.done())
    if not any(_is_enough(future, return_when) for future in done):
        try:
            for future in as_completed(fs - done, timeout):
                if _is_enough(future, return_when):
                    break
        except TimeoutError:
            pass
    done = set(future for future in fs if future.done())
    return DoneAndNotDoneFutures(done, fs - done)


class Executor:
    """Runs calls somewhere else; a subclass has submit(function, *args, **kwargs) and shutdown()."""

    def map(self, function, *iterables, timeout=None, chunksize=1):
        """The results of all calls, in order; submits them at once."""
        end = _end(timeout)
        return self._results([self.submit(function, *args) for args in zip(*iterables)], end)

    def _results(self, futures, end):
        futures.reverse()
        try:
            while futures:
                yield futures.pop().result(_left(end))
        finally:
            for future in futures:
                future.cancel()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()
        return False


_executors = []


def _at_exit():
    for executor in list(_executors):
        executor.shutdown(False)


threading._register_atexit(_at_exit)


class ThreadPoolExecutor(Executor):
    """Runs calls in at most max_workers threads, which start as they are needed and end with shutdown()."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), *, priority=None,
                 stack_size=None):
        if max_workers is None:
            max_workers = 5  # as CPython with one processor
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._prefix = thread_name_prefix or "ThreadPoolExecutor"
        self._initializer = initializer, initargs
        self._options = {"priority": priority, "stack_size": stack_size}
        self._calls = SimpleQueue()
        self._ready = Semaphore(0)  # calls, and at the end one more, for which no memory is needed
        self._idle = Semaphore(0)
        self._threads = []
        self._lock = threading.Lock()
        self._shut = False
        self._broken = False
        _executors.append(self)

    def submit(self, function, *args, **kwargs):
        """Has function(*args, **kwargs) called; returns its Future."""
        with self._lock:
            if self._broken:
                raise BrokenThreadPool("a thread initializer failed; the thread pool is not usable any more")
            if self._shut:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            self._need_worker()
            self._calls.put((future, function, args, kwargs))
            self._ready.release()
            return future

    def _need_worker(self):
        count = len(self._threads)
        if self._idle.acquire(False) or count == self._max_workers:
            return
        thread = threading.Thread(None, self._work, "%s_%d" % (self._prefix, count), **self._options)
        self._threads.append(thread)
        try:
            thread.start()
        except BaseException:
            self._threads.pop()
            # Those that run do the work; it only takes longer.
            if not self._threads:
                raise

    def _work(self):
        if not self._initialize():
            return
        while True:
            if not self._ready.acquire(False):
                self._idle.release()
                self._ready.acquire()
            call = self._take_call()
            if call is None:
                self._ready.release()  # for the next
                return
            self._run(call)
            call = None

    def _initialize(self):
        initializer, args = self._initializer
        try:
            if initializer is not None:
                initializer(*args)
            return True
        except BaseException as error:
            sys.print_exception(error, sys.stderr)
            with self._lock:
                self._broken = True
            while True:
                call = self._take_call()
                if call is None:
                    return False
                if call[0].set_running_or_notify_cancel():
                    call[0].set_exception(BrokenThreadPool("a thread initializer failed"))

    def _take_call(self):
        try:
            return self._calls.get_nowait()
        except Empty:
            return None

    # What has been taken is always finished: nothing here needs memory but the call itself.
    def _run(self, call):
        future, function, args, kwargs = call
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Takes no more calls; waits for those that it has, unless told not to."""
        with self._lock:
            first = not self._shut
            self._shut = True
        call = cancel_futures and self._take_call()
        while call:
            call[0].cancel()
            call = self._take_call()
        if first:
            self._ready.release()
            _executors.remove(self)
        if wait:
            for thread in self._threads:
                thread.join()
