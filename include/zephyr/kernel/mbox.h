/* SPDX-License-Identifier: MIT */
/*
 * Mailboxes: a sender and a receiver meet, any or one that is named, and swap a
 * message. Sending ends when the receiver has the data, or does not want it.
 */
#ifndef ZEPHYR_KERNEL_MBOX_H_
#define ZEPHYR_KERNEL_MBOX_H_

#include <stddef.h>
#include <stdint.h>

#include <zephyr/kernel/mem_slab.h>
#include <zephyr/kernel/sem.h>
#include <zephyr/kernel/thread.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/dlist.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

struct k_mbox;
struct z_mbox_async;

/** A message, as a sender offers it or as a receiver wants it. */
struct k_mbox_msg {
	/** Sender: bytes of data, and after k_mbox_put() those that were taken. Receiver: the most it takes, then those it gets. */
	size_t size;
	/** Swapped between sender and receiver. */
	uint32_t info;
	/** The sender's data; NULL or anything if there are no bytes. */
	void *tx_data;
	/** Receiver: the sender it wants, or K_ANY; then the one it met. */
	k_tid_t rx_source_thread;
	/** Sender: the receiver it wants, or K_ANY; then the one it met. */
	k_tid_t tx_target_thread;

	/*
	 * The kernel's: when a sender came; what a receiver has not disposed of, or _mbox is NULL.
	 */
	uint32_t _place;
	struct k_mbox *_mbox;
	k_tid_t _sender;
	struct z_mbox_async *_async;
};

/** A mailbox. Protected by the interrupt lock. */
struct k_mbox {
	_wait_q_t tx_msg_queue;
	_wait_q_t rx_msg_queue;
	/** Senders whose message is received but not yet disposed of. */
	_wait_q_t met;
	/** Messages that nobody waits with, the best first. */
	sys_dlist_t async_msgs;
	uint32_t last_place;
};

#define Z_MBOX_INITIALIZER(obj)                                                                    \
	{                                                                                          \
		.tx_msg_queue = Z_WAIT_Q_INIT(&(obj).tx_msg_queue),                                \
		.rx_msg_queue = Z_WAIT_Q_INIT(&(obj).rx_msg_queue),                                \
		.met = Z_WAIT_Q_INIT(&(obj).met),                                                  \
		.async_msgs = SYS_DLIST_STATIC_INIT(&(obj).async_msgs),                            \
	}

/** Define a mailbox that is ready for use. */
#define K_MBOX_DEFINE(name) STRUCT_SECTION_ITERABLE(k_mbox, name) = Z_MBOX_INITIALIZER(name)

/** Make @a mbox empty. Nobody may await it. Any context. */
void k_mbox_init(struct k_mbox *mbox);

/**
 * Send @a tx_msg. Threads only; blocks until a receiver has disposed of it, which has to have taken it within @a timeout.
 * The sender must not be aborted between the two.
 * @retval 0        received; size, info and tx_target_thread of @a tx_msg tell the outcome.
 * @retval -ENOMSG  no receiver waits, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  no receiver came within @a timeout.
 */
int k_mbox_put(struct k_mbox *mbox, struct k_mbox_msg *tx_msg, k_timeout_t timeout);

#if CONFIG_NUM_MBOX_ASYNC_MSGS > 0
/**
 * Send a copy of @a tx_msg; its data must stay until @a sem, which may be NULL, is given, when it has been disposed of. Threads
 * only; blocks while CONFIG_NUM_MBOX_ASYNC_MSGS messages of all mailboxes are in flight.
 */
void k_mbox_async_put(struct k_mbox *mbox, struct k_mbox_msg *tx_msg, struct k_sem *sem);
#endif

/**
 * Receive a message that fits @a rx_msg. Threads only; blocks up to @a timeout.
 * @param buffer  where to put the data; NULL leaves it with the sender, who waits for k_mbox_data_get() if there is any.
 * @retval 0        received; size, info and rx_source_thread of @a rx_msg tell what.
 * @retval -ENOMSG  no sender waits, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  no sender came within @a timeout.
 */
int k_mbox_get(struct k_mbox *mbox, struct k_mbox_msg *rx_msg, void *buffer, k_timeout_t timeout);

/**
 * Copy the data of a received message to @a buffer, NULL for not at all, and dispose of the message: its sender goes on.
 * Nothing happens the second time. Threads only; a scheduling point.
 */
void k_mbox_data_get(struct k_mbox_msg *rx_msg, void *buffer);

/*
 * Shared by mbox.c and mbox_async.c
 */

/** A message that nobody waits with. */
struct z_mbox_async {
	sys_dnode_t node;
	struct k_mbox_msg msg;
	/** The sender's priority at the time. */
	int prio;
	struct k_sem *sem;
	/** Where its memory is from. */
	struct k_mem_slab *pool;
};

/** Offer @a async to a waiting receiver, or put it in line. Threads only; a scheduling point. */
void z_mbox_async_offer(struct k_mbox *mbox, struct z_mbox_async *async);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_MBOX_H_ */
