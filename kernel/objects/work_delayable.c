/* SPDX-License-Identifier: MIT */
/*
 * Delayable work: a timeout that submits an item. While an item is DELAYED its
 * timeout is pending, unless the delay is K_FOREVER.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include "kernel/objects/work.h"
#include "kernel/sched/scheduler.h"

void k_work_init_delayable(struct k_work_delayable *dwork, k_work_handler_t handler)
{
	*dwork = (struct k_work_delayable)Z_WORK_DELAYABLE_INITIALIZER(handler);
}

static void expired(struct _timeout *timeout, unsigned int key)
{
	struct k_work_delayable *dwork = CONTAINER_OF(timeout, struct k_work_delayable, timeout);

	ARG_UNUSED(key);
	dwork->work.flags &= ~(uint32_t)K_WORK_DELAYED;
	(void)z_work_submit(&dwork->work, dwork->queue);
}

static int schedule(struct k_work_delayable *dwork, struct k_work_q *queue, k_timeout_t delay)
{
	if (K_TIMEOUT_EQ(delay, K_NO_WAIT)) {
		return z_work_submit(&dwork->work, queue);
	}
	dwork->queue = queue;
	dwork->work.flags |= K_WORK_DELAYED;
	if (!K_TIMEOUT_EQ(delay, K_FOREVER)) {
		z_timeout_start(&dwork->timeout, expired, delay);
	}
	return 1;
}

/** End the delay of @a dwork. @return whether there was one. */
static bool unschedule(struct k_work_delayable *dwork)
{
	bool delayed = (dwork->work.flags & K_WORK_DELAYED) != 0U;

	dwork->work.flags &= ~(uint32_t)K_WORK_DELAYED;
	(void)z_timeout_abort(&dwork->timeout);
	return delayed;
}

/** As k_work_schedule_for_queue(), locked. */
static int schedule_if_free(struct k_work_delayable *dwork, struct k_work_q *queue,
			    k_timeout_t delay)
{
	if ((dwork->work.flags & K_WORK_CANCELING) != 0U) {
		return -EBUSY;
	}
	if ((dwork->work.flags & (K_WORK_DELAYED | K_WORK_QUEUED)) != 0U) {
		return 0;
	}
	return schedule(dwork, queue, delay);
}

int k_work_schedule_for_queue(struct k_work_q *queue, struct k_work_delayable *dwork,
			      k_timeout_t delay)
{
	unsigned int key = z_lock();
	int result = schedule_if_free(dwork, queue, delay);

	z_reschedule(key);
	return result;
}

int k_work_reschedule_for_queue(struct k_work_q *queue, struct k_work_delayable *dwork,
				k_timeout_t delay)
{
	unsigned int key = z_lock();
	int result = -EBUSY;

	if ((dwork->work.flags & K_WORK_CANCELING) == 0U) {
		(void)unschedule(dwork);
		result = schedule(dwork, queue, delay);
	}
	z_reschedule(key);
	return result;
}

bool k_work_flush_delayable(struct k_work_delayable *dwork, struct k_work_sync *sync)
{
	z_check_thread();

	unsigned int key = z_lock();

	if (unschedule(dwork)) {
		(void)z_work_submit(&dwork->work, dwork->queue);
	}
	return z_work_flush(&dwork->work, sync, key);
}

int k_work_cancel_delayable(struct k_work_delayable *dwork)
{
	unsigned int key = z_lock();

	(void)unschedule(dwork);

	int busy = z_work_cancel(&dwork->work);

	z_reschedule(key);
	return busy;
}

bool k_work_cancel_delayable_sync(struct k_work_delayable *dwork, struct k_work_sync *sync)
{
	z_check_thread();

	unsigned int key = z_lock();
	bool was_busy = k_work_delayable_is_pending(dwork);

	(void)unschedule(dwork);
	return z_work_cancel_sync(&dwork->work, sync, was_busy, key);
}

k_ticks_t k_work_delayable_expires_get(const struct k_work_delayable *dwork)
{
	return z_timeout_expires(&dwork->timeout);
}

k_ticks_t k_work_delayable_remaining_get(const struct k_work_delayable *dwork)
{
	return z_timeout_remaining(&dwork->timeout);
}
