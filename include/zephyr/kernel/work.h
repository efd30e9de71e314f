/* SPDX-License-Identifier: MIT */
/*
 * Work: functions that a thread of their own runs, one after the other, in the order in which
 * they were submitted. An item is queued at most once at a time, and by one queue only while it
 * is queued or runs. Queues are in kernel/work_queue.h, items with a delay in
 * kernel/work_delayable.h; both are included here.
 */
#ifndef ZEPHYR_KERNEL_WORK_H_
#define ZEPHYR_KERNEL_WORK_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/sys/dlist.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

struct k_work;
struct k_work_q;

/** What an item does, in the thread of its queue. It may block, and may submit the item again. */
typedef void (*k_work_handler_t)(struct k_work *work);

/** What an item is busy with: bits of k_work_busy_get(). */
enum {
	/** The number of the bit K_WORK_RUNNING. */
	K_WORK_RUNNING_BIT = 0,
	/** The number of the bit K_WORK_CANCELING. */
	K_WORK_CANCELING_BIT = 1,
	/** The number of the bit K_WORK_QUEUED. */
	K_WORK_QUEUED_BIT = 2,
	/** The number of the bit K_WORK_DELAYED. */
	K_WORK_DELAYED_BIT = 3,
	/** The number of the bit K_WORK_FLUSHING. */
	K_WORK_FLUSHING_BIT = 4,

	/** Its handler runs. */
	K_WORK_RUNNING = BIT(K_WORK_RUNNING_BIT),
	/** Its handler runs, and until it returns the item can not be submitted or scheduled. */
	K_WORK_CANCELING = BIT(K_WORK_CANCELING_BIT),
	/** It is in a queue. */
	K_WORK_QUEUED = BIT(K_WORK_QUEUED_BIT),
	/** It will be submitted at its time. */
	K_WORK_DELAYED = BIT(K_WORK_DELAYED_BIT),
	/** Somebody waits in k_work_flush(). */
	K_WORK_FLUSHING = BIT(K_WORK_FLUSHING_BIT),
};

/** An item of work. Protected by the interrupt lock. All zero but for the handler: idle. */
struct k_work {
	/** In queue->pending while QUEUED. */
	sys_dnode_t node;
	k_work_handler_t handler;
	/** The queue that has it or had it last; NULL before the first. */
	struct k_work_q *queue;
	/** K_WORK_RUNNING and so on. */
	uint32_t flags;
};

/** What one caller of a flush or a cancel needs while it waits; its memory is the caller's until the call returns. */
struct k_work_sync {
	struct k_work *work;
	/** The run awaited has not begun. */
	bool queued;
};

#define Z_WORK_INITIALIZER(work_handler)                                                           \
	{                                                                                          \
		.handler = (work_handler),                                                         \
	}

/** Define an item that is ready for use. */
#define K_WORK_DEFINE(work, work_handler) struct k_work work = Z_WORK_INITIALIZER(work_handler)

/** Prepare @a work, which must not be busy. Any context. */
void k_work_init(struct k_work *work, k_work_handler_t handler);

/** @return what @a work is busy with, as K_WORK_* bits; 0 when idle. Any context; a snapshot. */
static inline int k_work_busy_get(const struct k_work *work)
{
	return (int)*(const volatile uint32_t *)&work->flags;
}

/** @return whether @a work is busy in any way. Any context; a snapshot. */
static inline bool k_work_is_pending(const struct k_work *work)
{
	return k_work_busy_get(work) != 0;
}

/**
 * Put @a work into @a queue; if it runs, into the queue that runs it. ISR-legal; does not block; a scheduling point.
 * @retval 0        it was in a queue already.
 * @retval 1        it is in @a queue now.
 * @retval 2        it runs, and is in the queue that runs it once more.
 * @retval -EBUSY   it is being cancelled, or the queue is being drained (its own thread may submit then) or is plugged.
 * @retval -EINVAL  @a queue is NULL, and @a work was in none before.
 * @retval -ENODEV  the queue has not been started.
 */
int k_work_submit_to_queue(struct k_work_q *queue, struct k_work *work);

/** k_work_submit_to_queue() to the system's queue. */
int k_work_submit(struct k_work *work);

/**
 * Wait until the last submission of @a work has run, or is cancelled. Blocks; not in an interrupt handler, not in the
 * queue's own thread.
 * @return whether it had to wait.
 */
bool k_work_flush(struct k_work *work, struct k_work_sync *sync);

/**
 * Take @a work out of its queue. If it runs, it goes on, and can not be submitted until it has returned.
 * ISR-legal; does not block; a scheduling point.
 * @return what it is still busy with, as k_work_busy_get(): 0 when it is idle now.
 */
int k_work_cancel(struct k_work *work);

/**
 * k_work_cancel(), and wait until @a work no longer runs. May block; not in an interrupt handler, nor in the handler
 * of @a work.
 * @return whether @a work was busy.
 */
bool k_work_cancel_sync(struct k_work *work, struct k_work_sync *sync);

#ifdef __cplusplus
}
#endif

#include <zephyr/kernel/work_delayable.h>
#include <zephyr/kernel/work_queue.h>
#include <zephyr/kernel/work_user.h>

#endif /* ZEPHYR_KERNEL_WORK_H_ */
