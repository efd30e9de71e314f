/* SPDX-License-Identifier: MIT */
/*
 * LIFOs: queues that are put at the front and got from there. Each name is the
 * function of kernel/queue.h beside it, with its contract.
 */
#ifndef ZEPHYR_KERNEL_LIFO_H_
#define ZEPHYR_KERNEL_LIFO_H_

#include <zephyr/kernel/queue.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A LIFO. Protected by the interrupt lock. */
struct k_lifo {
	struct k_queue _queue;
};

#define Z_LIFO_INITIALIZER(obj)                                                                    \
	{                                                                                          \
		._queue = Z_QUEUE_INITIALIZER((obj)._queue)                                        \
	}

/** Define a LIFO that is ready for use. */
#define K_LIFO_DEFINE(name) STRUCT_SECTION_ITERABLE(k_lifo, name) = Z_LIFO_INITIALIZER(name)

/** As k_queue_init(). Any context. */
#define k_lifo_init(lifo) k_queue_init(&(lifo)->_queue)
/** As k_queue_prepend(). ISR-legal; a scheduling point. */
#define k_lifo_put(lifo, data) k_queue_prepend(&(lifo)->_queue, data)
/** As k_queue_alloc_prepend(). ISR-legal; a scheduling point. @return 0, or -ENOMEM. */
#define k_lifo_alloc_put(lifo, data) k_queue_alloc_prepend(&(lifo)->_queue, data)
/** As k_queue_get(). Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT. @return the item, or NULL. */
#define k_lifo_get(lifo, timeout) k_queue_get(&(lifo)->_queue, timeout)

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_LIFO_H_ */
