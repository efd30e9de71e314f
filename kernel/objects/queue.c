/* SPDX-License-Identifier: MIT */
/*
 * Queues, and the FIFOs and LIFOs made of them. While somebody waits the queue
 * is empty: what is added goes straight to the best waiter.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/heap.h>
#include <zephyr/kernel/poll.h>
#include <zephyr/kernel/queue.h>
#include <zephyr/sys/check.h>

#include "kernel/sched/scheduler.h"

/** The flag of a node that is not the item itself but an envelope. */
#define IS_ENVELOPE 1U

struct envelope {
	sys_sfnode_t node;
	void *data;
	/** k_free(); only who makes envelopes names it, so that other programs need no heap. */
	void (*release)(void *envelope);
};

void k_queue_init(struct k_queue *queue)
{
	*queue = (struct k_queue)Z_QUEUE_INITIALIZER(*queue);
}

void k_queue_cancel_wait(struct k_queue *queue)
{
	unsigned int key = z_lock();

	(void)z_wake_first(&queue->wait_q, -ECANCELED);
	z_poll_notify(queue, K_POLL_STATE_CANCELLED);
	z_reschedule(key);
}

/** @return whether a waiter took @a data. */
static bool hand_over(struct k_queue *queue, void *data)
{
	struct k_thread *waiter = z_wake_first(&queue->wait_q, 0);

	if (waiter == NULL) {
		return false;
	}
	waiter->base.swap_data = data;
	return true;
}

static void add_after(struct k_queue *queue, sys_sfnode_t *prev, void *data)
{
	if (!hand_over(queue, data)) {
		sys_sfnode_init(data, 0);
		sys_sflist_insert(&queue->data_q, prev, data);
		z_poll_notify(queue, K_POLL_STATE_DATA_AVAILABLE);
	}
}

void k_queue_append(struct k_queue *queue, void *data)
{
	unsigned int key = z_lock();

	add_after(queue, sys_sflist_peek_tail(&queue->data_q), data);
	z_reschedule(key);
}

void k_queue_prepend(struct k_queue *queue, void *data)
{
	k_queue_insert(queue, NULL, data);
}

void k_queue_insert(struct k_queue *queue, void *prev, void *data)
{
	unsigned int key = z_lock();

	add_after(queue, prev, data);
	z_reschedule(key);
}

/** Add @a data, in an envelope unless a waiter takes it. */
static int32_t add_enveloped(struct k_queue *queue, bool at_end, void *data)
{
	unsigned int key = z_lock();

	if (!hand_over(queue, data)) {
		struct envelope *envelope = z_thread_malloc(sizeof(*envelope));

		if (envelope == NULL) {
			z_unlock(key);
			return -ENOMEM;
		}
		*envelope = (struct envelope){.data = data, .release = k_free};
		sys_sfnode_init(&envelope->node, IS_ENVELOPE);
		sys_sflist_insert(&queue->data_q,
				  at_end ? sys_sflist_peek_tail(&queue->data_q) : NULL,
				  &envelope->node);
		z_poll_notify(queue, K_POLL_STATE_DATA_AVAILABLE);
	}
	z_reschedule(key);
	return 0;
}

int32_t k_queue_alloc_append(struct k_queue *queue, void *data)
{
	return add_enveloped(queue, true, data);
}

int32_t k_queue_alloc_prepend(struct k_queue *queue, void *data)
{
	return add_enveloped(queue, false, data);
}

int k_queue_append_list(struct k_queue *queue, void *head, void *tail)
{
	CHECKIF(head == NULL || tail == NULL) {
		return -EINVAL;
	}

	unsigned int key = z_lock();

	/* The list ends at the tail, whatever that links to. */
	sys_sfnode_init(tail, 0);

	sys_sfnode_t *item = head;
	sys_sfnode_t *next = sys_sflist_peek_next(item);

	/* The item is its new owner's as soon as it is handed over. */
	while (item != NULL && hand_over(queue, item)) {
		item = next;
		next = sys_sflist_peek_next(item);
	}
	if (item != NULL) {
		sys_sflist_append_list(&queue->data_q, item, tail);
		z_poll_notify(queue, K_POLL_STATE_DATA_AVAILABLE);
	}
	z_reschedule(key);
	return 0;
}

int k_queue_merge_slist(struct k_queue *queue, sys_slist_t *list)
{
	CHECKIF(list == NULL || sys_slist_is_empty(list)) {
		return -EINVAL;
	}

	void *head = sys_slist_peek_head(list);
	void *tail = sys_slist_peek_tail(list);

	sys_slist_init(list);
	return k_queue_append_list(queue, head, tail);
}

bool k_queue_unique_append(struct k_queue *queue, void *data)
{
	sys_sfnode_t *before;
	unsigned int key = z_lock();

	if (sys_sflist_find(&queue->data_q, data, &before)) {
		z_unlock(key);
		return false;
	}
	add_after(queue, sys_sflist_peek_tail(&queue->data_q), data);
	z_reschedule(key);
	return true;
}

static bool is_envelope(const sys_sfnode_t *node)
{
	return node != NULL && sys_sfnode_flags_get(node) == IS_ENVELOPE;
}

/** @return the item that @a node, which may be NULL, is or envelops. */
static void *item_of(sys_sfnode_t *node)
{
	return is_envelope(node) ? CONTAINER_OF(node, struct envelope, node)->data : node;
}

/** Unlock and, if @a node is an envelope, release it. @return the item. */
static void *unwrap(sys_sfnode_t *node, unsigned int key)
{
	void *item = item_of(node);
	struct envelope *envelope = item == node ? NULL : CONTAINER_OF(node, struct envelope, node);

	z_unlock(key);
	if (envelope != NULL) {
		envelope->release(envelope);
	}
	return item;
}

void *k_queue_peek_head(struct k_queue *queue)
{
	unsigned int key = z_lock();
	void *item = item_of(sys_sflist_peek_head(&queue->data_q));

	z_unlock(key);
	return item;
}

void *k_queue_peek_tail(struct k_queue *queue)
{
	unsigned int key = z_lock();
	void *item = item_of(sys_sflist_peek_tail(&queue->data_q));

	z_unlock(key);
	return item;
}

void *k_queue_get(struct k_queue *queue, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();
	sys_sfnode_t *node = sys_sflist_get(&queue->data_q);

	if (node != NULL || K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		return unwrap(node, key);
	}
	if (z_wait(&queue->wait_q, Z_WAIT_QUEUE, timeout, key) != 0) {
		return NULL;
	}
	return _current->base.swap_data;
}

bool k_queue_remove(struct k_queue *queue, void *data)
{
	unsigned int key = z_lock();
	bool found = sys_sflist_find_and_remove(&queue->data_q, data);

	z_unlock(key);
	return found;
}
