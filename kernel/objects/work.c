/* SPDX-License-Identifier: MIT */
/*
 * Items of work. A QUEUED item is in queue->pending, a RUNNING one belongs to
 * the thread of its queue; so while it is busy its queue does not change, and
 * its handler never runs twice at a time.
 * Lock: the interrupt lock; handlers are called without it.
 */
#include <errno.h>

#include <zephyr/kernel/scheduling.h>

#include "kernel/objects/work.h"
#include "kernel/sched/scheduler.h"

void k_work_init(struct k_work *work, k_work_handler_t handler)
{
	*work = (struct k_work)Z_WORK_INITIALIZER(handler);
}

/** @return 0 if @a queue takes an item from the caller, else why not. */
static int refusal(const struct k_work_q *queue)
{
	if (queue == NULL) {
		return -EINVAL;
	}
	if ((queue->flags & Z_WORK_QUEUE_STARTED) == 0U) {
		return -ENODEV;
	}
	/* What drains it may be the last part of a chain of items. */
	if ((queue->flags & Z_WORK_QUEUE_DRAINING) != 0U) {
		return !k_is_in_isr() && _current == queue->thread_id ? 0 : -EBUSY;
	}
	return (queue->flags & Z_WORK_QUEUE_PLUGGED) != 0U ? -EBUSY : 0;
}

static void enqueue(struct k_work *work, struct k_work_q *queue)
{
	work->queue = queue;
	work->flags |= K_WORK_QUEUED;
	sys_dlist_append(&queue->pending, &work->node);
	(void)z_wake_first(&queue->notifyq, 0);
}

int z_work_submit(struct k_work *work, struct k_work_q *queue)
{
	__ASSERT(work->handler != NULL, "work %p has no handler: call k_work_init()", (void *)work);

	bool running = (work->flags & K_WORK_RUNNING) != 0U;

	if ((work->flags & K_WORK_CANCELING) != 0U) {
		return -EBUSY;
	}
	if ((work->flags & K_WORK_QUEUED) != 0U) {
		return 0;
	}
	if (running || queue == NULL) {
		queue = work->queue;
	}

	int refused = refusal(queue);

	if (refused != 0) {
		return refused;
	}
	enqueue(work, queue);
	return running ? 2 : 1;
}

int k_work_submit_to_queue(struct k_work_q *queue, struct k_work *work)
{
	unsigned int key = z_lock();
	int result = z_work_submit(work, queue);

	z_reschedule(key);
	return result;
}

/** Take @a work out of its queue. Who awaits its queued run has nothing to wait for but a running one. */
static void dequeue(struct k_work *work)
{
	sys_dlist_remove(&work->node);
	work->flags &= ~(uint32_t)K_WORK_QUEUED;
	z_work_run_began(work);
	if ((work->flags & K_WORK_RUNNING) == 0U) {
		z_work_run_ended(work);
	}
}

int z_work_cancel(struct k_work *work)
{
	if ((work->flags & K_WORK_QUEUED) != 0U) {
		dequeue(work);
	}
	if ((work->flags & K_WORK_RUNNING) != 0U) {
		work->flags |= K_WORK_CANCELING;
	}
	return k_work_busy_get(work);
}

int k_work_cancel(struct k_work *work)
{
	unsigned int key = z_lock();
	int busy = z_work_cancel(work);

	z_reschedule(key);
	return busy;
}
