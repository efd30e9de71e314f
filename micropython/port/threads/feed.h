/* SPDX-License-Identifier: MIT */
/*
 * What an interrupt handler feeds and threads and event loops wait for: a count, and those who wait for
 * it to be above 0. Each that is given goes straight to the waiter of the best priority that came first.
 *
 * Protected by the interrupt lock, unlike the other objects of this layer (threads/wait.h).
 */
#ifndef PORT_THREADS_FEED_H
#define PORT_THREADS_FEED_H

#include <stdbool.h>

#include <zephyr/kernel.h>

#include "py/obj.h"

struct py_feed {
	sys_dlist_t waiters;
	/** How many there are, and how many of them belong to threads that have been woken. */
	uint32_t count, reserved;
};

void py_feed_init(struct py_feed *feed);

/** Whether there is one to take. */
static inline bool py_feed_is_ready(const struct py_feed *feed)
{
	return feed->count > feed->reserved;
}

/** Takes one, unless there is none. @return whether it did. With interrupts locked. */
static inline bool py_feed_take(struct py_feed *feed)
{
	bool ready = py_feed_is_ready(feed);

	feed->count -= ready ? 1U : 0U;
	return ready;
}

/** One more. Any context, with interrupts locked; threads call py_feed_reschedule() when they have unlocked them. */
void py_feed_give(struct py_feed *feed);

/** Lets a better thread run that was woken. Any context. */
void py_feed_reschedule(void);

/**
 * Waits for one of @object's; when this returns true, the caller takes it with py_feed_take_reserved(). With the
 * interpreter lock, as everything here that Python calls in threads. Runs what is pending and may raise it; in an
 * interrupt handler raises RuntimeError.
 */
bool py_feed_wait(struct py_feed *feed, mp_obj_t object, k_timeout_t timeout);

/** With interrupts locked. */
static inline void py_feed_take_reserved(struct py_feed *feed)
{
	feed->reserved--;
	feed->count--;
}

/** What poll() wants to know of such an object. */
mp_uint_t py_feed_ioctl(const struct py_feed *feed, mp_uint_t request, uintptr_t arg, int *errcode);

/** The awaitable @name(@self) of module asyncio.flag. */
mp_obj_t py_feed_await(qstr name, mp_obj_t self);

#endif
