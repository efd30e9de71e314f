/* SPDX-License-Identifier: MIT */
/*
 * FIFOs: queues that are put at the end and got from the front. Each name is
 * the function of kernel/queue.h beside it, with its contract.
 */
#ifndef ZEPHYR_KERNEL_FIFO_H_
#define ZEPHYR_KERNEL_FIFO_H_

#include <zephyr/kernel/queue.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A FIFO. Protected by the interrupt lock. */
struct k_fifo {
	struct k_queue _queue;
};

#define Z_FIFO_INITIALIZER(obj)                                                                    \
	{                                                                                          \
		._queue = Z_QUEUE_INITIALIZER((obj)._queue)                                        \
	}

/** Define a FIFO that is ready for use. */
#define K_FIFO_DEFINE(name) STRUCT_SECTION_ITERABLE(k_fifo, name) = Z_FIFO_INITIALIZER(name)

/** As k_queue_init(). Any context. */
#define k_fifo_init(fifo) k_queue_init(&(fifo)->_queue)
/** As k_queue_cancel_wait(). ISR-legal; a scheduling point. */
#define k_fifo_cancel_wait(fifo) k_queue_cancel_wait(&(fifo)->_queue)
/** As k_queue_append(). ISR-legal; a scheduling point. */
#define k_fifo_put(fifo, data) k_queue_append(&(fifo)->_queue, data)
/** As k_queue_alloc_append(). ISR-legal; a scheduling point. @return 0, or -ENOMEM. */
#define k_fifo_alloc_put(fifo, data) k_queue_alloc_append(&(fifo)->_queue, data)
/** As k_queue_append_list(). ISR-legal; a scheduling point. @return 0, or -EINVAL. */
#define k_fifo_put_list(fifo, head, tail) k_queue_append_list(&(fifo)->_queue, head, tail)
/** As k_queue_merge_slist(). ISR-legal; a scheduling point. @return 0, or -EINVAL. */
#define k_fifo_put_slist(fifo, list) k_queue_merge_slist(&(fifo)->_queue, list)
/** As k_queue_get(). Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT. @return the item, or NULL. */
#define k_fifo_get(fifo, timeout) k_queue_get(&(fifo)->_queue, timeout)
/** As k_queue_is_empty(). Any context. @return not 0 if nothing is there. */
#define k_fifo_is_empty(fifo) k_queue_is_empty(&(fifo)->_queue)
/** As k_queue_peek_head(). Any context. @return the item that would be got next, or NULL. */
#define k_fifo_peek_head(fifo) k_queue_peek_head(&(fifo)->_queue)
/** As k_queue_peek_tail(). Any context. @return the item that was put last, or NULL. */
#define k_fifo_peek_tail(fifo) k_queue_peek_tail(&(fifo)->_queue)

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_FIFO_H_ */
