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
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/clist.h>
#include <zephyr/sys/util.h>

#include "kernel/sched/deadline.h"
#include "kernel/sched/ready.h"
#include "kernel/sched/slice.h"

#define LEVELS (CONFIG_NUM_COOP_PRIORITIES + CONFIG_NUM_PREEMPT_PRIORITIES)
#define WORDS  DIV_ROUND_UP(LEVELS, 32)

struct z_kernel _kernel;

static struct {
	uint32_t used[WORDS];
	sys_clist_t level[LEVELS];
	/** The unpreemptible thread that a meta-IRQ thread pushed aside, and that runs on after it. */
	struct k_thread *pushed_aside;
} ready;

static inline unsigned int level_of(int prio)
{
	return (unsigned int)(prio + CONFIG_NUM_COOP_PRIORITIES);
}

static inline uint32_t level_bit(unsigned int level)
{
	return BIT(31) >> (level % 32);
}

static inline void set_used(unsigned int level)
{
	ready.used[level / 32] |= level_bit(level);
}

static inline void clear_used(unsigned int level)
{
	ready.used[level / 32] &= ~level_bit(level);
}

static inline struct k_thread *thread_at(sys_dnode_t *node)
{
	return CONTAINER_OF(node, struct k_thread, base.qnode);
}

static struct k_thread *best_queued(void)
{
	for (unsigned int word = 0; word < WORDS; word++) {
		if (ready.used[word] != 0) {
			unsigned int level =
				word * 32 + (unsigned int)__builtin_clz(ready.used[word]);

			return thread_at(sys_clist_peek_head(&ready.level[level]));
		}
	}
	return _kernel.cpus[0].idle_thread;
}

static inline bool is_metairq(const struct k_thread *thread)
{
	return CONFIG_NUM_METAIRQ_PRIORITIES > 0 &&
	       thread->base.prio < K_HIGHEST_THREAD_PRIO + CONFIG_NUM_METAIRQ_PRIORITIES;
}

/** After meta-IRQ threads the thread that they interrupted goes on, not the best one. */
static struct k_thread *best_after_metairq(struct k_thread *best)
{
	struct k_thread *back = ready.pushed_aside;

	if (back == NULL) {
		return best;
	}
	/* It goes on already, or has become preemptible meanwhile: the right is used up. */
	if (back == _current || z_is_preemptible(back)) {
		ready.pushed_aside = NULL;
		return best;
	}
	return is_metairq(best) ? best : back;
}

static bool may_push_aside(struct k_thread *running, struct k_thread *best)
{
	if (z_is_preemptible(running)) {
		return true;
	}
	if ((running->base.thread_state & _THREAD_DUMMY) != 0 || !is_metairq(best)) {
		return false;
	}
	/* A meta-IRQ thread interrupted by a better one is in no need of a return ticket. */
	if (!is_metairq(running)) {
		ready.pushed_aside = running;
	}
	return true;
}

static bool can_go_on(const struct k_thread *running)
{
	return (running->base.thread_state & (_THREAD_QUEUED | _THREAD_DUMMY)) != 0;
}

static inline void set_next(struct k_thread *thread)
{
	if (_kernel.next != thread) {
		_kernel.next = thread;
		z_slice_begin(thread);
	} else {
		z_slice_watch(thread);
	}
}

void z_ready_choose(enum z_preempt preempt)
{
	struct k_thread *running = _current;
	struct k_thread *best = best_queued();

	if (CONFIG_NUM_METAIRQ_PRIORITIES > 0) {
		best = best_after_metairq(best);
	}
	if (best != running && preempt == Z_PREEMPT_BY_RULE && can_go_on(running) &&
	    !may_push_aside(running, best)) {
		best = running;
	}
	set_next(best);
}

void z_ready_init(void)
{
	for (unsigned int level = 0; level < LEVELS; level++) {
		sys_clist_init(&ready.level[level]);
	}
	for (unsigned int word = 0; word < WORDS; word++) {
		ready.used[word] = 0;
	}
	ready.pushed_aside = NULL;
}

/** Queue @a thread by its deadline, behind its equals or before them. */
static void insert_by_deadline(sys_clist_t *level, struct k_thread *thread, bool before_equals)
{
	sys_dnode_t *node;

	SYS_CLIST_FOR_EACH_NODE(level, node) {
		const struct k_thread *other = thread_at(node);

		if (z_due_before(thread, other) ||
		    (before_equals && !z_due_before(other, thread))) {
			sys_clist_insert_before(level, node, &thread->base.qnode);
			return;
		}
	}
	sys_clist_append(level, &thread->base.qnode);
}

static void link_in(struct k_thread *thread, bool at_head)
{
	unsigned int level = level_of(thread->base.prio);

	if (IS_ENABLED(CONFIG_SCHED_DEADLINE)) {
		insert_by_deadline(&ready.level[level], thread, at_head);
	} else if (at_head) {
		sys_clist_prepend(&ready.level[level], &thread->base.qnode);
	} else {
		sys_clist_append(&ready.level[level], &thread->base.qnode);
	}
	set_used(level);
	thread->base.thread_state |= _THREAD_QUEUED;
}

static void link_out(struct k_thread *thread)
{
	unsigned int level = level_of(thread->base.prio);

	sys_clist_remove(&ready.level[level], &thread->base.qnode);
	if (sys_clist_is_empty(&ready.level[level])) {
		clear_used(level);
	}
	thread->base.thread_state &= (uint8_t)~_THREAD_QUEUED;
}

void z_ready_add(struct k_thread *thread)
{
	if ((thread->base.thread_state & (Z_NOT_RUNNABLE | _THREAD_QUEUED)) != 0) {
		return;
	}
	link_in(thread, false);
	if (z_goes_before(thread, _kernel.next)) {
		z_ready_choose(Z_PREEMPT_BY_RULE);
	} else if (thread->base.prio == _kernel.next->base.prio) {
		z_slice_watch(_kernel.next);
	}
}

void z_ready_remove(struct k_thread *thread)
{
	if (!z_is_queued(thread)) {
		return;
	}
	link_out(thread);
	if (CONFIG_NUM_METAIRQ_PRIORITIES > 0 && ready.pushed_aside == thread) {
		ready.pushed_aside = NULL;
	}
	if (_kernel.next == thread) {
		z_ready_choose(Z_PREEMPT_BY_RULE);
	}
}

void z_ready_move(struct k_thread *thread, int prio, bool to_head)
{
	if (!z_is_queued(thread)) {
		thread->base.prio = (int8_t)prio;
		return;
	}
	link_out(thread);
	thread->base.prio = (int8_t)prio;
	link_in(thread, to_head);
}

void z_ready_yield(struct k_thread *thread)
{
	sys_clist_t *level = &ready.level[level_of(thread->base.prio)];

	if (IS_ENABLED(CONFIG_SCHED_DEADLINE)) {
		sys_clist_remove(level, &thread->base.qnode);
		insert_by_deadline(level, thread, false);
	} else if (sys_clist_peek_head(level) == &thread->base.qnode) {
		sys_clist_rotate(level);
	} else {
		sys_clist_remove(level, &thread->base.qnode);
		sys_clist_append(level, &thread->base.qnode);
	}
	z_ready_choose(Z_PREEMPT_ALWAYS);
}
