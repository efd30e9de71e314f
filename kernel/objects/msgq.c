/* SPDX-License-Identifier: MIT */
/*
 * Message queues. Readers wait only while it is empty, writers only while it is
 * full, so one wait queue is enough. Messages go straight to and from waiters,
 * whose swap_data points to theirs.
 * Lock: the interrupt lock.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel/heap.h>
#include <zephyr/kernel/msgq.h>
#include <zephyr/kernel/poll.h>
#include <zephyr/sys/check.h>
#include <zephyr/sys/math_extras.h>

#include "kernel/sched/scheduler.h"

void k_msgq_init(struct k_msgq *msgq, char *buffer, size_t msg_size, uint32_t max_msgs)
{
	__ASSERT(max_msgs > 0, "k_msgq_init: no room for a message");
	*msgq = (struct k_msgq)Z_MSGQ_INITIALIZER(*msgq, buffer, msg_size, max_msgs);
}

int k_msgq_alloc_init(struct k_msgq *msgq, size_t msg_size, uint32_t max_msgs)
{
	size_t bytes;

	if (size_mul_overflow(msg_size, max_msgs, &bytes)) {
		return -EINVAL;
	}

	char *buffer = z_thread_malloc(bytes);

	if (buffer == NULL) {
		return -ENOMEM;
	}
	k_msgq_init(msgq, buffer, msg_size, max_msgs);
	msgq->flags = K_MSGQ_FLAG_ALLOC;
	return 0;
}

int k_msgq_cleanup(struct k_msgq *msgq)
{
	CHECKIF(z_wait_q_first(&msgq->wait_q) != NULL) {
		return -EBUSY;
	}
	if ((msgq->flags & K_MSGQ_FLAG_ALLOC) != 0U) {
		msgq->flags = 0;
		k_free(msgq->buffer_start);
	}
	return 0;
}

/** @return the place after @a message. */
static char *next_place(const struct k_msgq *msgq, char *message)
{
	message += msgq->msg_size;
	return message == msgq->buffer_end ? msgq->buffer_start : message;
}

static void store(struct k_msgq *msgq, const void *message)
{
	char *place = msgq->write_ptr;

	msgq->write_ptr = next_place(msgq, place);
	msgq->used_msgs++;
	memcpy(place, message, msgq->msg_size);
}

static void store_in_front(struct k_msgq *msgq, const void *message)
{
	char *end = msgq->read_ptr == msgq->buffer_start ? msgq->buffer_end : msgq->read_ptr;

	msgq->read_ptr = end - msgq->msg_size;
	memcpy(msgq->read_ptr, message, msgq->msg_size);
	msgq->used_msgs++;
}

/** Give @a message to the best reader. @return false if none waits. */
static bool give_to_reader(struct k_msgq *msgq, const void *message)
{
	struct k_thread *reader = z_wake_first(&msgq->wait_q, 0);

	if (reader != NULL) {
		memcpy(reader->base.swap_data, message, msgq->msg_size);
	}
	return reader != NULL;
}

int k_msgq_put(struct k_msgq *msgq, const void *data, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();

	if (msgq->used_msgs < msgq->max_msgs) {
		if (z_wait_q_first(&msgq->wait_q) == NULL && !z_is_polled(msgq)) {
			/* Nobody becomes ready. */
			store(msgq, data);
			z_unlock(key);
			return 0;
		}
		if (!give_to_reader(msgq, data)) {
			/* Then it is polled. */
			store(msgq, data);
			z_poll_tell(msgq, K_POLL_STATE_MSGQ_DATA_AVAILABLE);
		}
		z_reschedule(key);
		return 0;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -ENOMSG;
	}
	_current->base.swap_data = (void *)data;
	return z_wait(&msgq->wait_q, Z_WAIT_MSGQ, timeout, key);
}

int k_msgq_put_front(struct k_msgq *msgq, const void *data)
{
	unsigned int key = z_lock();

	if (msgq->used_msgs == msgq->max_msgs) {
		z_unlock(key);
		return -ENOMSG;
	}
	if (!give_to_reader(msgq, data)) {
		store_in_front(msgq, data);
		z_poll_notify(msgq, K_POLL_STATE_MSGQ_DATA_AVAILABLE);
	}
	z_reschedule(key);
	return 0;
}

/** Take the oldest message to @a data. */
static void fetch(struct k_msgq *msgq, void *data)
{
	const char *place = msgq->read_ptr;

	msgq->read_ptr = next_place(msgq, msgq->read_ptr);
	msgq->used_msgs--;
	memcpy(data, place, msgq->msg_size);
}

int k_msgq_get(struct k_msgq *msgq, void *data, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();

	if (msgq->used_msgs > 0) {
		fetch(msgq, data);
		if (z_wait_q_first(&msgq->wait_q) == NULL) {
			z_unlock(key);
		} else {
			store(msgq, z_wake_first(&msgq->wait_q, 0)->base.swap_data);
			z_reschedule(key);
		}
		return 0;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -ENOMSG;
	}
	_current->base.swap_data = data;
	return z_wait(&msgq->wait_q, Z_WAIT_MSGQ, timeout, key);
}

int k_msgq_peek(struct k_msgq *msgq, void *data)
{
	return k_msgq_peek_at(msgq, data, 0);
}

/** @return where message @a idx is, counted from the oldest. */
static const char *place_of(const struct k_msgq *msgq, uint32_t idx)
{
	size_t offset = idx * msgq->msg_size;
	size_t before_end = (size_t)(msgq->buffer_end - msgq->read_ptr);

	return offset < before_end ? msgq->read_ptr + offset
				   : msgq->buffer_start + (offset - before_end);
}

int k_msgq_peek_at(struct k_msgq *msgq, void *data, uint32_t idx)
{
	unsigned int key = z_lock();
	bool found = idx < msgq->used_msgs;

	if (found) {
		memcpy(data, place_of(msgq, idx), msgq->msg_size);
	}
	z_unlock(key);
	return found ? 0 : -ENOMSG;
}

void k_msgq_purge(struct k_msgq *msgq)
{
	unsigned int key = z_lock();

	/* Who waits for an empty queue is a reader, and goes on waiting. */
	if (msgq->used_msgs > 0) {
		(void)z_wake_all(&msgq->wait_q, -ENOMSG);
	}
	msgq->used_msgs = 0;
	msgq->read_ptr = msgq->write_ptr;
	z_reschedule(key);
}

void k_msgq_get_attrs(struct k_msgq *msgq, struct k_msgq_attrs *attrs)
{
	unsigned int key = z_lock();

	attrs->msg_size = msgq->msg_size;
	attrs->max_msgs = msgq->max_msgs;
	attrs->used_msgs = msgq->used_msgs;
	z_unlock(key);
}
