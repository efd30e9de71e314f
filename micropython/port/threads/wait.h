/* SPDX-License-Identifier: MIT */
/*
 * Waiting for Python's objects: locks, conditions, events, the end of threads.
 *
 * A waiting thread is a record on its own stack, in the queue of what it waits for: best priority
 * first, then who came first. Who wakes it decides the outcome, with the interpreter lock, which
 * protects all of this; a wake-up that comes together with the time-out or with Ctrl-C counts.
 */
#ifndef PORT_THREADS_WAIT_H
#define PORT_THREADS_WAIT_H

#include <stdbool.h>

#include <zephyr/kernel.h>

#include "py/obj.h"
#include "threads/pythread.h"

/** How a wait ends. Who wakes a thread may say any value above 0. */
enum py_wait_result {
	PY_WAIT_PENDING = -2,
	PY_WAIT_TIMEOUT = 0,
	PY_WAIT_WOKEN = 1,
	PY_WAIT_DEADLOCK = 2,
};

struct py_wait {
	sys_dnode_t node;
	struct py_thread *thread;
	/** The thread's wait around this one, which a callback makes, or NULL. */
	struct py_wait *outer;
	/** What it waits for, and the queue that belongs to that. */
	mp_obj_t object;
	sys_dlist_t *queue;
	/** Grows with each wait: first come is less. */
	uint32_t order;
	int result;
	k_timepoint_t end;
	/** Has no time limit. */
	bool forever;
	/** Ends early to run what is pending, and may raise it. */
	bool interruptible;
	/** What the kernel knows of the wait. */
	struct k_sem woken;
};

/**
 * Joins @queue. With the interpreter lock, as everything here. From now on the thread can be
 * woken; py_wait_finish() has to follow.
 */
void py_wait_begin(struct py_wait *wait, sys_dlist_t *queue, mp_obj_t object, k_timeout_t timeout);

/**
 * Waits until woken, or for the timeout. Returns what the waker said, or PY_WAIT_TIMEOUT. Runs callbacks that
 * are pending; raises a pending exception, unless woken. Leaves the queue in any case.
 */
int py_wait_finish(struct py_wait *wait);

/** As both. */
int py_wait(sys_dlist_t *queue, mp_obj_t object, k_timeout_t timeout);

/** As py_wait() without limit, but neither serves nor raises what is pending: that stays for later. */
void py_wait_quietly(sys_dlist_t *queue, mp_obj_t object);

/** Wakes the best waiter of @queue. Returns its thread, or NULL without one. */
struct py_thread *py_wake_first(sys_dlist_t *queue, int result);

void py_wake_all(sys_dlist_t *queue, int result);

/** Wakes this very waiter. */
void py_wake(struct py_wait *wait, int result);

/**
 * The calling thread waits for @object, until py_wait_hide(), in a way that is none of this file's: for
 * py_wait_describe() only.
 */
void py_wait_show(struct py_wait *wait, mp_obj_t object);
void py_wait_hide(const struct py_wait *wait);

/** The rank of @thread has changed: finds its place in the queue again. */
void py_wait_reorder(struct py_thread *thread);

/**
 * Writes what @thread waits for in this way, and who has it. While everything stands still.
 * Returns the number of characters, or 0.
 */
int py_wait_describe(const struct py_thread *thread, char *buf, unsigned int size);

#endif
