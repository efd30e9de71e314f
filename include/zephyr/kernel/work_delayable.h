/* SPDX-License-Identifier: MIT */
/*
 * Delayable work: items that are submitted when their time has come.
 */
#ifndef ZEPHYR_KERNEL_WORK_DELAYABLE_H_
#define ZEPHYR_KERNEL_WORK_DELAYABLE_H_

#include <stdbool.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/kernel/work.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An item with a delay. Protected by the interrupt lock. It can be DELAYED and QUEUED or RUNNING at once. */
struct k_work_delayable {
	struct k_work work;
	/** Pending while DELAYED, unless for ever. */
	struct _timeout timeout;
	/** Where to submit it then. */
	struct k_work_q *queue;
};

#define Z_WORK_DELAYABLE_INITIALIZER(work_handler)                                                 \
	{                                                                                          \
		.work = Z_WORK_INITIALIZER(work_handler),                                          \
	}

/** Define a delayable item that is ready for use. */
#define K_WORK_DELAYABLE_DEFINE(dwork, work_handler)                                               \
	struct k_work_delayable dwork = Z_WORK_DELAYABLE_INITIALIZER(work_handler)

/** Prepare @a dwork, which must not be busy. Any context. */
void k_work_init_delayable(struct k_work_delayable *dwork, k_work_handler_t handler);

/** @return the delayable item whose handler was given @a work. Any context. */
static inline struct k_work_delayable *k_work_delayable_from_work(struct k_work *work)
{
	return CONTAINER_OF(work, struct k_work_delayable, work);
}

/** @return what @a dwork is busy with, as K_WORK_* bits; 0 when idle. Any context; a snapshot. */
static inline int k_work_delayable_busy_get(const struct k_work_delayable *dwork)
{
	return k_work_busy_get(&dwork->work);
}

/** @return whether @a dwork is busy in any way. Any context; a snapshot. */
static inline bool k_work_delayable_is_pending(const struct k_work_delayable *dwork)
{
	return k_work_is_pending(&dwork->work);
}

/** @return the tick at which @a dwork will be submitted; now when it is not DELAYED. Any context. */
k_ticks_t k_work_delayable_expires_get(const struct k_work_delayable *dwork);

/** @return ticks until @a dwork will be submitted; 0 when it is not DELAYED. Any context. */
k_ticks_t k_work_delayable_remaining_get(const struct k_work_delayable *dwork);

/**
 * Submit @a dwork to @a queue after @a delay, if it is idle or runs. A delay that runs already stays as it is.
 * ISR-legal; does not block; a scheduling point.
 * @retval 0       it is scheduled or in a queue already.
 * @retval 1       scheduled, or with K_NO_WAIT queued.
 * @retval 2       with K_NO_WAIT: it runs, and is in the queue that runs it once more.
 * @retval -EBUSY  it is being cancelled.
 * @return with K_NO_WAIT, also the errors of k_work_submit_to_queue(). What it refuses later is dropped.
 */
int k_work_schedule_for_queue(struct k_work_q *queue, struct k_work_delayable *dwork,
			      k_timeout_t delay);

/** k_work_schedule_for_queue() for the system's queue. */
int k_work_schedule(struct k_work_delayable *dwork, k_timeout_t delay);

/**
 * Submit @a dwork to @a queue after @a delay, and not when a delay that runs already is over. If it is in a queue, it stays
 * there. ISR-legal; does not block; a scheduling point.
 * @retval 0       with K_NO_WAIT: it is in a queue already.
 * @retval 1       scheduled, or with K_NO_WAIT queued.
 * @retval 2       with K_NO_WAIT: it runs, and is in the queue that runs it once more.
 * @retval -EBUSY  it is being cancelled.
 * @return with K_NO_WAIT, also the errors of k_work_submit_to_queue(). What it refuses later is dropped.
 */
int k_work_reschedule_for_queue(struct k_work_q *queue, struct k_work_delayable *dwork,
				k_timeout_t delay);

/** k_work_reschedule_for_queue() for the system's queue. */
int k_work_reschedule(struct k_work_delayable *dwork, k_timeout_t delay);

/** As k_work_flush(); if @a dwork is DELAYED, it is submitted now. */
bool k_work_flush_delayable(struct k_work_delayable *dwork, struct k_work_sync *sync);

/** As k_work_cancel(), and @a dwork is no longer DELAYED. */
int k_work_cancel_delayable(struct k_work_delayable *dwork);

/** As k_work_cancel_sync(), and @a dwork is no longer DELAYED. */
bool k_work_cancel_delayable_sync(struct k_work_delayable *dwork, struct k_work_sync *sync);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_WORK_DELAYABLE_H_ */
