/* SPDX-License-Identifier: MIT */
/*
 * The ready queue, for the files of kernel/sched. Every function is called
 * locked and keeps _kernel.next, the thread that should run, up to date.
 */
#ifndef BREEZE_KERNEL_SCHED_READY_H_
#define BREEZE_KERNEL_SCHED_READY_H_

#include <stdbool.h>

#include <zephyr/kernel/thread.h>

/** States in which a thread may not run. */
#define Z_NOT_RUNNABLE                                                                             \
	(_THREAD_DUMMY | _THREAD_PENDING | _THREAD_SLEEPING | _THREAD_DEAD | _THREAD_SUSPENDED)

/** What may push the running thread aside. */
enum z_preempt {
	/** The rules: not a cooperative thread, nor one that locked the scheduler. */
	Z_PREEMPT_BY_RULE,
	/** The running thread gives way of its own will. */
	Z_PREEMPT_ALWAYS,
};

/** Make no thread ready. */
void z_ready_init(void);

/** Queue @a thread behind the ready threads of its priority, if it is runnable and not queued yet. */
void z_ready_add(struct k_thread *thread);

/** @a thread, at least as good as next, has been queued: see to it that it runs if it should, or gets its turn. */
void z_ready_entered(const struct k_thread *thread);

/** Take @a thread out of the queue, if it is there. z_ready_choose() follows. */
void z_ready_withdraw(struct k_thread *thread);

/** Take @a thread out of the queue, if it is there. */
void z_ready_remove(struct k_thread *thread);

/** Give @a thread the effective priority @a prio; it goes to the end of its new level, or to its head. */
void z_ready_move(struct k_thread *thread, int prio, bool to_head);

/** Let @a thread, queued, go behind its peers. */
void z_ready_yield(struct k_thread *thread);

/** Choose _kernel.next anew. */
void z_ready_choose(enum z_preempt preempt);

/** @return whether another ready thread has the priority of @a thread, which is queued or idle. */
static inline bool z_ready_has_peers(const struct k_thread *thread)
{
	return thread->base.qnode.next != &thread->base.qnode;
}

/** @return whether @a thread gives way to better threads as soon as they are ready. */
static inline bool z_is_preemptible(const struct k_thread *thread)
{
	return thread->base.preempt < 0x80;
}

static inline bool z_is_queued(const struct k_thread *thread)
{
	return (thread->base.thread_state & _THREAD_QUEUED) != 0;
}

#endif /* BREEZE_KERNEL_SCHED_READY_H_ */
