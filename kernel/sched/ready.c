/* SPDX-License-Identifier: MIT */
/*
 * The ready queue and the choice of the next thread, both in constant time.
 *
 * One circular list for each priority, and a bitmap of those that are not
 * empty, the best priority in the highest bit. The running thread stays in its
 * list, so a switch changes nothing here and a preempted thread keeps its place.
 * The idle thread is in no list.
 *
 * Invariant, outside this file: _kernel.next is the thread that should run.
 * Lock: the interrupt lock.
 */
#include "kernel/sched/deadline.h"
#include "kernel/sched/ready.h"
#include "kernel/sched/ready_q.h"
#include "kernel/sched/slice.h"

struct z_kernel _kernel;

/** The unpreemptible thread that a meta-IRQ thread pushed aside, and that runs on after it. */
static struct k_thread *pushed_aside;

static inline bool is_metairq(const struct k_thread *thread)
{
	return CONFIG_NUM_METAIRQ_PRIORITIES > 0 &&
	       thread->base.prio < K_HIGHEST_THREAD_PRIO + CONFIG_NUM_METAIRQ_PRIORITIES;
}

/** After meta-IRQ threads the thread that they interrupted goes on, not the best one. */
static struct k_thread *best_after_metairq(struct k_thread *best)
{
	struct k_thread *back = pushed_aside;

	if (back == NULL) {
		return best;
	}
	/* It goes on already, or has become preemptible meanwhile: the right is used up. */
	if (back == _current || z_is_preemptible(back)) {
		pushed_aside = NULL;
		return best;
	}
	return is_metairq(best) ? best : back;
}

/** @return whether @a best may push @a running aside, which is not preemptible. */
static bool may_push_aside(struct k_thread *running, struct k_thread *best)
{
	if ((running->base.thread_state & _THREAD_DUMMY) != 0 || !is_metairq(best)) {
		return false;
	}
	/* A meta-IRQ thread interrupted by a better one is in no need of a return ticket. */
	if (!is_metairq(running)) {
		pushed_aside = running;
	}
	return true;
}

static bool can_go_on(const struct k_thread *running)
{
	return (running->base.thread_state & (_THREAD_QUEUED | _THREAD_DUMMY)) != 0;
}

void z_ready_choose(enum z_preempt preempt)
{
	struct k_thread *running = _current;
	struct k_thread *best = z_ready_best();

	if (CONFIG_NUM_METAIRQ_PRIORITIES > 0) {
		best = best_after_metairq(best);
	}
	if (best != running && preempt == Z_PREEMPT_BY_RULE && !z_is_preemptible(running) &&
	    can_go_on(running) && !may_push_aside(running, best)) {
		best = running;
	}
	z_ready_set_next(best);
}

void z_ready_init(void)
{
	_kernel.ready_q = (struct z_ready_q){0};
	pushed_aside = NULL;
}

void z_ready_insert_by_deadline(sys_clist_t *list, struct k_thread *thread, bool before_equals)
{
	sys_dnode_t *node;

	SYS_CLIST_FOR_EACH_NODE(list, node) {
		const struct k_thread *other = CONTAINER_OF(node, struct k_thread, base.qnode);

		if (z_due_before(thread, other) ||
		    (before_equals && !z_due_before(other, thread))) {
			sys_clist_insert_before(list, node, &thread->base.qnode);
			return;
		}
	}
	sys_clist_append(list, &thread->base.qnode);
}

void z_ready_entered(const struct k_thread *thread)
{
	if (z_goes_before(thread, _kernel.next)) {
		z_ready_choose(Z_PREEMPT_BY_RULE);
	} else {
		z_slice_watch(_kernel.next);
	}
}

void z_ready_add(struct k_thread *thread)
{
	if ((thread->base.thread_state & (Z_NOT_RUNNABLE | _THREAD_QUEUED)) == 0 &&
	    !z_ready_enter(thread)) {
		z_ready_entered(thread);
	}
}

void z_ready_withdraw(struct k_thread *thread)
{
	z_ready_withdraw_inline(thread);
	if (CONFIG_NUM_METAIRQ_PRIORITIES > 0 && pushed_aside == thread) {
		pushed_aside = NULL;
	}
}

void z_ready_remove(struct k_thread *thread)
{
	z_ready_withdraw(thread);
	if (_kernel.next == thread) {
		z_ready_choose(Z_PREEMPT_BY_RULE);
	}
}

void z_ready_move(struct k_thread *thread, int prio, bool to_head)
{
	z_ready_move_inline(thread, prio, to_head);
}

void z_ready_yield(struct k_thread *thread)
{
	sys_clist_t *list = z_level_list(z_level_of(thread));

	if (IS_ENABLED(CONFIG_SCHED_DEADLINE)) {
		sys_clist_remove(list, &thread->base.qnode);
		z_ready_insert_by_deadline(list, thread, false);
	} else if (sys_clist_peek_head(list) == &thread->base.qnode) {
		sys_clist_rotate(list);
	} else {
		sys_clist_remove(list, &thread->base.qnode);
		sys_clist_append(list, &thread->base.qnode);
	}
	z_ready_choose(Z_PREEMPT_ALWAYS);
}
