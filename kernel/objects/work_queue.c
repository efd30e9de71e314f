/* SPDX-License-Identifier: MIT */
/*
 * Work queues: each is a list of items and a thread that runs them. Its thread
 * waits in notifyq only while the list is empty and nobody drains or stops it.
 * Lock: the interrupt lock; handlers are called without it.
 */
#include <errno.h>

#include <zephyr/kernel/scheduling.h>

#include "kernel/objects/work.h"
#include "kernel/objects/work_timeout.h"
#include "kernel/sched/scheduler.h"

void k_work_queue_init(struct k_work_q *queue)
{
	*queue = (struct k_work_q){.flags = 0};
}

/** The list is empty and no item runs: do what this was awaited for. Locked. @return whether to go on. */
static bool handle_end_of_list(struct k_work_q *queue)
{
	if ((queue->flags & Z_WORK_QUEUE_DRAINING) != 0U) {
		queue->flags &= ~Z_WORK_QUEUE_DRAINING;
		(void)z_wake_all(&queue->drainq, 1);
	}
	if ((queue->flags & Z_WORK_QUEUE_STOPPING) != 0U) {
		queue->flags = 0;
		return false;
	}
	return true;
}

static struct k_work *begin(struct k_work_q *queue)
{
	sys_dnode_t *node = sys_dlist_get(&queue->pending);
	struct k_work *work = CONTAINER_OF(node, struct k_work, node);

	queue->flags |= Z_WORK_QUEUE_BUSY;
	work->flags &= ~(uint32_t)K_WORK_QUEUED;
	work->flags |= K_WORK_RUNNING;
	z_work_run_began(work);
	z_work_timeout_start(queue, work);
	return work;
}

/** Begin with the next item; wait for it if there is none. @return it, or NULL when the queue was stopped. */
static struct k_work *next_item(struct k_work_q *queue)
{
	unsigned int key = z_lock();

	while (sys_dlist_is_empty(&queue->pending)) {
		if (!handle_end_of_list(queue)) {
			z_reschedule(key);
			return NULL;
		}
		(void)z_wait(&queue->notifyq, Z_WAIT_SERVICE, K_FOREVER, key);
		key = z_lock();
	}

	struct k_work *work = begin(queue);

	z_unlock(key);
	return work;
}

static void end(struct k_work_q *queue, struct k_work *work)
{
	unsigned int key = z_lock();

	z_work_timeout_stop(queue);
	work->flags &= ~(uint32_t)K_WORK_RUNNING;
	queue->flags &= ~Z_WORK_QUEUE_BUSY;
	z_work_run_ended(work);
	z_reschedule(key);
}

static void serve(void *p1, void *p2, void *p3)
{
	struct k_work_q *queue = p1;
	struct k_work *work;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while ((work = next_item(queue)) != NULL) {
		work->handler(work);
		end(queue, work);
		if ((queue->flags & Z_WORK_QUEUE_NO_YIELD) == 0U) {
			k_yield();
		}
	}
}

/** Let @a queue take items that @a thread is going to run. */
static void open_for(struct k_work_q *queue, k_tid_t thread, const struct k_work_queue_config *cfg)
{
	__ASSERT((queue->flags & Z_WORK_QUEUE_STARTED) == 0U, "work queue %p runs already",
		 (void *)queue);

	unsigned int key = z_lock();

	sys_dlist_init(&queue->pending);
	sys_clist_init(&queue->notifyq.waitq);
	sys_clist_init(&queue->drainq.waitq);
	sys_clist_init(&queue->syncq.waitq);
	queue->thread_id = thread;
	z_work_timeout_init(queue, cfg);
	queue->flags = Z_WORK_QUEUE_STARTED | (cfg->no_yield ? Z_WORK_QUEUE_NO_YIELD : 0U);
	z_unlock(key);
}

static const struct k_work_queue_config default_config = {.name = NULL};

void k_work_queue_start(struct k_work_q *queue, k_thread_stack_t *stack, size_t stack_size,
			int prio, const struct k_work_queue_config *cfg)
{
	cfg = cfg != NULL ? cfg : &default_config;
	open_for(queue, &queue->thread, cfg);
	k_thread_create(&queue->thread, stack, stack_size, serve, queue, NULL, NULL, prio,
			cfg->essential ? K_ESSENTIAL : 0U, K_FOREVER);
	if (cfg->name != NULL) {
		(void)k_thread_name_set(&queue->thread, cfg->name);
	}
	k_thread_start(&queue->thread);
}

void k_work_queue_run(struct k_work_q *queue, const struct k_work_queue_config *cfg)
{
	z_check_thread();
	cfg = cfg != NULL ? cfg : &default_config;
	if (cfg->name != NULL) {
		(void)k_thread_name_set(_current, cfg->name);
	}
	_current->base.user_options |= cfg->essential ? K_ESSENTIAL : 0U;
	open_for(queue, _current, cfg);
	serve(queue, NULL, NULL);
}

static bool is_idle(const struct k_work_q *queue)
{
	return (queue->flags & (Z_WORK_QUEUE_BUSY | Z_WORK_QUEUE_DRAINING)) == 0U &&
	       sys_dlist_is_empty(&queue->pending);
}

int k_work_queue_drain(struct k_work_q *queue, bool plug)
{
	z_check_thread();

	unsigned int key = z_lock();

	if ((queue->flags & Z_WORK_QUEUE_STARTED) == 0U) {
		z_unlock(key);
		return plug ? -ENODEV : 0;
	}
	__ASSERT(_current != queue->thread_id, "a work queue can not wait for its own end of work");
	if (!plug && is_idle(queue)) {
		z_unlock(key);
		return 0;
	}
	queue->flags |= Z_WORK_QUEUE_DRAINING | (plug ? Z_WORK_QUEUE_PLUGGED : 0U);
	(void)z_wake_first(&queue->notifyq, 0);
	return z_wait(&queue->drainq, Z_WAIT_WORK, K_FOREVER, key);
}

int k_work_queue_unplug(struct k_work_q *queue)
{
	unsigned int key = z_lock();
	bool plugged = (queue->flags & Z_WORK_QUEUE_PLUGGED) != 0U;

	queue->flags &= ~Z_WORK_QUEUE_PLUGGED;
	z_unlock(key);
	return plugged ? 0 : -EALREADY;
}

/** Ask the thread of @a queue to end. @return 0, or why it must not. */
static int ask_to_stop(struct k_work_q *queue)
{
	unsigned int key = z_lock();

	if ((queue->flags & Z_WORK_QUEUE_STARTED) == 0U) {
		z_unlock(key);
		return -EALREADY;
	}
	if ((queue->flags & Z_WORK_QUEUE_PLUGGED) == 0U || !is_idle(queue)) {
		z_unlock(key);
		return -EBUSY;
	}
	queue->flags |= Z_WORK_QUEUE_STOPPING;
	(void)z_wake_first(&queue->notifyq, 0);
	z_reschedule(key);
	return 0;
}

/** Undo ask_to_stop(). @return false if it is too late. */
static bool let_go_on(struct k_work_q *queue)
{
	unsigned int key = z_lock();
	bool runs = (queue->flags & Z_WORK_QUEUE_STARTED) != 0U;

	queue->flags &= ~Z_WORK_QUEUE_STOPPING;
	z_unlock(key);
	return runs;
}

int k_work_queue_stop(struct k_work_q *queue, k_timeout_t timeout)
{
	z_check_thread();
	__ASSERT(_current != queue->thread_id, "a work queue can not wait for its own end");

	int refused = ask_to_stop(queue);

	if (refused != 0) {
		return refused;
	}
	if (k_thread_join(queue->thread_id, timeout) == 0) {
		return 0;
	}
	if (let_go_on(queue)) {
		return -ETIMEDOUT;
	}
	/* It has left its loop, and is about to end. */
	return k_thread_join(queue->thread_id, K_FOREVER);
}
