/* SPDX-License-Identifier: MIT */
/*
 * Deadlocks become exceptions. A thread that waits without limit for a lock or for the end of a thread
 * waits for one other thread; when these waits form a circle, one in it raises RuntimeError.
 */
#ifndef PORT_THREADS_DEADLOCK_H
#define PORT_THREADS_DEADLOCK_H

#include "threads/wait.h"

/**
 * py_wait_finish() for a wait for one thread: raises RuntimeError when it can never end. With the
 * interpreter lock. Costs nothing unless the thread has to wait.
 */
int py_deadlock_wait(struct py_wait *wait);

#endif
