/* SPDX-License-Identifier: MIT */
/*
 * The time limit of items of work (CONFIG_WORKQUEUE_WORK_TIMEOUT). Called locked.
 */
#ifndef BREEZE_KERNEL_OBJECTS_WORK_TIMEOUT_H_
#define BREEZE_KERNEL_OBJECTS_WORK_TIMEOUT_H_

#include <zephyr/kernel/work.h>

#ifdef CONFIG_WORKQUEUE_WORK_TIMEOUT

/** @a queue is about to be started with the limit of @a cfg. */
void z_work_timeout_init(struct k_work_q *queue, const struct k_work_queue_config *cfg);

/** @a work is about to run. */
void z_work_timeout_start(struct k_work_q *queue, struct k_work *work);

/** The item that ran is done. */
void z_work_timeout_stop(struct k_work_q *queue);

#else

static inline void z_work_timeout_init(struct k_work_q *queue,
				       const struct k_work_queue_config *cfg)
{
	(void)queue;
	(void)cfg;
}

static inline void z_work_timeout_start(struct k_work_q *queue, struct k_work *work)
{
	(void)queue;
	(void)work;
}

static inline void z_work_timeout_stop(struct k_work_q *queue)
{
	(void)queue;
}

#endif /* CONFIG_WORKQUEUE_WORK_TIMEOUT */

#endif /* BREEZE_KERNEL_OBJECTS_WORK_TIMEOUT_H_ */
