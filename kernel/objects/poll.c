/* SPDX-License-Identifier: MIT */
/*
 * Polling, and signals. What is there already is found here; what comes later
 * is told by the objects, through z_poll_notify().
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/fifo.h>
#include <zephyr/kernel/msgq.h>
#include <zephyr/kernel/pipe.h>
#include <zephyr/kernel/poll.h>
#include <zephyr/kernel/queue.h>
#include <zephyr/kernel/sem.h>
#include <zephyr/sys/check.h>

#include "kernel/objects/poll_events.h"
#include "kernel/sched/scheduler.h"

void k_poll_event_init(struct k_poll_event *event, uint32_t type, int mode, void *obj)
{
	__ASSERT(mode == K_POLL_MODE_NOTIFY_ONLY, "k_poll_event_init: there is no mode %d", mode);
	__ASSERT(obj != NULL || type == K_POLL_TYPE_IGNORE, "k_poll_event_init: no object");
	*event = (struct k_poll_event)K_POLL_EVENT_INITIALIZER(type, mode, obj);
}

/** Find the list of pollers of what @a event waits for. @return the state if that is there, else NOT_READY. */
static uint32_t look_at(struct k_poll_event *event)
{
	bool ready;

	switch (event->type) {
	case K_POLL_TYPE_SIGNAL:
		event->_pollers = &event->signal->pollers;
		ready = event->signal->signaled != 0U;
		return ready ? K_POLL_STATE_SIGNALED : 0U;
	case K_POLL_TYPE_SEM_AVAILABLE:
		event->_pollers = &event->sem->pollers;
		ready = event->sem->count > 0U;
		return ready ? K_POLL_STATE_SEM_AVAILABLE : 0U;
	case K_POLL_TYPE_DATA_AVAILABLE:
		event->_pollers = &event->queue->pollers;
		ready = !k_queue_is_empty(event->queue);
		return ready ? K_POLL_STATE_DATA_AVAILABLE : 0U;
	case K_POLL_TYPE_MSGQ_DATA_AVAILABLE:
		event->_pollers = &event->msgq->pollers;
		ready = event->msgq->used_msgs > 0U;
		return ready ? K_POLL_STATE_MSGQ_DATA_AVAILABLE : 0U;
	case K_POLL_TYPE_PIPE_DATA_AVAILABLE:
		event->_pollers = &event->pipe->pollers;
		ready = event->pipe->used > 0U;
		return ready ? K_POLL_STATE_PIPE_DATA_AVAILABLE : 0U;
	default:
		__ASSERT(event->type == K_POLL_TYPE_IGNORE, "k_poll: there is no type %u",
			 (unsigned int)event->type);
		event->_pollers = NULL;
		return 0U;
	}
}

bool z_poll_look_at_all(struct k_poll_event *events, int num_events)
{
	bool found = false;

	for (int i = 0; i < num_events; i++) {
		uint32_t state = look_at(&events[i]);

		events[i].state |= state;
		found |= state != 0U;
	}
	return found;
}

int k_poll(struct k_poll_event *events, int num_events, k_timeout_t timeout)
{
	z_check_thread();
	CHECKIF(num_events < 0 || (events == NULL && num_events > 0)) {
		return -EINVAL;
	}

	unsigned int key = z_lock();

	if (z_poll_look_at_all(events, num_events)) {
		z_unlock(key);
		return 0;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -EAGAIN;
	}
	return z_poll_wait(events, num_events, timeout, key);
}

void k_poll_signal_init(struct k_poll_signal *sig)
{
	*sig = (struct k_poll_signal)K_POLL_SIGNAL_INITIALIZER(*sig);
}

void k_poll_signal_reset(struct k_poll_signal *sig)
{
	*(volatile unsigned int *)&sig->signaled = 0U;
}

void k_poll_signal_check(struct k_poll_signal *sig, unsigned int *signaled, int *result)
{
	unsigned int key = z_lock();

	*signaled = sig->signaled;
	*result = sig->result;
	z_unlock(key);
}

int k_poll_signal_raise(struct k_poll_signal *sig, int result)
{
	unsigned int key = z_lock();

	sig->result = result;
	sig->signaled = 1U;
	z_poll_notify(sig, K_POLL_STATE_SIGNALED);
	z_reschedule(key);
	return 0;
}
