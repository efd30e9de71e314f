/* SPDX-License-Identifier: MIT */
/*
 * Waits that can be ended from outside: by Ctrl-C, by a callback that main shall run. An
 * interruption is not lost when it comes before the wait; then it ends the next one.
 */
#ifndef PORT_THREADS_INTERRUPT_H
#define PORT_THREADS_INTERRUPT_H

#include <stdbool.h>

#include <zephyr/kernel.h>

#include "threads/pythread.h"

/** Ends the present wait of @thread, or else its next. Any context. */
void py_thread_interrupt(struct py_thread *thread);

/** Whether the calling thread was interrupted since it last asked. */
bool py_thread_take_interrupt(void);

/**
 * Takes @sem, with the interpreter lock released while that takes long. With the lock.
 * Returns 0, -EAGAIN when @end has come, or -EINTR.
 */
int py_thread_take(struct k_sem *sem, k_timepoint_t end);

/** Sleeps. Without the interpreter lock. Returns 0 or -EINTR; in an interrupt 0 at once. */
int py_thread_sleep(k_timeout_t timeout);

/**
 * Something has happened that threads may have to look at: input, what an interrupt handler has fed. Ends all
 * sleeps of py_thread_await_event(). Any context.
 */
void py_event(void);

/**
 * Sleeps until something happens, or for the timeout; returns at once if something has happened since it last
 * returned in this thread. May return early. Without the interpreter lock.
 */
void py_thread_await_event(k_timeout_t timeout);

/** All threads but main are gone. */
void py_event_forget_waiters(void);

#endif
