/* SPDX-License-Identifier: MIT */
/*
 * Message queues: messages of one size, copied in and out, first in first out.
 */
#ifndef ZEPHYR_KERNEL_MSGQ_H_
#define ZEPHYR_KERNEL_MSGQ_H_

#include <stddef.h>
#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A message queue. Protected by the interrupt lock. Readers wait only while it is empty, writers only while it is full. */
struct k_msgq {
	_wait_q_t wait_q;
	size_t msg_size;
	uint32_t max_msgs;
	uint32_t used_msgs;
	char *buffer_start;
	char *buffer_end;
	/** Where the oldest message is, and where the next one goes. */
	char *read_ptr;
	char *write_ptr;
	uint8_t flags;
#ifdef CONFIG_POLL
	sys_clist_t pollers;
#endif
};

/** Of k_msgq::flags: the memory is from k_msgq_alloc_init(). */
#define K_MSGQ_FLAG_ALLOC 1U

/** What k_msgq_get_attrs() tells. */
struct k_msgq_attrs {
	size_t msg_size;
	uint32_t max_msgs;
	uint32_t used_msgs;
};

#define Z_MSGQ_INITIALIZER(obj, buffer, size, count)                                               \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q), .msg_size = (size), .max_msgs = (count),   \
		.buffer_start = (buffer), .buffer_end = (buffer) + (size) * (count),               \
		.read_ptr = (buffer), .write_ptr = (buffer),                                       \
	}

/**
 * Define a message queue that is ready for use.
 * @param q_msg_size  bytes in a message.
 * @param q_max_msgs  how many fit, at least 1.
 * @param q_align     alignment of the first message, a power of 2; of all, if it divides @a q_msg_size.
 */
#define K_MSGQ_DEFINE(q_name, q_msg_size, q_max_msgs, q_align)                                     \
	BUILD_ASSERT((q_max_msgs) > 0, "a message queue needs room for a message");                \
	static char __noinit_named(k_msgq_buf_##q_name) __aligned(q_align)                         \
		_k_msgq_buf_##q_name[(q_max_msgs) * (q_msg_size)];                                 \
	STRUCT_SECTION_ITERABLE(k_msgq, q_name) =                                                  \
		Z_MSGQ_INITIALIZER(q_name, _k_msgq_buf_##q_name, (size_t)(q_msg_size), q_max_msgs)

/**
 * Make @a msgq empty, with @a buffer for @a max_msgs messages, at least 1, of @a msg_size bytes. Nobody may await it.
 * Any context.
 */
void k_msgq_init(struct k_msgq *msgq, char *buffer, size_t msg_size, uint32_t max_msgs);

/**
 * Make @a msgq empty, with memory for @a max_msgs messages of @a msg_size bytes from the heap of the current thread
 * (kernel/heap.h), until k_msgq_cleanup(). Nobody may await it. Any context.
 * @retval 0        done.
 * @retval -EINVAL  so much can not be told in bytes.
 * @retval -ENOMEM  there is no memory, or @a max_msgs or @a msg_size is 0.
 */
int k_msgq_alloc_init(struct k_msgq *msgq, size_t msg_size, uint32_t max_msgs);

/**
 * End the use of @a msgq. Any context; a scheduling point.
 * @retval 0       its memory is the caller's again, or free if it was allocated.
 * @retval -EBUSY  a thread waits.
 */
int k_msgq_cleanup(struct k_msgq *msgq);

/**
 * Add a copy of @a data, or give it to the best waiting reader. Blocks up to @a timeout; in an interrupt handler only with
 * K_NO_WAIT. A scheduling point.
 * @retval 0        done.
 * @retval -ENOMSG  it is full, and @a timeout is K_NO_WAIT; or the queue was purged during the wait.
 * @retval -EAGAIN  no room within @a timeout.
 */
int k_msgq_put(struct k_msgq *msgq, const void *data, k_timeout_t timeout);

/**
 * Add a copy of @a data before all other messages, or give it to the best waiting reader. ISR-legal; does not block; a
 * scheduling point.
 * @retval 0        done.
 * @retval -ENOMSG  it is full.
 */
int k_msgq_put_front(struct k_msgq *msgq, const void *data);

/**
 * Take the oldest message to @a data; the best waiting writer's comes in at the end. Blocks up to @a timeout; in an
 * interrupt handler only with K_NO_WAIT. A scheduling point.
 * @retval 0        done.
 * @retval -ENOMSG  it is empty, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  no message within @a timeout.
 */
int k_msgq_get(struct k_msgq *msgq, void *data, k_timeout_t timeout);

/**
 * Copy the oldest message to @a data and leave it there. Any context.
 * @retval 0        done.
 * @retval -ENOMSG  the queue is empty.
 */
int k_msgq_peek(struct k_msgq *msgq, void *data);

/**
 * Copy message @a idx to @a data, 0 being the oldest, and leave it there. Any context.
 * @retval 0        done.
 * @retval -ENOMSG  there are not so many.
 */
int k_msgq_peek_at(struct k_msgq *msgq, void *data, uint32_t idx);

/** Discard all messages; the put of every waiting writer returns -ENOMSG. ISR-legal; a scheduling point. */
void k_msgq_purge(struct k_msgq *msgq);

/** Tell size, room and use of @a msgq in *@a attrs. Any context. */
void k_msgq_get_attrs(struct k_msgq *msgq, struct k_msgq_attrs *attrs);

/** @return how many messages there is room for. Any context. */
static inline uint32_t k_msgq_num_free_get(struct k_msgq *msgq)
{
	return msgq->max_msgs - msgq->used_msgs;
}

/** @return how many messages there are. Any context. */
static inline uint32_t k_msgq_num_used_get(struct k_msgq *msgq)
{
	return msgq->used_msgs;
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_MSGQ_H_ */
