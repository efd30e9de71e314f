/* SPDX-License-Identifier: MIT */
/*
 * Priority inheritance: a thread runs at the best of its base priority and the
 * priorities of all threads that wait for mutexes it owns.
 *
 * k_thread::contended lists the mutexes that a thread owns and others await; a
 * mutex that nobody waits for is in no list, so locking it costs nothing here.
 * When the priority of a waiting owner changes, the owner of what it waits for
 * is looked at next, and so along the chain.
 * Lock: the interrupt lock.
 */
#include "kernel/sched/inherit.h"
#include "kernel/sched/ready.h"
#include "kernel/sched/ready_q.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/wait.h"

/** The owner of the mutex that @a thread waits for, or NULL. */
static struct k_thread *owner_awaited_by(const struct k_thread *thread)
{
	return thread->base.wait_kind == Z_WAIT_MUTEX ? z_mutex_of(thread->base.pended_on)->owner
						      : NULL;
}

/** What a waiter of priority @a prio lends; nothing to compare where the ceiling is above all priorities. */
static inline int limited(int prio)
{
	return CONFIG_PRIORITY_CEILING > K_HIGHEST_THREAD_PRIO ? MAX(prio, CONFIG_PRIORITY_CEILING)
							       : prio;
}

static int inherited_prio(struct k_thread *thread)
{
	int prio = thread->base.base_prio;
	struct k_mutex *mutex;

	SYS_SLIST_FOR_EACH_CONTAINER(&thread->base.contended, mutex, contended) {
		int lent = z_wait_q_first(&mutex->wait_q)->base.prio;

		prio = MIN(prio, limited(lent));
	}
	return prio;
}

static inline bool is_waiting(const struct k_thread *thread)
{
	return (thread->base.thread_state & _THREAD_PENDING) != 0;
}

static void set_effective(struct k_thread *thread, int prio)
{
	/* What a thread was lent and gives back does not cost it its place. */
	bool to_head = prio > thread->base.prio;

	if (is_waiting(thread)) {
		z_wait_q_remove(thread);
		thread->base.prio = (int8_t)prio;
		z_wait_q_insert(thread->base.pended_on, thread);
	} else {
		z_ready_move(thread, prio, to_head);
	}
}

/** Bring the effective priorities of @a thread and of those it waits for up to date. */
static void update_chain(struct k_thread *thread)
{
	while (thread != NULL) {
		int prio = inherited_prio(thread);

		if (prio == thread->base.prio) {
			return;
		}
		set_effective(thread, prio);
		thread = owner_awaited_by(thread);
	}
}

/**
 * A new waiter has the priority @a prio: bring that of @a owner, and of those it waits for, up to it, as update_chain()
 * does, but without a look at other waiters, who have lent what they have.
 */
static void lend(struct k_thread *owner, int prio)
{
	if (!Z_READY_FAST) {
		update_chain(owner);
		return;
	}
	prio = limited(prio);
	while (owner != NULL && prio < owner->base.prio) {
		if (likely(!is_waiting(owner))) {
			z_ready_move_inline(owner, prio, false);
			return;
		}
		set_effective(owner, prio);
		owner = owner_awaited_by(owner);
	}
}

/**
 * Assert that waiting for @a mutex for ever would end: it does not when its owner has ended or waits for us.
 * A wait with a timeout on the way opens the circle again.
 */
static void check_for_cycle(const struct k_mutex *mutex)
{
	const struct k_thread *owner = mutex->owner;

	__ASSERT((owner->base.thread_state & _THREAD_DEAD) == 0,
		 "deadlock: thread %p waits for mutex %p, whose owner %p has ended without "
		 "unlocking it",
		 (void *)_current, (const void *)mutex, (const void *)owner);
	while (owner != NULL && owner != _current) {
		owner = z_timeout_pending(&owner->base.timeout) ? NULL : owner_awaited_by(owner);
	}
	__ASSERT(owner == NULL,
		 "deadlock: thread %p waits for mutex %p, whose owner %p waits for it",
		 (void *)_current, (const void *)mutex, (void *)mutex->owner);
}

int z_inherit_wait(struct k_mutex *mutex, unsigned int key, k_timeout_t timeout)
{
	struct k_thread *thread = _current;

	z_check_may_switch();
	if (IS_ENABLED(CONFIG_ASSERT) && K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		check_for_cycle(mutex);
	}
	if (z_wait_q_first(&mutex->wait_q) == NULL) {
		sys_slist_prepend(&mutex->owner->base.contended, &mutex->contended);
	}
	z_pend_current(&mutex->wait_q, Z_WAIT_MUTEX, timeout);
	lend(mutex->owner, thread->base.prio);
	z_ready_choose_other();
	arch_switch(key);
	return thread->base.wait_result;
}

/** The running @a thread, which waits for nobody, owns less: it keeps what it is lent for the rest. */
static Z_INLINE void give_back(struct k_thread *thread)
{
	int prio = inherited_prio(thread);

	if (prio != thread->base.prio) {
		/* What it was lent and gives back does not cost it its place. */
		if (Z_READY_FAST) {
			z_ready_move_inline(thread, prio, true);
		} else {
			z_ready_move(thread, prio, true);
		}
	}
}

void z_inherit_hand_over(struct k_mutex *mutex, unsigned int key)
{
	struct k_thread *thread = z_wait_q_first(&mutex->wait_q);

	(void)sys_slist_find_and_remove(&_current->base.contended, &mutex->contended);
	give_back(_current);
	z_wake_before_choice(thread, 0);
	mutex->owner = thread;
	mutex->lock_count = 1;
	if (z_wait_q_first(&mutex->wait_q) != NULL) {
		sys_slist_prepend(&thread->base.contended, &mutex->contended);
	}
	z_ready_choose_by_rule();
	z_reschedule(key);
}

void z_inherit_waiter_left(struct k_mutex *mutex)
{
	if (z_wait_q_first(&mutex->wait_q) == NULL) {
		(void)sys_slist_find_and_remove(&mutex->owner->base.contended, &mutex->contended);
	}
	update_chain(mutex->owner);
	z_ready_choose(Z_PREEMPT_BY_RULE);
}

void z_inherit_set_base(struct k_thread *thread, int prio)
{
	thread->base.base_prio = (int8_t)prio;

	if (is_waiting(thread)) {
		update_chain(thread);
	} else {
		/* Also when nothing changed: it was asked for, so it starts over at the end. */
		z_ready_move(thread, inherited_prio(thread), false);
	}
}
