/* SPDX-License-Identifier: MIT */
/*
 * Waiting and waking: threads go into the wait queues of objects, and leave
 * them because an object was handed over, a time is up, or they end.
 *
 * Invariant: a PENDING thread is in *pended_on, sorted by effective priority.
 * A thread can be PENDING and SUSPENDED: then the wait goes on, and at its end
 * the thread is not ready yet.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include "kernel/sched/deadline.h"
#include "kernel/sched/inherit.h"
#include "kernel/sched/ready.h"
#include "kernel/sched/ready_q.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/wait.h"

void z_switch_when_allowed(unsigned int key)
{
	if (arch_is_in_isr()) {
		arch_switch_at_isr_exit();
		arch_irq_unlock(key);
	} else if (arch_irq_unlocked(key)) {
		arch_switch(key);
	} else {
		arch_irq_unlock(key);
	}
}

void z_wait_q_insert(_wait_q_t *wait_q, struct k_thread *thread)
{
	sys_dnode_t *tail = sys_clist_peek_tail(&wait_q->waitq);

	/* Most often all have one priority: then there is nothing to search. */
	if (tail == NULL ||
	    !z_goes_before(thread, CONTAINER_OF(tail, struct k_thread, base.qnode))) {
		sys_clist_append(&wait_q->waitq, &thread->base.qnode);
		return;
	}

	struct k_thread *other = z_wait_q_first(wait_q);

	/* Ends at the tail at the latest. */
	while (!z_goes_before(thread, other)) {
		other = z_wait_q_next(wait_q, other);
	}
	sys_clist_insert_before(&wait_q->waitq, &other->base.qnode, &thread->base.qnode);
}

void z_wait_q_remove(struct k_thread *thread)
{
	sys_clist_remove(&thread->base.pended_on->waitq, &thread->base.qnode);
}

/** @a thread, no longer in a wait queue, waits for nothing and nobody. */
static Z_INLINE void forget_wait(struct k_thread *thread, int result)
{
	(void)z_timeout_abort(&thread->base.timeout);
	thread->base.pended_on = NULL;
	thread->base.wait_kind = Z_WAIT_NOTHING;
	thread->base.wait_result = result;
}

/**
 * What is left to do when @a thread, no longer in a wait queue, stops waiting.
 * @return whether that was all; if not, z_ready_entered() follows.
 */
static Z_INLINE __must_check bool end_wait(struct k_thread *thread, int result)
{
	uint8_t state = thread->base.thread_state;

	forget_wait(thread, result);
	if (likely(state == _THREAD_PENDING || state == _THREAD_SLEEPING)) {
		return z_ready_enter(thread);
	}
	/* Dead or suspended meanwhile. */
	thread->base.thread_state = state & (uint8_t) ~(_THREAD_PENDING | _THREAD_SLEEPING);
	return true;
}

void z_wait_cancel(struct k_thread *thread, int result)
{
	struct k_mutex *left = NULL;

	if ((thread->base.thread_state & _THREAD_PENDING) != 0) {
		left = thread->base.wait_kind == Z_WAIT_MUTEX ? z_mutex_of(thread->base.pended_on)
							      : NULL;
		if (thread->base.wait_kind == Z_WAIT_POLL) {
			z_poll_left(thread);
		}
		z_wait_q_remove(thread);
	}
	if (!end_wait(thread, result)) {
		z_ready_entered(thread);
	}
	/* Last: the chain of owners can lead back to the thread. */
	if (left != NULL) {
		z_inherit_waiter_left(left);
	}
}

void z_thread_timed_out(struct _timeout *timeout, unsigned int key)
{
	ARG_UNUSED(key);
	z_wait_cancel(CONTAINER_OF(timeout, struct k_thread, base.timeout), -EAGAIN);
}

/** z_ready_withdraw() inline, where that is fast. */
static Z_INLINE void withdraw(struct k_thread *thread)
{
	if (!Z_READY_FAST) {
		z_ready_withdraw(thread);
	} else {
		z_ready_withdraw_inline(thread);
	}
}

void z_pend_current(_wait_q_t *wait_q, enum z_wait_kind kind, k_timeout_t timeout)
{
	struct k_thread *thread = _current;

	withdraw(thread);
	thread->base.thread_state |= _THREAD_PENDING;
	thread->base.pended_on = wait_q;
	thread->base.wait_kind = (uint8_t)kind;
	if (z_wait_q_first(wait_q) == NULL) {
		sys_clist_set_single(&wait_q->waitq, &thread->base.qnode);
	} else {
		z_wait_q_insert(wait_q, thread);
	}
	if (!K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		z_timeout_start(&thread->base.timeout, z_thread_timed_out, timeout);
	}
}

/** z_wait_for_ever() in all cases. */
static __noinline int wait_in_turn(_wait_q_t *wait_q, unsigned int key, enum z_wait_kind kind)
{
	struct k_thread *thread = _current;

	z_pend_current(wait_q, kind, K_FOREVER);
	z_ready_choose_other();
	arch_switch(key);
	return thread->base.wait_result;
}

static __noinline int watch_and_switch(unsigned int key)
{
	struct k_thread *thread = _current;

	z_slice_watch(_kernel.next);
	arch_switch(key);
	return thread->base.wait_result;
}

/**
 * Most often nobody waits yet, so there is no place to look for, and no other thread than the current one was chosen
 * while interrupts were locked, so it is queued.
 */
static Z_INLINE int wait_for_ever(_wait_q_t *wait_q, unsigned int key, enum z_wait_kind kind)
{
	struct k_thread *thread = _current;

	z_check_may_switch();
	if (!Z_READY_FAST || _kernel.next != thread || z_wait_q_first(wait_q) != NULL) {
		return wait_in_turn(wait_q, key, kind);
	}

	/* The node is its level's until it has left; the queue is not looked at meanwhile. */
	wait_q->waitq.head = &thread->base.qnode;
	thread->base.pended_on = wait_q;
	thread->base.wait_kind = (uint8_t)kind;
	if (!z_ready_leave(thread, _THREAD_PENDING)) {
		return watch_and_switch(key);
	}
	arch_switch(key);
	return thread->base.wait_result;
}

int z_wait_for_ever(_wait_q_t *wait_q, unsigned int key, enum z_wait_kind kind)
{
	return wait_for_ever(wait_q, key, kind);
}

int z_wait_packed(_wait_q_t *wait_q, unsigned int key_and_kind, k_timeout_t timeout)
{
	z_check_may_switch();
	if (!K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		z_timeout_start(&_current->base.timeout, z_thread_timed_out, timeout);
	}
	return wait_for_ever(wait_q, key_and_kind >> 8, (enum z_wait_kind)(key_and_kind & 0xFFU));
}

void z_wait_move(struct k_thread *thread, _wait_q_t *wait_q)
{
	(void)z_timeout_abort(&thread->base.timeout);
	z_wait_q_remove(thread);
	thread->base.pended_on = wait_q;
	z_wait_q_insert(wait_q, thread);
}

void z_wake_before_choice(struct k_thread *thread, int result)
{
	uint8_t state = thread->base.thread_state & (uint8_t)~_THREAD_PENDING;

	sys_clist_dequeue(&thread->base.pended_on->waitq, &thread->base.qnode);
	forget_wait(thread, result);
	thread->base.thread_state = state;
	if (state == 0U) {
		thread->base.thread_state = _THREAD_QUEUED;
		z_ready_link_in(thread, false);
	}
}

void z_wake(struct k_thread *thread, int result)
{
	if (!Z_READY_FAST) {
		z_wake_before_choice(thread, result);
		if (z_is_queued(thread)) {
			z_ready_entered(thread);
		}
		return;
	}
	sys_clist_dequeue(&thread->base.pended_on->waitq, &thread->base.qnode);
	if (!end_wait(thread, result)) {
		z_ready_entered(thread);
	}
}

static __noinline void wake_in_turn(_wait_q_t *wait_q, unsigned int key)
{
	(void)z_wake_first(wait_q, 0);
	z_reschedule(key);
}

static __noinline void settle_and_reschedule(const struct k_thread *thread, unsigned int key)
{
	z_ready_entered(thread);
	z_reschedule(key);
}

/** Most often one thread waits, so that the queue is empty then, and nobody has suspended it. */
void z_wake_first_and_reschedule(_wait_q_t *wait_q, unsigned int key)
{
	struct k_thread *thread = z_wait_q_first(wait_q);

	if (!Z_READY_FAST || thread->base.qnode.next != &thread->base.qnode ||
	    thread->base.thread_state != _THREAD_PENDING) {
		wake_in_turn(wait_q, key);
		return;
	}
	forget_wait(thread, 0);
	sys_clist_init(&wait_q->waitq);
	if (likely(z_ready_enter(thread))) {
		z_reschedule(key);
	} else {
		settle_and_reschedule(thread, key);
	}
}

int z_wake_all(_wait_q_t *wait_q, int result)
{
	int woken = 0;

	while (z_wake_first(wait_q, result) != NULL) {
		woken++;
	}
	return woken;
}
