/* SPDX-License-Identifier: MIT */
/*
 * Waiting for several objects at once: each has a list of the events that wait
 * for it. A thread's events are in these lists exactly while it waits; whatever
 * ends the wait takes all of them out, so a thread can be aborted at any time.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/poll.h>

#include "kernel/sched/deadline.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/wait.h"

/** What a waiting thread waits for; on its stack, and its swap_data. */
struct poll_set {
	_wait_q_t wait_q;
	struct z_poller poller;
};

void z_poll_link(struct z_poller *poller)
{
	for (int i = 0; i < poller->count; i++) {
		struct k_poll_event *event = &poller->events[i];

		if (event->_pollers != NULL) {
			event->_poller = poller;
			sys_clist_append(event->_pollers, &event->_node);
		}
	}
}

void z_poll_unlink(const struct z_poller *poller)
{
	for (int i = 0; i < poller->count; i++) {
		struct k_poll_event *event = &poller->events[i];

		if (event->_pollers != NULL) {
			sys_clist_remove(event->_pollers, &event->_node);
		}
	}
}

void z_poll_left(struct k_thread *thread)
{
	const struct poll_set *set = thread->base.swap_data;

	z_poll_unlink(&set->poller);
}

int z_poll_wait(struct k_poll_event *events, int count, k_timeout_t timeout, unsigned int key)
{
	struct poll_set set = {
		.poller = {.events = events, .count = count, .thread = _current},
	};

	z_poll_link(&set.poller);
	_current->base.swap_data = &set;
	return z_wait(&set.wait_q, Z_WAIT_POLL, timeout, key);
}

/** @return the first event whose thread has the best priority. */
static struct k_poll_event *best_event(const sys_clist_t *pollers)
{
	struct k_poll_event *best = NULL;
	sys_dnode_t *node;

	SYS_CLIST_FOR_EACH_NODE(pollers, node) {
		struct k_poll_event *event = CONTAINER_OF(node, struct k_poll_event, _node);

		if (best == NULL || z_goes_before(event->_poller->thread, best->_poller->thread)) {
			best = event;
		}
	}
	return best;
}

void z_poll_notify_best(sys_clist_t *pollers, uint32_t state)
{
	struct k_poll_event *event = best_event(pollers);
	struct z_poller *poller = event->_poller;
	int result = state == K_POLL_STATE_CANCELLED ? -EINTR : 0;

	z_poll_unlink(poller);
	event->state |= state;
	if (poller->triggered != NULL) {
		poller->triggered(poller, result);
	} else {
		z_wake(poller->thread, result);
	}
}
