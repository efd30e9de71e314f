# SPDX-License-Identifier: MIT
"""The event loop. Each thread has one of its own, or none, and a loop runs in one thread at a time.

What tasks do to the loop they do in its thread, so nothing here is locked. From outside come calls only, through a
queue, and what interrupts feed; both wake the loop, which otherwise sleeps in the kernel.

A loop's state is in a dict: C finds the running task and the queue there, for Task, and for whoever asks this module
for cur_task, _task_queue or _io_queue, as the modules beside it do.
"""

import select
import sys
from _asyncio import Task, TaskQueue
from _eventloop import Waker, attribute as __getattr__, current as _current, enter as _enter
from _queue import SimpleQueue
from _thread import get_ident
from time import ticks_add, ticks_diff, ticks_ms as ticks


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


# What ends a task; anything else ends the loop's run.
_ENDS = (CancelledError, Exception)
_QUIET_ENDS = (CancelledError, StopIteration)


class _Sleep:
    """Puts the running task back into the queue. Each loop has one, so that to sleep takes no memory."""

    def __init__(self, state):
        self.state = state
        self.until = None
        self.over = StopIteration()

    def __iter__(self):
        return self

    def __next__(self):
        until = self.until
        if until is None:
            self.over.__traceback__ = None
            raise self.over
        self.until = None
        self.state["_task_queue"].push(self.state["cur_task"], until)


def sleep_ms(t):
    sleep = (_current() or get_event_loop())._sleep
    sleep.until = ticks_add(ticks(), max(0, t))
    return sleep


def sleep(t):
    return sleep_ms(int(t * 1000))


class IOQueue:
    """Tasks that wait for streams, and for objects that interrupts feed."""

    def __init__(self, state):
        self.state = state
        self.waker = Waker()
        self.poller = None
        self.map = {}  # of a stream by its id: [reading task, writing task, stream]
        self.fed = []  # pairs (task, object)

    def _watch(self, stream, side):
        if self.poller is None:
            self.poller = select.poll()
            self.poller.register(self.waker, select.POLLIN)
        task = self.state["cur_task"]
        entry = self.map.get(id(stream))
        if entry is None:
            entry = [None, None, stream]
        elif entry[side] is not None:
            raise RuntimeError("another task waits for this stream")
        entry[side] = task
        self._register(entry)
        self.map[id(stream)] = entry
        task.data = self

    def _register(self, entry):
        flags = (select.POLLIN if entry[0] else 0) | (select.POLLOUT if entry[1] else 0)
        self.poller.register(entry[2], flags)

    def _forget(self, entry):
        del self.map[id(entry[2])]
        self.poller.unregister(entry[2])

    def queue_read(self, stream):
        self._watch(stream, 0)

    def queue_write(self, stream):
        self._watch(stream, 1)

    def queue_fed(self, source):
        """The running task waits until source.ready()."""
        task = self.state["cur_task"]
        self.fed.append((task, source))
        task.data = self

    def remove(self, task):
        """For Task.cancel()."""
        for entry in list(self.map.values()):
            if task in entry[:2]:
                self._forget(entry)
        self.fed = [pair for pair in self.fed if pair[0] is not task]

    def _wake_readers(self):
        # Each by one that is ready, in the order of their coming.
        waiting = []
        for pair in self.fed:
            if pair[1].ready():
                self.state["_task_queue"].push(pair[0])
            else:
                waiting.append(pair)
        self.fed = waiting

    def _wake_side(self, entry, side):
        task = entry[side]
        if task is not None:
            entry[side] = None
            self.state["_task_queue"].push(task)

    def _wake_streams(self, ready):
        for stream, event in ready:
            entry = self.map.get(id(stream))
            if entry is None:
                continue  # the waker
            if event & ~select.POLLOUT:  # input, or an error
                self._wake_side(entry, 0)
            if event & ~select.POLLIN:
                self._wake_side(entry, 1)
            if entry[0] or entry[1]:
                self._register(entry)
            else:
                self._forget(entry)

    def wait_io_event(self, ms):
        """Waits for at most so long, and puts tasks that can go on into the queue."""
        if self.map:
            self._wake_streams(self.waker.wait(self.poller, ms, bool(self.fed)))
        elif ms or self.fed:
            self.waker.wait(None, ms, bool(self.fed))
        if self.fed:
            self._wake_readers()


async def _stopper():
    pass


class Loop:
    def __init__(self):
        self._state = state = {"loop": self, "cur_task": None, "CancelledError": CancelledError}
        state["_task_queue"] = TaskQueue()
        state["_io_queue"] = IOQueue(state)
        self._sleep = _Sleep(state)
        self._calls = SimpleQueue()
        self._thread = None  # in which it runs
        self._stop_task = None
        self._executor = None
        self._exc_handler = None

    def create_task(self, coro):
        if not hasattr(coro, "send"):
            raise TypeError("coroutine expected")
        task = Task(coro)
        self._state["_task_queue"].push(task)
        return task

    def is_running(self):
        return self._thread is not None

    def _runs_here(self):
        return self._thread == get_ident()

    def run_until_complete(self, awaitable):
        return self._run(self._promote(awaitable))

    def _promote(self, awaitable):
        return awaitable if isinstance(awaitable, Task) else self.create_task(awaitable)

    def run_forever(self):
        """Until stop() is called."""
        self._stop_task = Task(_stopper())
        try:
            self._run(self._stop_task)
        finally:
            self._stop_task = None

    def stop(self):
        """Ends run_forever() when what can run now has had its turn. In the loop's thread."""
        task, self._stop_task = self._stop_task, None
        if task is not None:
            self._state["_task_queue"].push(task)

    def close(self):
        if self._executor is not None:
            self._executor.shutdown(False)
            self._executor = None

    def call_soon_threadsafe(self, callback, *args):
        """Has callback(*args) called in the loop's thread, at once if it waits. Any thread, and callbacks."""
        self._calls.put((callback, args))
        self._state["_io_queue"].waker.wake()

    def run_in_executor(self, executor, function, *args):
        """A task that waits for function(*args), which a thread of the executor calls; None is the loop's own."""
        from . import run_in_executor

        return run_in_executor(self, executor, function, args)

    def set_exception_handler(self, handler):
        self._exc_handler = handler

    def get_exception_handler(self):
        return self._exc_handler

    def default_exception_handler(self, context):
        print(context["message"], file=sys.stderr)
        task = context["future"]
        if task is not None:
            print("future:", task, "coro=", task.coro, file=sys.stderr)
        sys.print_exception(context["exception"], sys.stderr)

    def call_exception_handler(self, context):
        if self._exc_handler is not None:
            self._exc_handler(self, context)
        else:
            self.default_exception_handler(context)

    def _report(self, message, error, task):
        try:
            self.call_exception_handler({"message": message, "exception": error, "future": task})
        except MemoryError:
            # The loop goes on, which is more than to say all of it.
            sys.print_exception(error, sys.stderr)

    def _run(self, main):
        if self.is_running():
            raise RuntimeError("this event loop is already running")
        before = _current()
        self._thread = get_ident()
        _enter(self._state)
        try:
            return self._run_tasks(main)
        finally:
            self._state["cur_task"] = None
            self._thread = None
            if before is not None:
                _enter(before._state)

    def _run_tasks(self, main):
        state = self._state
        queue = state["_task_queue"]
        while self._await_work(queue, state["_io_queue"], main):
            state["cur_task"] = task = queue.pop()
            error = task.data
            try:
                if error:
                    task.data = None
                    task.coro.throw(error)
                else:
                    task.coro.send(None)
            except _ENDS as end:
                if task is main:
                    if isinstance(end, StopIteration):
                        return end.value
                    raise
                self._end(queue, task, end, error)

    def _await_work(self, queue, streams, main):
        """Waits until a task can go on; returns False when there is none, and nobody to wait for the end of."""
        while True:
            if not self._calls.empty():
                self._call()
            task = queue.peek()
            ms = max(0, ticks_diff(task.ph_key, ticks())) if task else -1
            if ms < 0 and main is None and not (streams.map or streams.fed):
                return False
            streams.wait_io_event(ms)
            if ms == 0:
                return True

    def _call(self):
        self._state["cur_task"] = None
        while not self._calls.empty():
            callback, args = self._calls.get_nowait()
            try:
                callback(*args)
            except Exception as error:
                self._report("Exception in callback", error, None)

    def _end(self, queue, task, end, thrown):
        """The task has ended; in its state it keeps who waits for that."""
        waiters = task.state
        if waiters is None:
            # It had ended by an exception before, and has come here again because nobody fetched that.
            task.data = thrown
            self._report("Task exception wasn't retrieved", thrown, task)
        elif waiters:
            task.state, awaited = self._tell(queue, task, waiters, end)
            if not (awaited or isinstance(end, _QUIET_ENDS)):
                queue.push(task)
            task.data = end

    def _tell(self, queue, task, waiters, end):
        """Returns the new state of the task, and whether anybody waited for it."""
        if waiters is True:
            return None, False
        if callable(waiters):
            waiters(task, end)
            return False, True
        awaited = False
        while waiters.peek():
            queue.push(waiters.pop())
            awaited = True
        return False, awaited


def new_event_loop():
    """A new loop, which becomes that of the calling thread, unless one runs in it."""
    loop, before = Loop(), _current()
    if before is None or not before._runs_here():
        _enter(loop._state)
    return loop


def set_event_loop(loop):
    """The calling thread's loop is this one from now on."""
    _enter(loop._state)


def get_event_loop(runq_len=0, waitq_len=0):
    """The calling thread's loop; made when it is first asked for, and when another thread runs the one that it had."""
    loop = _current()
    if loop is None or loop.is_running() and not loop._runs_here():
        loop = new_event_loop()
    return loop


def get_running_loop():
    loop = _current()
    if loop is None or not loop._runs_here():
        raise RuntimeError("no running event loop")
    return loop


def create_task(coro):
    return get_event_loop().create_task(coro)


def _promote_to_task(awaitable):
    return awaitable if isinstance(awaitable, Task) else create_task(awaitable)


def current_task():
    loop = _current()
    task = loop and loop._state["cur_task"]
    if not task:
        raise RuntimeError("no running event loop")
    return task


def run_until_complete(main_task=None):
    return get_event_loop()._run(main_task)


def run(coro):
    """Runs the coroutine to its end, in the calling thread's loop."""
    loop = get_event_loop()
    try:
        return loop._run(loop._promote(coro))
    finally:
        loop.close()
