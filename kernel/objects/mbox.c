/* SPDX-License-Identifier: MIT */
/*
 * Mailboxes. A waiting thread's swap_data points to its message. When two meet,
 * the sender moves to the queue `met`, where it stays until the receiver has
 * disposed of the message; data is copied by the receiver, with no lock held.
 * Lock: the interrupt lock; a received message belongs to its receiver.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel/mbox.h>
#include <zephyr/sys/util.h>

#include "kernel/sched/scheduler.h"

void k_mbox_init(struct k_mbox *mbox)
{
	*mbox = (struct k_mbox)Z_MBOX_INITIALIZER(*mbox);
}

/*
 * Meeting
 */

static bool is_wanted(k_tid_t wanted, k_tid_t offered)
{
	return wanted == K_ANY || wanted == offered;
}

/** Whether @a tx_msg and @a receiver, who wants @a rx_msg, want each other. */
static bool fit(const struct k_mbox_msg *tx_msg, const struct k_mbox_msg *rx_msg, k_tid_t receiver)
{
	return is_wanted(tx_msg->tx_target_thread, receiver) &&
	       is_wanted(rx_msg->rx_source_thread, tx_msg->_sender);
}

/** Tell both sides what they have met. */
static void swap_messages(struct k_mbox *mbox, struct k_mbox_msg *tx_msg, struct k_mbox_msg *rx_msg,
			  k_tid_t receiver)
{
	uint32_t info = tx_msg->info;

	tx_msg->info = rx_msg->info;
	tx_msg->tx_target_thread = receiver;
	rx_msg->info = info;
	rx_msg->size = MIN(rx_msg->size, tx_msg->size);
	rx_msg->tx_data = tx_msg->tx_data;
	rx_msg->rx_source_thread = tx_msg->_sender;
	rx_msg->_mbox = mbox;
	rx_msg->_sender = tx_msg->_sender;
	rx_msg->_async = tx_msg->_async;
}

/** Give @a tx_msg to the best waiting receiver that it fits. @return whether there is one. */
static bool meet_receiver(struct k_mbox *mbox, struct k_mbox_msg *tx_msg)
{
	struct k_thread *receiver;

	tx_msg->_place = mbox->last_place++;
	Z_WAIT_Q_FOR_EACH(&mbox->rx_msg_queue, receiver) {
		struct k_mbox_msg *rx_msg = receiver->base.swap_data;

		if (fit(tx_msg, rx_msg, receiver)) {
			swap_messages(mbox, tx_msg, rx_msg, receiver);
			z_wake(receiver, 0);
			return true;
		}
	}
	return false;
}

/** @return the best waiting sender that fits @a rx_msg of the current thread, or NULL. */
static struct k_thread *find_sender(struct k_mbox *mbox, const struct k_mbox_msg *rx_msg)
{
	struct k_thread *sender;

	Z_WAIT_Q_FOR_EACH(&mbox->tx_msg_queue, sender) {
		if (fit(sender->base.swap_data, rx_msg, _current)) {
			return sender;
		}
	}
	return NULL;
}

/** @return the best message without a waiting sender that fits @a rx_msg of the current thread, or NULL. */
static struct z_mbox_async *find_async(struct k_mbox *mbox, const struct k_mbox_msg *rx_msg)
{
	sys_dnode_t *node;

	SYS_DLIST_FOR_EACH_NODE(&mbox->async_msgs, node) {
		struct z_mbox_async *async = CONTAINER_OF(node, struct z_mbox_async, node);

		if (fit(&async->msg, rx_msg, _current)) {
			return async;
		}
	}
	return NULL;
}

/** Whether @a async is for a better priority than @a sender, or the same and came first. */
static bool goes_first(const struct z_mbox_async *async, k_tid_t sender)
{
	const struct k_mbox_msg *tx_msg = sender->base.swap_data;
	int prio = k_thread_priority_get(sender);

	return async->prio < prio ||
	       (async->prio == prio && (int32_t)(async->msg._place - tx_msg->_place) < 0);
}

/** Receive the best message that fits @a rx_msg of the current thread. @return whether there is one. */
static bool meet_sender(struct k_mbox *mbox, struct k_mbox_msg *rx_msg)
{
	struct k_thread *sender = find_sender(mbox, rx_msg);
	struct z_mbox_async *async = find_async(mbox, rx_msg);

	if (async != NULL && (sender == NULL || goes_first(async, sender))) {
		sys_dlist_remove(&async->node);
		swap_messages(mbox, &async->msg, rx_msg, _current);
	} else if (sender != NULL) {
		swap_messages(mbox, sender->base.swap_data, rx_msg, _current);
		z_wait_move(sender, &mbox->met);
	} else {
		return false;
	}
	return true;
}

/*
 * Sending
 */

int k_mbox_put(struct k_mbox *mbox, struct k_mbox_msg *tx_msg, k_timeout_t timeout)
{
	z_check_thread();
	tx_msg->_sender = _current;
	tx_msg->_async = NULL;

	unsigned int key = z_lock();

	_current->base.swap_data = tx_msg;
	if (meet_receiver(mbox, tx_msg)) {
		return z_wait(&mbox->met, Z_WAIT_MBOX, K_FOREVER, key);
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -ENOMSG;
	}
	return z_wait(&mbox->tx_msg_queue, Z_WAIT_MBOX, timeout, key);
}

static int is_worse(sys_dnode_t *node, void *prio)
{
	return CONTAINER_OF(node, struct z_mbox_async, node)->prio > *(int *)prio;
}

void z_mbox_async_offer(struct k_mbox *mbox, struct z_mbox_async *async)
{
	unsigned int key = z_lock();

	if (!meet_receiver(mbox, &async->msg)) {
		sys_dlist_insert_at(&mbox->async_msgs, &async->node, is_worse, &async->prio);
	}
	z_reschedule(key);
}

/*
 * Receiving
 */

/** Whether @a sender still waits in @a met: it may have been aborted. */
static bool is_waiting(const _wait_q_t *met, const struct k_thread *sender)
{
	struct k_thread *thread;

	Z_WAIT_Q_FOR_EACH(met, thread) {
		if (thread == sender) {
			return true;
		}
	}
	return false;
}

static void release_sender(struct k_mbox *mbox, const struct k_mbox_msg *rx_msg)
{
	unsigned int key = z_lock();

	if (is_waiting(&mbox->met, rx_msg->_sender)) {
		struct k_mbox_msg *tx_msg = rx_msg->_sender->base.swap_data;

		tx_msg->size = rx_msg->size;
		z_wake(rx_msg->_sender, 0);
	}
	z_reschedule(key);
}

static void release_async(struct z_mbox_async *async)
{
	struct k_sem *sem = async->sem;

	k_mem_slab_free(async->pool, async);
	if (sem != NULL) {
		k_sem_give(sem);
	}
}

void k_mbox_data_get(struct k_mbox_msg *rx_msg, void *buffer)
{
	struct k_mbox *mbox = rx_msg->_mbox;

	z_check_thread();
	if (mbox == NULL) {
		return;
	}
	rx_msg->_mbox = NULL;
	if (buffer == NULL) {
		rx_msg->size = 0;
	}
	if (rx_msg->size > 0) {
		memcpy(buffer, rx_msg->tx_data, rx_msg->size);
	}
	if (rx_msg->_async != NULL) {
		release_async(rx_msg->_async);
	} else {
		release_sender(mbox, rx_msg);
	}
}

/** Wait for a message that fits @a rx_msg. @return 0, -ENOMSG or -EAGAIN. */
static int await_sender(struct k_mbox *mbox, struct k_mbox_msg *rx_msg, k_timeout_t timeout)
{
	unsigned int key = z_lock();

	if (meet_sender(mbox, rx_msg)) {
		z_unlock(key);
		return 0;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -ENOMSG;
	}
	_current->base.swap_data = rx_msg;
	return z_wait(&mbox->rx_msg_queue, Z_WAIT_MBOX, timeout, key);
}

int k_mbox_get(struct k_mbox *mbox, struct k_mbox_msg *rx_msg, void *buffer, k_timeout_t timeout)
{
	z_check_thread();
	rx_msg->_mbox = NULL;

	int result = await_sender(mbox, rx_msg, timeout);

	if (result == 0 && (buffer != NULL || rx_msg->size == 0)) {
		k_mbox_data_get(rx_msg, buffer);
	}
	return result;
}
