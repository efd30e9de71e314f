/* SPDX-License-Identifier: MIT */
/* Thread.stop(): an exception of its own in another thread, at that thread's next check. */
#ifndef PORT_THREADS_STOP_H
#define PORT_THREADS_STOP_H

#include "py/obj.h"
#include "threads/pythread.h"

/** threading.ThreadStop, a SystemExit: ends the thread quietly unless caught. */
extern const mp_obj_type_t py_type_ThreadStop;

/**
 * Has ThreadStop raised in @thread at its next backward jump or wait; ends its present wait, unless that is over.
 * With the interpreter lock; raises MemoryError.
 */
void py_stop(struct py_thread *thread);

/** The state of the calling thread is set up: a stop that came before is due. */
void py_stop_begin(struct py_thread *self);

#endif
