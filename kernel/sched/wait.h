/* SPDX-License-Identifier: MIT */
/*
 * Wait queues, for the files of kernel/sched; the verbs for objects are in
 * kernel/sched/scheduler.h. Called locked.
 */
#ifndef BREEZE_KERNEL_SCHED_WAIT_H_
#define BREEZE_KERNEL_SCHED_WAIT_H_

#include <zephyr/kernel/thread.h>
#include <zephyr/kernel/wait_q.h>

/** Put @a thread into @a wait_q by its priority, behind its equals. */
void z_wait_q_insert(_wait_q_t *wait_q, struct k_thread *thread);

/** Take @a thread, PENDING, out of its wait queue. */
void z_wait_q_remove(struct k_thread *thread);

/** Make the current thread wait; z_ready_choose() and a switch follow. @a timeout is not K_NO_WAIT. */
void z_pend_current(_wait_q_t *wait_q, enum z_wait_kind kind, k_timeout_t timeout);

/** As z_wake(), when z_ready_choose() follows and next may be any thread meanwhile. */
void z_wake_before_choice(struct k_thread *thread, int result);

/** End the wait or sleep of @a thread before it was served; z_wait() returns @a result. */
void z_wait_cancel(struct k_thread *thread, int result);

#ifdef CONFIG_POLL
/** Take the events of @a thread, which waits in z_poll_wait(), out of their lists. */
void z_poll_left(struct k_thread *thread);
#else
static inline void z_poll_left(struct k_thread *thread)
{
	(void)thread;
}
#endif

/** The timeout of a waiting, sleeping or not yet started thread is over. */
void z_thread_timed_out(struct _timeout *timeout, unsigned int key);

#endif /* BREEZE_KERNEL_SCHED_WAIT_H_ */
