/* SPDX-License-Identifier: MIT */
/*
 * The ready queue's steps, inline for the paths of every wait and wake. They keep the levels and
 * their bitmap; _kernel.next is the business of ready.c and of the callers. Called locked.
 */
#ifndef BREEZE_KERNEL_SCHED_READY_Q_H_
#define BREEZE_KERNEL_SCHED_READY_Q_H_

#include <zephyr/kernel_structs.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/sys/clist.h>
#include <zephyr/sys/util.h>

#include "kernel/sched/ready.h"
#include "kernel/sched/slice.h"

/** Inline where speed is wanted; where size is, the compiler decides. */
#ifdef CONFIG_SPEED_OPTIMIZATIONS
#define Z_INLINE ALWAYS_INLINE
#else
#define Z_INLINE inline
#endif

/**
 * Whether fast paths are wanted, and what they take for granted holds: a level is first come, first served, and nobody
 * goes on after meta-IRQs, or has slices of its own.
 */
#define Z_READY_FAST                                                                               \
	(IS_ENABLED(CONFIG_SPEED_OPTIMIZATIONS) && CONFIG_NUM_METAIRQ_PRIORITIES == 0 &&           \
	 !IS_ENABLED(CONFIG_SCHED_DEADLINE) && !IS_ENABLED(CONFIG_TIMESLICE_PER_THREAD))

/** Queue @a thread by its deadline, behind its equals or before them (CONFIG_SCHED_DEADLINE). */
void z_ready_insert_by_deadline(sys_clist_t *list, struct k_thread *thread, bool before_equals);

static Z_INLINE unsigned int z_level_of(const struct k_thread *thread)
{
	return (unsigned int)(thread->base.prio + CONFIG_NUM_COOP_PRIORITIES);
}

static Z_INLINE sys_clist_t *z_level_list(unsigned int level)
{
	return &_kernel.ready_q.level[level];
}

/** The word of the bitmap that has @a level; a constant where there is one word. */
static Z_INLINE uint32_t *z_level_word(unsigned int level)
{
	return &_kernel.ready_q.used[Z_READY_WORDS == 1 ? 0 : level / 32];
}

static Z_INLINE uint32_t z_level_bit(unsigned int level)
{
	return BIT(31) >> (Z_READY_WORDS == 1 ? level : level % 32);
}

/** Put @a thread into its level; its state is the caller's. */
static Z_INLINE void z_ready_link_in(struct k_thread *thread, bool at_head)
{
	unsigned int level = z_level_of(thread);
	sys_clist_t *list = z_level_list(level);
	sys_dnode_t *node = &thread->base.qnode;

	if (sys_clist_is_empty(list)) {
		sys_clist_set_single(list, node);
		*z_level_word(level) |= z_level_bit(level);
	} else if (IS_ENABLED(CONFIG_SCHED_DEADLINE)) {
		z_ready_insert_by_deadline(list, thread, at_head);
	} else if (at_head) {
		sys_clist_prepend(list, node);
	} else {
		sys_clist_append(list, node);
	}
}

/** Take @a thread out of its level; its state is the caller's. */
static Z_INLINE void z_ready_link_out(struct k_thread *thread)
{
	unsigned int level = z_level_of(thread);
	sys_clist_t *list = z_level_list(level);

	sys_clist_dequeue(list, &thread->base.qnode);
	if (sys_clist_is_empty(list)) {
		*z_level_word(level) &= ~z_level_bit(level);
	}
}

/** z_ready_withdraw(), which says what it does, without meta-IRQ threads. */
static Z_INLINE void z_ready_withdraw_inline(struct k_thread *thread)
{
	if (z_is_queued(thread)) {
		thread->base.thread_state &= (uint8_t)~_THREAD_QUEUED;
		z_ready_link_out(thread);
	}
}

/** z_ready_move(), which says what it does. */
static Z_INLINE void z_ready_move_inline(struct k_thread *thread, int prio, bool to_head)
{
	if (!z_is_queued(thread)) {
		thread->base.prio = (int8_t)prio;
		return;
	}
	z_ready_link_out(thread);
	thread->base.prio = (int8_t)prio;
	z_ready_link_in(thread, to_head);
}

/** @return the head of the best level, or the idle thread. */
static Z_INLINE struct k_thread *z_ready_best(void)
{
	for (unsigned int word = 0; word < Z_READY_WORDS; word++) {
		uint32_t used = _kernel.ready_q.used[word];

		if (used != 0) {
			unsigned int level = word * 32 + (unsigned int)__builtin_clz(used);

			return CONTAINER_OF(sys_clist_peek_head(z_level_list(level)),
					    struct k_thread, base.qnode);
		}
	}
	return _kernel.cpus[0].idle_thread;
}

/** @return whether next has the priority of @a thread and is preemptible, which makes it the head of its level. */
static Z_INLINE bool z_is_peer_of_next(const struct k_thread *thread, const struct k_thread *next)
{
	return thread->base.prio == (int)next->base.preempt;
}

/**
 * z_ready_add() for a thread that is runnable and not queued, whatever its state says yet, as far as it goes without a
 * choice: most often it is a peer that takes turns already, or worse than next, or better than all. Without a look at
 * the bitmap, because next is the best ready thread while the current one is preemptible: a peer of it goes to the end
 * of its level, which is before its head in the ring; one that is better is the best, and alone in its level, so that
 * its turn needs no watch.
 * @return whether that was all; if not, z_ready_entered() follows.
 */
static Z_INLINE __must_check bool z_ready_enter(struct k_thread *thread)
{
	struct k_thread *next = _kernel.next;

	thread->base.thread_state = _THREAD_QUEUED;
	if (Z_READY_FAST && likely(z_is_peer_of_next(thread, next))) {
		__ASSERT(sys_clist_peek_head(z_level_list(z_level_of(next))) == &next->base.qnode,
			 "thread %p is next, but not the first of its priority", (void *)next);
		sys_dlist_insert(&next->base.qnode, &thread->base.qnode);
		return z_slice_is_watched();
	}
	z_ready_link_in(thread, false);
	if (thread->base.prio > next->base.prio) {
		return true;
	}
	if (!Z_READY_FAST || thread->base.prio == next->base.prio || !z_is_preemptible(_current)) {
		return false;
	}
	_kernel.next = thread;
	z_slice_restart();
	return true;
}

/** @a thread should run: its turn begins, unless it was next already. */
static Z_INLINE void z_ready_set_next(struct k_thread *thread)
{
	if (_kernel.next != thread) {
		_kernel.next = thread;
		z_slice_begin(thread);
	} else {
		z_slice_watch(thread);
	}
}

/** z_ready_choose(Z_PREEMPT_BY_RULE) when the current thread is queued. */
static Z_INLINE void z_ready_choose_by_rule(void)
{
	struct k_thread *running = _current;

	if (!Z_READY_FAST) {
		z_ready_choose(Z_PREEMPT_BY_RULE);
	} else {
		z_ready_set_next(z_is_preemptible(running) ? z_ready_best() : running);
	}
}

/** The best of those left is next; its turn begins. @return whether that was all, as z_ready_leave() does. */
static Z_INLINE bool z_ready_take_best(void)
{
	struct k_thread *best = z_ready_best();

	_kernel.next = best;
	z_slice_restart();
	return !z_slice_must_start(best);
}

/** z_ready_choose() when the current thread is in no level, and so can not go on. */
static Z_INLINE void z_ready_choose_other(void)
{
	if (!Z_READY_FAST) {
		z_ready_choose(Z_PREEMPT_BY_RULE);
	} else if (!z_ready_take_best()) {
		z_slice_watch(_kernel.next);
	}
}

/**
 * z_ready_remove() for the current thread, which is the next one too and so is queued and in no other state: it takes
 * on @a state, and the best of those left is next, because a thread that is in no level can not go on. Not for
 * meta-IRQ threads. Its node is a ring of its own then, as the only one of a wait queue has to be.
 * @return whether that was all; if not, z_slice_watch() follows for the next thread.
 */
static Z_INLINE __must_check bool z_ready_leave(struct k_thread *current, uint8_t state)
{
	sys_clist_t *list = z_level_list(z_level_of(current));
	sys_dnode_t *node = &current->base.qnode;

	current->base.thread_state = state;
	sys_dnode_t *peer = node->next;

	if (peer == node) {
		sys_clist_init(list);
		*z_level_word(z_level_of(current)) &= ~z_level_bit(z_level_of(current));
		return z_ready_take_best();
	}
	sys_dlist_dequeue(node);
	node->next = node;
	node->prev = node;
	if (likely(list->head == node)) {
		list->head = peer;
		if (Z_READY_FAST && likely(z_is_preemptible(current))) {
			/* Its level is the best, and stays so with the thread behind it; turns were taken already. */
			_kernel.next = CONTAINER_OF(peer, struct k_thread, base.qnode);
			z_slice_restart();
			return true;
		}
	}
	return z_ready_take_best();
}

#endif /* BREEZE_KERNEL_SCHED_READY_Q_H_ */
