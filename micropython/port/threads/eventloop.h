/* SPDX-License-Identifier: MIT */
/*
 * What asyncio's event loops, one for each thread that wants one, need of C: the state that belongs to the
 * calling thread, and a wait in the kernel that anybody may end.
 */
#ifndef PORT_THREADS_EVENTLOOP_H
#define PORT_THREADS_EVENTLOOP_H

#include "py/objtype.h"
#include "threads/pythread.h"

/** The state of a thread that has no loop: a dict with nothing in it. */
#define PY_NO_LOOP MP_OBJ_FROM_PTR(&mp_const_empty_dict_obj)

#if MICROPY_PY_ASYNCIO
/** The core's Task looks up the running task and the queue of its loop here. Changes hands with the interpreter lock. */
extern mp_obj_t mp_asyncio_context;

static inline mp_obj_t py_loop_state_now(void)
{
	return mp_asyncio_context;
}

static inline void py_loop_state_set(mp_obj_t state)
{
	mp_asyncio_context = state;
}
#else
static inline mp_obj_t py_loop_state_now(void)
{
	return PY_NO_LOOP;
}

static inline void py_loop_state_set(mp_obj_t state)
{
	(void)state;
}
#endif

/**
 * Ends the wait of each loop that listens to objects which interrupts feed, or else its next wait, so that it looks
 * at them. Any context, with interrupts locked.
 */
void py_loops_look(void);

/** All other threads are gone, and no loop waits. With the interpreter lock. */
void py_loops_forget(void);

#endif
