/* SPDX-License-Identifier: MIT */
/*
 * The work queues of user mode, under their names: there is no user mode, so they are work queues.
 */
#ifndef ZEPHYR_KERNEL_WORK_USER_H_
#define ZEPHYR_KERNEL_WORK_USER_H_

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#include <zephyr/kernel/work.h>
#include <zephyr/kernel/work_queue.h>

#ifdef __cplusplus
extern "C" {
#endif

struct k_work_user;

/** What an item does, in the thread of its queue. */
typedef void (*k_work_user_handler_t)(struct k_work_user *work);

/** An item of work. */
struct k_work_user {
	struct k_work work;
	k_work_user_handler_t handler;
};

/** A work queue. */
struct k_work_user_q {
	struct k_work_q queue;
};

void z_work_user_run(struct k_work *work);

#define Z_WORK_USER_INITIALIZER(work_handler)                                                      \
	{                                                                                          \
		.work = Z_WORK_INITIALIZER(z_work_user_run), .handler = (work_handler),            \
	}

/** Define an item that is ready for use. */
#define K_WORK_USER_DEFINE(work, work_handler)                                                     \
	struct k_work_user work = Z_WORK_USER_INITIALIZER(work_handler)

/** Prepare @a work, which must not be busy. Any context. */
static inline void k_work_user_init(struct k_work_user *work, k_work_user_handler_t handler)
{
	*work = (struct k_work_user)Z_WORK_USER_INITIALIZER(handler);
}

/** @return whether @a work is in a queue: not once it runs. Any context; a snapshot. */
static inline bool k_work_user_is_pending(struct k_work_user *work)
{
	return (k_work_busy_get(&work->work) & K_WORK_QUEUED) != 0;
}

/**
 * Put @a work into @a work_q. ISR-legal; does not block; a scheduling point.
 * @retval 0        done.
 * @retval -EBUSY   it was in a queue already.
 * @retval -ENODEV  the queue has not been started.
 */
int k_work_user_submit_to_queue(struct k_work_user_q *work_q, struct k_work_user *work);

/** Start @a work_q, as k_work_queue_start() does; @a name may be NULL. */
void k_work_user_queue_start(struct k_work_user_q *work_q, k_thread_stack_t *stack,
			     size_t stack_size, int prio, const char *name);

/** @return the thread of @a work_q, which has been started. Any context. */
static inline k_tid_t k_work_user_queue_thread_get(struct k_work_user_q *work_q)
{
	return k_work_queue_thread_get(&work_q->queue);
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_WORK_USER_H_ */
