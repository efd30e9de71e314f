/* SPDX-License-Identifier: MIT */
/*
 * The time limit of items of work. When one runs too long, the thread of its queue is ended, and
 * whoever waits for items of the queue, or for its end of work, goes on.
 * Lock: the interrupt lock.
 */
#include <zephyr/sys/printk.h>

#include "kernel/objects/work.h"
#include "kernel/objects/work_timeout.h"
#include "kernel/sched/scheduler.h"

static void cancel_all(struct k_work_q *queue)
{
	sys_dnode_t *node;

	while ((node = sys_dlist_peek_head(&queue->pending)) != NULL) {
		(void)z_work_cancel(CONTAINER_OF(node, struct k_work, node));
	}
}

static void timed_out(struct _timeout *timeout, unsigned int key)
{
	struct k_work_q *queue = CONTAINER_OF(timeout, struct k_work_q, work_timeout);
	struct k_work *work = queue->running;
	k_tid_t thread = queue->thread_id;
	const char *name = k_thread_name_get(thread);

	ARG_UNUSED(key);
	printk("work queue %p (%s): work %p with handler %p runs too long, so the queue ends\n",
	       (void *)queue, name != NULL ? name : "", (void *)work,
	       (void *)(uintptr_t)work->handler);
	cancel_all(queue);
	work->flags &= ~(uint32_t)K_WORK_RUNNING;
	z_work_run_ended(work);
	(void)z_wake_all(&queue->drainq, 1);
	queue->flags = 0;
	k_thread_abort(thread);
}

void z_work_timeout_init(struct k_work_q *queue, const struct k_work_queue_config *cfg)
{
	queue->work_limit = cfg->work_timeout_ms == 0U ? K_FOREVER : K_MSEC(cfg->work_timeout_ms);
	sys_dnode_init(&queue->work_timeout.node);
}

void z_work_timeout_start(struct k_work_q *queue, struct k_work *work)
{
	queue->running = work;
	if (!K_TIMEOUT_EQ(queue->work_limit, K_FOREVER)) {
		z_timeout_start(&queue->work_timeout, timed_out, queue->work_limit);
	}
}

void z_work_timeout_stop(struct k_work_q *queue)
{
	(void)z_timeout_abort(&queue->work_timeout);
}
