/* SPDX-License-Identifier: MIT */
/*
 * Events. A waiting thread's swap_data points to its wish; all wishes are
 * judged by the bits as they are after a change, before any bit is consumed.
 * Lock: the interrupt lock.
 */
#include <zephyr/kernel/event.h>

#include "kernel/sched/scheduler.h"

/** What a thread waits for. */
struct wish {
	uint32_t events;
	bool all;
	/** Remove what was got. */
	bool consume;
	/** 0 until it is fulfilled. */
	uint32_t got;
};

void k_event_init(struct k_event *event)
{
	z_check_thread();
	*event = (struct k_event)Z_EVENT_INITIALIZER(*event);
}

/** @return whether @a events fulfil @a wish. */
static bool fulfil(struct wish *wish, uint32_t events)
{
	uint32_t match = events & wish->events;

	wish->got = wish->all && match != wish->events ? 0 : match;
	return wish->got != 0;
}

/** @return the bits that @a wish, fulfilled, removes. */
static uint32_t consumed(const struct wish *wish)
{
	return wish->consume ? wish->got : 0;
}

static void wake_fulfilled(struct k_event *event)
{
	uint32_t used = 0;
	struct k_thread *next;

	for (struct k_thread *thread = z_wait_q_first(&event->wait_q); thread != NULL;
	     thread = next) {
		struct wish *wish = thread->base.swap_data;

		next = z_wait_q_next(&event->wait_q, thread);
		if (fulfil(wish, event->events)) {
			used |= consumed(wish);
			z_wake(thread, 0);
		}
	}
	event->events &= ~used;
}

uint32_t k_event_set_masked(struct k_event *event, uint32_t events, uint32_t events_mask)
{
	unsigned int key = z_lock();
	uint32_t before = event->events & events_mask;

	event->events = (event->events & ~events_mask) | (events & events_mask);
	wake_fulfilled(event);
	z_reschedule(key);
	return before;
}

uint32_t k_event_post(struct k_event *event, uint32_t events)
{
	return k_event_set_masked(event, events, events);
}

uint32_t k_event_set(struct k_event *event, uint32_t events)
{
	return k_event_set_masked(event, events, UINT32_MAX);
}

uint32_t k_event_clear(struct k_event *event, uint32_t events)
{
	unsigned int key = z_lock();
	uint32_t before = event->events & events;

	event->events &= ~events;
	z_unlock(key);
	return before;
}

static uint32_t wait_for(struct k_event *event, struct wish *wish, bool reset, k_timeout_t timeout)
{
	z_check_may_wait(timeout);
	if (wish->events == 0) {
		return 0;
	}

	unsigned int key = z_lock();

	if (reset) {
		event->events = 0;
	}
	if (fulfil(wish, event->events) || K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		event->events &= ~consumed(wish);
		z_unlock(key);
		return wish->got;
	}
	_current->base.swap_data = wish;
	(void)z_wait(&event->wait_q, Z_WAIT_EVENT, timeout, key);
	return wish->got;
}

uint32_t k_event_wait(struct k_event *event, uint32_t events, bool reset, k_timeout_t timeout)
{
	return wait_for(event, &(struct wish){.events = events}, reset, timeout);
}

uint32_t k_event_wait_all(struct k_event *event, uint32_t events, bool reset, k_timeout_t timeout)
{
	return wait_for(event, &(struct wish){.events = events, .all = true}, reset, timeout);
}

uint32_t k_event_wait_safe(struct k_event *event, uint32_t events, bool reset, k_timeout_t timeout)
{
	return wait_for(event, &(struct wish){.events = events, .consume = true}, reset, timeout);
}

uint32_t k_event_wait_all_safe(struct k_event *event, uint32_t events, bool reset,
			       k_timeout_t timeout)
{
	return wait_for(event, &(struct wish){.events = events, .all = true, .consume = true},
			reset, timeout);
}
