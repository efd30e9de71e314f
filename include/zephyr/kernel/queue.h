/* SPDX-License-Identifier: MIT */
/*
 * Queues: any number of items, which are not copied. An item is the caller's
 * memory, aligned to a word; its first word is the kernel's while it is queued.
 */
#ifndef ZEPHYR_KERNEL_QUEUE_H_
#define ZEPHYR_KERNEL_QUEUE_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/sflist.h>
#include <zephyr/sys/slist.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A queue. Protected by the interrupt lock. Somebody waits only while it is empty. */
struct k_queue {
	_wait_q_t wait_q;
	sys_sflist_t data_q;
#ifdef CONFIG_POLL
	sys_clist_t pollers;
#endif
};

#define Z_QUEUE_INITIALIZER(obj)                                                                   \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q),                                            \
		.data_q = SYS_SFLIST_STATIC_INIT(&(obj).data_q)                                    \
	}

/** Define a queue that is ready for use. */
#define K_QUEUE_DEFINE(name) STRUCT_SECTION_ITERABLE(k_queue, name) = Z_QUEUE_INITIALIZER(name)

/** Make @a queue empty. Nobody may await it. Any context. */
void k_queue_init(struct k_queue *queue);

/** Make the k_queue_get() of the best waiter return NULL. ISR-legal; a scheduling point. */
void k_queue_cancel_wait(struct k_queue *queue);

/*
 * Adding: an item goes to the best waiter, if there is one, wherever it was to be put.
 */

/** Add @a data at the end. ISR-legal; a scheduling point. */
void k_queue_append(struct k_queue *queue, void *data);

/** Add @a data at the front. ISR-legal; a scheduling point. */
void k_queue_prepend(struct k_queue *queue, void *data);

/** Add @a data after item @a prev, which is in the queue, or at the front if @a prev is NULL. ISR-legal; a scheduling point. */
void k_queue_insert(struct k_queue *queue, void *prev, void *data);

/**
 * Add the items from @a head to @a tail, linked through their first words, in one step. ISR-legal; a scheduling point.
 * @retval 0        done.
 * @retval -EINVAL  @a head or @a tail is NULL.
 */
int k_queue_append_list(struct k_queue *queue, void *head, void *tail);

/**
 * Move all nodes of @a list to the end of @a queue, in one step. ISR-legal; a scheduling point.
 * @retval 0        done; @a list is empty.
 * @retval -EINVAL  @a list is NULL or empty.
 */
int k_queue_merge_slist(struct k_queue *queue, sys_slist_t *list);

/**
 * Add @a data at the end unless it is in the queue. Looks at every item with interrupts locked. ISR-legal; a scheduling point.
 * @return whether it was added.
 */
bool k_queue_unique_append(struct k_queue *queue, void *data);

/*
 * Adding what has no word for the kernel: it is kept in memory from the heap of the current thread (kernel/heap.h),
 * which is free again when the item is got. k_queue_remove(), k_queue_unique_append() and the
 * place in k_queue_insert() do not know such items.
 */

/**
 * Add @a data, any pointer but NULL, at the end. ISR-legal; a scheduling point.
 * @retval 0        done.
 * @retval -ENOMEM  nobody waits, and there is no memory.
 */
int32_t k_queue_alloc_append(struct k_queue *queue, void *data);

/** As k_queue_alloc_append(), at the front. */
int32_t k_queue_alloc_prepend(struct k_queue *queue, void *data);

/*
 * Taking
 */

/**
 * Take the first item. Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT.
 * @return it; NULL if none came in time or the wait was cancelled.
 */
void *k_queue_get(struct k_queue *queue, k_timeout_t timeout);

/**
 * Take item @a data. Looks at every item with interrupts locked. Any context.
 * @return whether it was in the queue.
 */
bool k_queue_remove(struct k_queue *queue, void *data);

/** @return whether there is no item (not 0). Any context. */
static inline int k_queue_is_empty(struct k_queue *queue)
{
	return sys_sflist_is_empty(&queue->data_q) ? 1 : 0;
}

/** @return the first item, which stays in the queue; NULL if there is none. Any context. */
void *k_queue_peek_head(struct k_queue *queue);

/** @return the last item, which stays in the queue; NULL if there is none. Any context. */
void *k_queue_peek_tail(struct k_queue *queue);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_QUEUE_H_ */
