/* SPDX-License-Identifier: MIT */
/*
 * Work that waits for events (CONFIG_POLL): an item that is submitted when one of them happens, as
 * k_poll() would have returned, or when its time is over. No thread waits meanwhile.
 */
#ifndef ZEPHYR_KERNEL_WORK_POLL_H_
#define ZEPHYR_KERNEL_WORK_POLL_H_

#include <zephyr/kernel/poll.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/kernel/work.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An item. Protected by the interrupt lock. */
struct k_work_poll {
	/** What the handler gets: CONTAINER_OF(work, struct k_work_poll, work) is the item. */
	struct k_work work;
	struct z_poller poller;
	struct _timeout timeout;
	k_work_handler_t real_handler;
	/** From its submission to the start of its handler, else NULL. */
	struct k_work_q *workq;
	/** For the handler: what k_poll() would have returned, 0, -EAGAIN or -EINTR. -EINPROGRESS while it waits. */
	int poll_result;
};

/** Prepare @a work, which must not be submitted. Any context. */
void k_work_poll_init(struct k_work_poll *work, k_work_handler_t handler);

/**
 * Submit @a work to @a work_q as soon as one of @a num_events events has happened, or at the end of @a timeout. An item that
 * still waits starts over. The events stay the item's until its handler runs. ISR-legal; does not block; a scheduling point.
 * @retval 0            done.
 * @retval -EINVAL      it has been submitted, but its handler has not started yet.
 * @retval -EADDRINUSE  it waits for events, for another queue.
 * @retval -EBUSY       @a work_q takes no work now: it is plugged or drained.
 * @retval -ENODEV      @a work_q has not been started.
 */
int k_work_poll_submit_to_queue(struct k_work_q *work_q, struct k_work_poll *work,
				struct k_poll_event *events, int num_events, k_timeout_t timeout);

/** k_work_poll_submit_to_queue() to the system's queue. */
int k_work_poll_submit(struct k_work_poll *work, struct k_poll_event *events, int num_events,
		       k_timeout_t timeout);

/**
 * Have @a work wait no more. ISR-legal; does not block.
 * @retval 0        done: its handler will not run.
 * @retval -EINVAL  it does not wait: it was not submitted, or is in its queue or done.
 */
int k_work_poll_cancel(struct k_work_poll *work);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_WORK_POLL_H_ */
