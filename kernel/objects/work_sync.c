/* SPDX-License-Identifier: MIT */
/*
 * Waiting for work: flush and cancel wait for the end of one run of an item.
 * They wait in the queue's syncq, and say in their struct k_work_sync for what:
 * a running item, or a queued one, which the item's run turns into the first.
 * Nothing else knows of them, so a thread that is aborted leaves nothing behind.
 * Lock: the interrupt lock.
 */
#include <zephyr/kernel/scheduling.h>

#include "kernel/objects/work.h"
#include "kernel/sched/scheduler.h"

static struct k_work_sync *sync_of(const struct k_thread *thread)
{
	return thread->base.swap_data;
}

static bool is_awaited(const struct k_work *work)
{
	return (work->flags & (K_WORK_FLUSHING | K_WORK_CANCELING)) != 0U;
}

void z_work_run_began(struct k_work *work)
{
	struct k_thread *thread;

	if (!is_awaited(work)) {
		return;
	}
	Z_WAIT_Q_FOR_EACH(&work->queue->syncq, thread) {
		if (sync_of(thread)->work == work) {
			sync_of(thread)->queued = false;
		}
	}
}

/** Wake who awaits the run of @a work. @return whether others await its next one. */
static bool wake_waiters(const struct k_work *work)
{
	_wait_q_t *syncq = &work->queue->syncq;
	struct k_thread *thread = z_wait_q_first(syncq);
	bool more = false;

	while (thread != NULL) {
		struct k_thread *next = z_wait_q_next(syncq, thread);

		if (sync_of(thread)->work == work) {
			more |= sync_of(thread)->queued;
			if (!sync_of(thread)->queued) {
				z_wake(thread, 0);
			}
		}
		thread = next;
	}
	return more;
}

void z_work_run_ended(struct k_work *work)
{
	if (is_awaited(work) && !wake_waiters(work)) {
		work->flags &= ~(uint32_t)K_WORK_FLUSHING;
	}
	work->flags &= ~(uint32_t)K_WORK_CANCELING;
}

/** Assert that the caller, who is about to wait for @a work, is not who should run it. */
#define z_check_not_own(work)                                                                      \
	__ASSERT(_current != (work)->queue->thread_id,                                             \
		 "%s: waiting for work %p in the thread that should run it", __func__,             \
		 (void *)(work))

/** Wait for the end of a run of @a work. */
static void await(struct k_work *work, struct k_work_sync *sync, bool queued, unsigned int key)
{
	*sync = (struct k_work_sync){.work = work, .queued = queued};
	_current->base.swap_data = sync;
	(void)z_wait(&work->queue->syncq, Z_WAIT_WORK, K_FOREVER, key);
}

bool z_work_flush(struct k_work *work, struct k_work_sync *sync, unsigned int key)
{
	if ((work->flags & (K_WORK_QUEUED | K_WORK_RUNNING)) == 0U) {
		z_unlock(key);
		return false;
	}
	z_check_not_own(work);
	work->flags |= K_WORK_FLUSHING;
	await(work, sync, (work->flags & K_WORK_QUEUED) != 0U, key);
	return true;
}

bool k_work_flush(struct k_work *work, struct k_work_sync *sync)
{
	z_check_thread();
	return z_work_flush(work, sync, z_lock());
}

bool z_work_cancel_sync(struct k_work *work, struct k_work_sync *sync, bool was_busy,
			unsigned int key)
{
	if ((work->flags & K_WORK_RUNNING) == 0U) {
		(void)z_work_cancel(work);
		z_reschedule(key);
		return was_busy;
	}
	z_check_not_own(work);
	(void)z_work_cancel(work);
	await(work, sync, false, key);
	return true;
}

bool k_work_cancel_sync(struct k_work *work, struct k_work_sync *sync)
{
	z_check_thread();

	unsigned int key = z_lock();

	return z_work_cancel_sync(work, sync, k_work_is_pending(work), key);
}
