/* SPDX-License-Identifier: MIT */
/*
 * Work that polls. While an item waits (poll_result is -EINPROGRESS) its events are in the lists of
 * their objects and its timeout is pending, unless it is K_FOREVER; whichever comes first takes the
 * other away and submits the item.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/work_poll.h>

#include "kernel/objects/poll_events.h"
#include "kernel/objects/work.h"
#include "kernel/sched/scheduler.h"

/** In the queue's thread. From here on the item can be submitted again, by its own handler as well. */
static void run(struct k_work *work)
{
	struct k_work_poll *item = CONTAINER_OF(work, struct k_work_poll, work);
	unsigned int key = z_lock();

	item->workq = NULL;
	z_unlock(key);
	item->real_handler(work);
}

void k_work_poll_init(struct k_work_poll *work, k_work_handler_t handler)
{
	*work = (struct k_work_poll){.real_handler = handler};
	k_work_init(&work->work, run);
}

static bool is_waiting(const struct k_work_poll *work)
{
	return work->workq != NULL && work->poll_result == -EINPROGRESS;
}

static void stop_waiting(struct k_work_poll *work)
{
	z_poll_unlink(&work->poller);
	(void)z_timeout_abort(&work->timeout);
	work->workq = NULL;
}

/** @return 0, or why the queue does not take it; then the item is free again. */
static int submit(struct k_work_poll *work, struct k_work_q *work_q, int poll_result)
{
	int result;

	work->workq = work_q;
	work->poll_result = poll_result;
	result = z_work_submit(&work->work, work_q);
	if (result < 0) {
		work->workq = NULL;
		return result;
	}
	return 0;
}

/** The events are out of their lists. */
static void triggered(struct z_poller *poller, int result)
{
	struct k_work_poll *work = CONTAINER_OF(poller, struct k_work_poll, poller);

	(void)z_timeout_abort(&work->timeout);
	(void)submit(work, work->workq, result);
}

static void timed_out(struct _timeout *timeout, unsigned int key)
{
	struct k_work_poll *work = CONTAINER_OF(timeout, struct k_work_poll, timeout);

	ARG_UNUSED(key);
	z_poll_unlink(&work->poller);
	(void)submit(work, work->workq, -EAGAIN);
}

static void wait(struct k_work_poll *work, struct k_work_q *work_q, k_timeout_t timeout)
{
	work->workq = work_q;
	work->poll_result = -EINPROGRESS;
	work->poller.thread = work_q->thread_id;
	work->poller.triggered = triggered;
	z_poll_link(&work->poller);
	if (!K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		z_timeout_start(&work->timeout, timed_out, timeout);
	}
}

/** Make @a work free for a submission to @a work_q. @return 0, or why it can not be. */
static int take_back(struct k_work_poll *work, const struct k_work_q *work_q)
{
	if (work->workq == NULL) {
		return 0;
	}
	if (!is_waiting(work)) {
		return -EINVAL;
	}
	if (work->workq != work_q) {
		return -EADDRINUSE;
	}
	stop_waiting(work);
	return 0;
}

static int submit_or_wait(struct k_work_q *work_q, struct k_work_poll *work, k_timeout_t timeout)
{
	if (z_poll_look_at_all(work->poller.events, work->poller.count)) {
		return submit(work, work_q, 0);
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		return submit(work, work_q, -EAGAIN);
	}
	if (work_q->thread_id == NULL) {
		return -ENODEV;
	}
	wait(work, work_q, timeout);
	return 0;
}

int k_work_poll_submit_to_queue(struct k_work_q *work_q, struct k_work_poll *work,
				struct k_poll_event *events, int num_events, k_timeout_t timeout)
{
	__ASSERT(work->real_handler != NULL, "work %p has no handler: call k_work_poll_init()",
		 (void *)work);

	unsigned int key = z_lock();
	int result = take_back(work, work_q);

	if (result == 0) {
		work->poller.events = events;
		work->poller.count = num_events;
		result = submit_or_wait(work_q, work, timeout);
	}
	z_reschedule(key);
	return result;
}

int k_work_poll_cancel(struct k_work_poll *work)
{
	unsigned int key = z_lock();
	int result = is_waiting(work) ? 0 : -EINVAL;

	if (result == 0) {
		stop_waiting(work);
	}
	z_unlock(key);
	return result;
}
