# SPDX-License-Identifier: MIT
"""Where event loops and threads meet: calls that run in threads, and coroutines that threads wait for."""

from concurrent.futures import Future, ThreadPoolExecutor

from zephyr import Signal

from . import core


async def _fetch(future):
    done = Signal()  # which a thread without memory can set
    future.add_done_callback(lambda _: done.set())
    try:
        await done
    except core.CancelledError:
        future.cancel()
        raise
    return future.result()


def wrap_future(future, *, loop=None):
    """A task that waits for a future of concurrent.futures; to cancel the one cancels the other."""
    loop = loop or core.get_event_loop()
    return loop.create_task(_fetch(future))


def run_in_executor(loop, executor, function, args):
    if executor is None:
        executor = loop._executor
        if executor is None:
            executor = loop._executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
    return wrap_future(executor.submit(function, *args), loop=loop)


async def to_thread(function, *args, **kwargs):
    """Awaits function(*args, **kwargs), which a thread of the loop's own executor calls."""
    loop = core.get_running_loop()
    return await run_in_executor(loop, None, lambda: function(*args, **kwargs), ())


async def _fill(future, coro):
    try:
        result = await coro
    except core.CancelledError:
        future.cancel()
        raise
    except BaseException as error:
        if future.set_running_or_notify_cancel():
            future.set_exception(error)
        if not isinstance(error, Exception):
            raise
    else:
        if future.set_running_or_notify_cancel():
            future.set_result(result)


def run_coroutine_threadsafe(coro, loop):
    """Has another thread's loop run the coroutine. Returns a future of concurrent.futures, for any thread."""
    if not hasattr(coro, "send"):
        raise TypeError("coroutine expected")
    future = Future()

    def start():
        if future.cancelled():
            coro.close()
            return
        try:
            task = loop.create_task(_fill(future, coro))
        except BaseException as error:  # whoever waits for the future has to know
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise
        future.add_done_callback(lambda _: future.cancelled() and loop.call_soon_threadsafe(task.cancel))

    loop.call_soon_threadsafe(start)
    return future
