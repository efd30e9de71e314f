/* SPDX-License-Identifier: MIT */
/*
 * What the core sees of the thread layer (threads/): the interpreter lock's type, the state of
 * the thread that runs, and a word that the VM looks at once for each backward jump.
 */
#ifndef PORT_MPTHREADPORT_H
#define PORT_MPTHREADPORT_H

#include <stdint.h>

#include <zephyr/kernel.h>

/* With the interpreter lock in use this is its type, and nothing else's. */
typedef struct k_mutex mp_thread_mutex_t;

/** The state of the thread that holds the interpreter lock; changes hands with it. */
extern struct _mp_state_thread_t *mp_thread_state_now;

static inline struct _mp_state_thread_t *mp_thread_get_state(void)
{
	return mp_thread_state_now;
}

/** Makes the calling thread, main, the first Python thread. Before gc_init(). */
void mp_thread_init(void);

/** Ends all other Python threads wherever they are. Only main calls it, at the end of a session. */
void mp_thread_deinit(void);

/** Scans the stacks and registers of all threads but the caller's; between gc_collect_start() and _end(). */
void mp_thread_gc_others(void);

/** Frees what ended threads leave behind. */
void mp_thread_reap(void);

/** Bits of mp_thread_attention, which the VM looks at (mpconfigport.h). */
enum {
	/** Hand over the interpreter lock if somebody waits for it. */
	MP_THREAD_ATTEND_GIL = 1,
	/** Count the work that the VM does: time is virtual. */
	MP_THREAD_ATTEND_WORK = 2,
};

#endif
