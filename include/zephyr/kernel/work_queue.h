/* SPDX-License-Identifier: MIT */
/*
 * Work queues: threads that run items of work, and the system's own queue.
 */
#ifndef ZEPHYR_KERNEL_WORK_QUEUE_H_
#define ZEPHYR_KERNEL_WORK_QUEUE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/kernel/thread_stack.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/dlist.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a queue is to work. */
struct k_work_queue_config {
	/** Name of its thread, or NULL. */
	const char *name;
	/** Do not let threads of equal priority run between two items. */
	bool no_yield;
	/** The end of its thread is a fatal error. */
	bool essential;
#ifdef CONFIG_WORKQUEUE_WORK_TIMEOUT
	/**
	 * How long an item may run, in milliseconds; 0 for any time. When one runs longer, this is printed, the thread of the
	 * queue is ended, which is a fatal error if it is essential, the items in the queue are cancelled, and the
	 * queue counts as not started.
	 */
	uint32_t work_timeout_ms;
#endif
};

/** A work queue. Protected by the interrupt lock. All zero: not started. */
struct k_work_q {
	/** Its own thread, unless it was started by k_work_queue_run(). */
	struct k_thread thread;
	k_tid_t thread_id;
	/** Items that are QUEUED. */
	sys_dlist_t pending;
	/** Its thread, while there is nothing to do. */
	_wait_q_t notifyq;
	/** Threads in k_work_queue_drain(). */
	_wait_q_t drainq;
	/** Threads that wait for the end of an item's run; their swap_data is their struct k_work_sync. */
	_wait_q_t syncq;
	/** Z_WORK_QUEUE_STARTED and so on. */
	uint32_t flags;
#ifdef CONFIG_WORKQUEUE_WORK_TIMEOUT
	/** Pending while an item runs, unless that may run for any time. */
	struct _timeout work_timeout;
	k_timeout_t work_limit;
	struct k_work *running;
#endif
};

/** The system's queue: part of a program that uses it, started at POST_KERNEL with the priority CONFIG_SYSTEM_WORKQUEUE_PRIORITY. */
extern struct k_work_q k_sys_work_q;

/** Prepare @a queue, which must not be started; not needed if it is all zero. Any context. */
void k_work_queue_init(struct k_work_q *queue);

/**
 * Start @a queue with a thread of its own. Any thread; does not block; a scheduling point.
 * @param stack       a stack as for k_thread_create(), of @a stack_size bytes.
 * @param prio        priority of the thread.
 * @param cfg         how to work, or NULL for no name, yielding, not essential.
 */
void k_work_queue_start(struct k_work_q *queue, k_thread_stack_t *stack, size_t stack_size,
			int prio, const struct k_work_queue_config *cfg);

/** Start @a queue and run its items in the calling thread, until it is stopped. Any thread; blocks. */
void k_work_queue_run(struct k_work_q *queue, const struct k_work_queue_config *cfg);

/** @return the thread of @a queue, which has been started. Any context. */
static inline k_tid_t k_work_queue_thread_get(struct k_work_q *queue)
{
	return queue->thread_id;
}

/**
 * Wait until @a queue has run all its items. Meanwhile only its own thread may submit; what is scheduled for it and comes
 * due is dropped. Blocks; not in an interrupt handler, not in the queue's own thread.
 * @param plug  refuse all items afterwards, until k_work_queue_unplug().
 * @retval 0        there was nothing to do.
 * @retval 1        the call had to wait; with @a plug always.
 * @retval -ENODEV  the queue has not been started, and can not be plugged.
 */
int k_work_queue_drain(struct k_work_q *queue, bool plug);

/**
 * Let @a queue accept items again. Any context.
 * @retval 0          done.
 * @retval -EALREADY  it was not plugged.
 */
int k_work_queue_unplug(struct k_work_q *queue);

/**
 * Let the thread of @a queue, which has been drained and plugged, end. Blocks up to @a timeout; not in an interrupt handler,
 * not in the queue's own thread.
 * @retval 0           it has ended; the queue can be started again.
 * @retval -EALREADY   the queue has not been started.
 * @retval -EBUSY      the queue is not plugged, or is still being drained.
 * @retval -ETIMEDOUT  the thread has not ended within @a timeout, and goes on.
 */
int k_work_queue_stop(struct k_work_q *queue, k_timeout_t timeout);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_WORK_QUEUE_H_ */
