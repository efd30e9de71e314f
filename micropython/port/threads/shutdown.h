/* SPDX-License-Identifier: MIT */
/* The end of a program, which waits for its threads. */
#ifndef PORT_THREADS_SHUTDOWN_H
#define PORT_THREADS_SHUTDOWN_H

#include "py/mpconfig.h"

#if MICROPY_PY_THREAD

/**
 * Main's program has ended with @status: waits for all threads of module threading that are no
 * daemons. Returns @status, or that of an exception that ended the wait, such as KeyboardInterrupt.
 */
int py_threads_finish(int status);

#else

static inline int py_threads_finish(int status)
{
	return status;
}

#endif

#endif
