/* SPDX-License-Identifier: MIT */
/*
 * What the files of the work queues share. Called locked; where something else is not said,
 * z_reschedule() follows.
 */
#ifndef BREEZE_KERNEL_OBJECTS_WORK_H_
#define BREEZE_KERNEL_OBJECTS_WORK_H_

#include <stdbool.h>

#include <zephyr/kernel/work.h>
#include <zephyr/sys/util.h>

/** Bits of k_work_q::flags. */
#define Z_WORK_QUEUE_STARTED BIT(0)
/** An item runs. */
#define Z_WORK_QUEUE_BUSY     BIT(1)
#define Z_WORK_QUEUE_DRAINING BIT(2)
#define Z_WORK_QUEUE_PLUGGED  BIT(3)
#define Z_WORK_QUEUE_STOPPING BIT(4)
#define Z_WORK_QUEUE_NO_YIELD BIT(5)

/** As k_work_submit_to_queue(). */
int z_work_submit(struct k_work *work, struct k_work_q *queue);

/** As k_work_cancel(). */
int z_work_cancel(struct k_work *work);

/** As k_work_flush(); a way out for @a key. */
bool z_work_flush(struct k_work *work, struct k_work_sync *sync, unsigned int key);

/** As k_work_cancel_sync(), except that @a was_busy tells whether the item was; a way out for @a key. */
bool z_work_cancel_sync(struct k_work *work, struct k_work_sync *sync, bool was_busy,
			unsigned int key);

/** Threads that wait for the queued run of @a work now wait for the running one. */
void z_work_run_began(struct k_work *work);

/** Wake the threads that wait for the running one. */
void z_work_run_ended(struct k_work *work);

#endif /* BREEZE_KERNEL_OBJECTS_WORK_H_ */
