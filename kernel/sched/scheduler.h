/* SPDX-License-Identifier: MIT */
/*
 * The scheduler's verbs: all that kernel objects use. A call on an object
 * checks its context, locks, decides, and then does exactly one of z_unlock(),
 * z_reschedule() or z_wait().
 *
 * One lock, the interrupt lock, protects every object and the scheduler.
 * "Locked" below: the caller holds it.
 */
#ifndef BREEZE_KERNEL_SCHED_SCHEDULER_H_
#define BREEZE_KERNEL_SCHED_SCHEDULER_H_

#include <stdbool.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/spinlock.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/sys_clock.h>

#include "arch/arch.h"

/*
 * The lock, and the three ways out
 */

/** Take the kernel's lock. @return the key for one of the ways out. */
static ALWAYS_INLINE unsigned int z_lock(void)
{
	return arch_irq_lock();
}

/** Way out 1: nothing has changed that others wait for. */
static ALWAYS_INLINE void z_unlock(unsigned int key)
{
	arch_irq_unlock(key);
}

/** z_reschedule() when another thread than the current one should run. */
void z_switch_when_allowed(unsigned int key);

/**
 * Way out 2: unlock, and switch if a better thread is ready: at once in a thread that had interrupts
 * unlocked, at the outermost exit in an interrupt handler, at the next scheduling point otherwise.
 */
static ALWAYS_INLINE void z_reschedule(unsigned int key)
{
	if (_kernel.next == _current) {
		arch_irq_unlock(key);
	} else {
		z_switch_when_allowed(key);
	}
}

/** z_wait() without a time limit. */
int z_wait_for_ever(_wait_q_t *wait_q, unsigned int key, enum z_wait_kind kind);

/** z_wait(); its last argument would not fit in a register on Arm, so two of them share one. */
int z_wait_packed(_wait_q_t *wait_q, unsigned int key_and_kind, k_timeout_t timeout);

/**
 * Way out 3: wait in @a wait_q until woken or until @a timeout, which is not K_NO_WAIT.
 * @return what the waker gave to z_wake(), or -EAGAIN.
 */
static ALWAYS_INLINE int z_wait(_wait_q_t *wait_q, enum z_wait_kind kind, k_timeout_t timeout,
				unsigned int key)
{
	if (IS_ENABLED(CONFIG_SPEED_OPTIMIZATIONS) && K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		return z_wait_for_ever(wait_q, key, kind);
	}
	return z_wait_packed(wait_q, key << 8 | (unsigned int)kind, timeout);
}

/*
 * Waking; locked, followed by z_reschedule()
 */

/** @return the thread that z_wake() should wake first, or NULL. */
static ALWAYS_INLINE struct k_thread *z_wait_q_first(const _wait_q_t *wait_q)
{
	sys_dnode_t *node = sys_clist_peek_head(&wait_q->waitq);

	return node == NULL ? NULL : CONTAINER_OF(node, struct k_thread, base.qnode);
}

/** @return the thread that waits behind @a thread, or NULL. */
static inline struct k_thread *z_wait_q_next(const _wait_q_t *wait_q, const struct k_thread *thread)
{
	sys_dnode_t *node = sys_clist_peek_next(&wait_q->waitq, (sys_dnode_t *)&thread->base.qnode);

	return node == NULL ? NULL : CONTAINER_OF(node, struct k_thread, base.qnode);
}

/** Visit the threads of a wait queue, the best first; the queue may not change meanwhile. */
#define Z_WAIT_Q_FOR_EACH(wait_q, thread)                                                          \
	for (thread = z_wait_q_first(wait_q); thread != NULL;                                      \
	     thread = z_wait_q_next(wait_q, thread))

/** End the wait of @a thread; its z_wait() returns @a result. */
void z_wake(struct k_thread *thread, int result);

/** z_wake_first() with 0 in @a wait_q, which is not empty, and z_reschedule(), in one. */
void z_wake_first_and_reschedule(_wait_q_t *wait_q, unsigned int key);

/** Have @a thread, which waits, wait in @a wait_q instead, and without a timeout. */
void z_wait_move(struct k_thread *thread, _wait_q_t *wait_q);

/** z_wake() the best waiter. @return it, or NULL when nobody waits. */
static ALWAYS_INLINE struct k_thread *z_wake_first(_wait_q_t *wait_q, int result)
{
	struct k_thread *thread = z_wait_q_first(wait_q);

	if (thread != NULL) {
		z_wake(thread, result);
	}
	return thread;
}

/** z_wake() all waiters. @return how many there were. */
int z_wake_all(_wait_q_t *wait_q, int result);

/*
 * Priority inheritance: waiting for a mutex lends priority to its owner
 */

struct k_mutex;

/** Way out 3 for a mutex that another thread owns: wait until it is handed over (0) or @a timeout (-EAGAIN). */
int z_inherit_wait(struct k_mutex *mutex, unsigned int key, k_timeout_t timeout);

/** Hand @a mutex, owned by the current thread and awaited, to its best waiter, and z_reschedule(). Locked. */
void z_inherit_hand_over(struct k_mutex *mutex, unsigned int key);

/*
 * Polling: waiting for several objects; nothing without CONFIG_POLL
 */

#ifdef CONFIG_POLL

struct k_poll_event;
struct z_poller;

/**
 * Way out 3 for several objects: wait until one of @a count events, whose _pollers are set, is notified (0, or -EINTR if
 * cancelled) or until @a timeout (-EAGAIN), which is not K_NO_WAIT.
 */
int z_poll_wait(struct k_poll_event *events, int count, k_timeout_t timeout, unsigned int key);

/** Have @a poller, whose events' _pollers are set, notified once. Locked. */
void z_poll_link(struct z_poller *poller);

/** Have @a poller notified no more. Locked. */
void z_poll_unlink(const struct z_poller *poller);

/** Wake the best thread that polls an object; @a pollers, its list, is not empty. */
void z_poll_notify_best(sys_clist_t *pollers, uint32_t state);

/** @return whether a thread polls @a obj. */
#define z_is_polled(obj) (!sys_clist_is_empty(&(obj)->pollers))

/** Something is at @a obj, which is polled: tell the best thread that does. Locked; z_reschedule() follows. */
#define z_poll_tell(obj, state) z_poll_notify_best(&(obj)->pollers, state)

/** z_poll_tell() if a thread polls @a obj. */
#define z_poll_notify(obj, state)                                                                  \
	do {                                                                                       \
		if (z_is_polled(obj)) {                                                            \
			z_poll_tell(obj, state);                                                   \
		}                                                                                  \
	} while (false)

#else

#define z_is_polled(obj)          ((void)(obj), false)
#define z_poll_tell(obj, state)   ((void)(obj))
#define z_poll_notify(obj, state) ((void)(obj))

#endif /* CONFIG_POLL */

/*
 * Timeouts; locked
 */

/** Have @a fn called when @a timeout is over: at least so long from now. Not K_FOREVER. */
void z_timeout_start(struct _timeout *to, _timeout_func_t fn, k_timeout_t timeout);

/** Have @a fn called at tick @a tick, or the next one if that has come. */
void z_timeout_start_at(struct _timeout *to, _timeout_func_t fn, int64_t tick);

/** @return whether @a to is pending. */
static ALWAYS_INLINE bool z_timeout_pending(const struct _timeout *to)
{
	return sys_dnode_is_linked(&to->node);
}

/** Forget @a to. @return true if it was pending. The clock may still interrupt for it. */
static ALWAYS_INLINE bool z_timeout_abort(struct _timeout *to)
{
	if (!z_timeout_pending(to)) {
		return false;
	}
	sys_dlist_remove(&to->node);
	return true;
}

/** @return the tick at which @a to is due, or now if it is not pending. Locks by itself. */
int64_t z_timeout_expires(const struct _timeout *to);

/** @return ticks until @a to is due; 0 if it is overdue or not pending. Locks by itself. */
int64_t z_timeout_remaining(const struct _timeout *to);

/** @return the current tick; inside a timeout's handler, the tick at which it was due. */
int64_t z_tick_now(void);

/** @return the tick @a ticks after @a tick, or one that never comes if there is none. */
static inline int64_t z_tick_after(int64_t tick, int64_t ticks)
{
	int64_t after = (int64_t)((uint64_t)tick + (uint64_t)ticks);

	return after >= 0 ? after : INT64_MAX;
}

/*
 * Checks of the calling context; nothing in builds without assertions
 */

/** Assert that the caller may block for @a timeout. */
#define z_check_may_wait(timeout)                                                                  \
	__ASSERT(K_TIMEOUT_EQ(timeout, K_NO_WAIT) || !arch_is_in_isr(),                            \
		 "%s: an interrupt handler can not wait: use K_NO_WAIT", __func__)

/** Assert that the caller is a thread. */
#define z_check_thread()                                                                           \
	__ASSERT(!arch_is_in_isr(), "%s: not allowed in an interrupt handler", __func__)

/** Assert that the calling thread may let others run: none could unlock the spinlocks that it holds. */
#define z_check_may_switch()                                                                       \
	do {                                                                                       \
		__ASSERT(!z_spin_any_held(), "%s: not allowed with a spinlock held", __func__);    \
		__ASSERT((_current->base.thread_state & _THREAD_DUMMY) == 0,                       \
			 "%s: not allowed before the kernel runs", __func__);                      \
	} while (false)

#endif /* BREEZE_KERNEL_SCHED_SCHEDULER_H_ */
