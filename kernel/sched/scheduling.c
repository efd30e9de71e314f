/* SPDX-License-Identifier: MIT */
/*
 * The scheduling calls of threads: yield, lock the scheduler, set a priority,
 * ask for the context.
 * Lock: the interrupt lock.
 */
#include <zephyr/irq_offload.h>
#include <zephyr/kernel/scheduling.h>

#include "kernel/sched/inherit.h"
#include "kernel/sched/ready.h"
#include "kernel/sched/ready_q.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/slice.h"
#include "kernel/sched/thread.h"

/** Switch if a better thread is ready, also when the caller had interrupts locked. */
static void give_way(unsigned int key)
{
	if (_kernel.next == _current) {
		z_unlock(key);
	} else {
		arch_switch(key);
	}
}

/**
 * Give the turn of @a thread to its successor, if it is preemptible, chosen and the head of its level: then nothing
 * better is ready, so nothing is chosen. The watch for the end of turns began when there were two to take them.
 * @return whether it was so.
 */
static Z_INLINE bool pass_on(struct k_thread *thread)
{
	sys_clist_t *list = z_level_list(z_level_of(thread));
	sys_dnode_t *node = &thread->base.qnode;

	if (!Z_READY_FAST || _kernel.next != thread || !z_is_preemptible(thread) ||
	    sys_clist_peek_head(list) != node) {
		return false;
	}
	sys_clist_rotate(list);
	_kernel.next = CONTAINER_OF(node->next, struct k_thread, base.qnode);
	z_slice_restart();
	return true;
}

/** The other cases: the running thread need not be queued, or the head of its level. */
static void yield_by_choice(struct k_thread *thread, unsigned int key)
{
	if (z_is_queued(thread)) {
		z_ready_yield(thread);
	}
	give_way(key);
}

void k_yield(void)
{
	z_check_thread();
	z_check_may_switch();

	unsigned int key = z_lock();

	if (likely(pass_on(_current))) {
		give_way(key);
	} else {
		yield_by_choice(_current, key);
	}
}

void k_sched_lock(void)
{
	z_check_thread();
	__ASSERT(_current->base.sched_locked < UINT8_MAX, "k_sched_lock: nested too deeply");

	unsigned int key = z_lock();

	_current->base.sched_locked++;
	if (_kernel.next != _current) {
		/* Another was chosen while the caller had interrupts locked: it has to wait. */
		z_ready_choose(Z_PREEMPT_BY_RULE);
	}
	z_unlock(key);
}

void k_sched_unlock(void)
{
	z_check_thread();
	__ASSERT(_current->base.sched_locked > 0, "k_sched_unlock: the scheduler is not locked");

	unsigned int key = z_lock();

	_current->base.sched_locked--;
	z_ready_choose(Z_PREEMPT_BY_RULE);
	z_reschedule(key);
}

void k_reschedule(void)
{
	z_check_thread();
	z_reschedule(z_lock());
}

/**
 * Whether the caller, by changing the priority of @a changed, wants better threads to run: it changed its own, or
 * raised a ready thread above itself. Then a cooperative one gives way too; one that locked the scheduler does not.
 */
static bool asked_to_give_way(const struct k_thread *changed)
{
	bool is_raised = z_is_queued(changed) && changed->base.prio < _current->base.prio;

	return _current->base.sched_locked == 0 && (changed == _current || is_raised);
}

void k_thread_priority_set(k_tid_t thread, int prio)
{
	z_check_thread();
	z_thread_check_prio(prio);

	unsigned int key = z_lock();

	z_inherit_set_base(thread, prio);
	z_ready_choose(asked_to_give_way(thread) ? Z_PREEMPT_ALWAYS : Z_PREEMPT_BY_RULE);
	z_reschedule(key);
}

bool k_is_in_isr(void)
{
	return arch_is_in_isr();
}

bool k_is_pre_kernel(void)
{
	return (_current->base.thread_state & _THREAD_DUMMY) != 0;
}

int k_is_preempt_thread(void)
{
	return !arch_is_in_isr() && z_is_preemptible(_current);
}

bool k_can_yield(void)
{
	return !arch_is_in_isr() && !k_is_pre_kernel() && _current != _kernel.cpus[0].idle_thread;
}

void irq_offload(irq_offload_routine_t routine, const void *parameter)
{
	z_check_thread();

	unsigned int key = z_lock();

	z_unlock(key);
	__ASSERT(arch_irq_unlocked(key), "irq_offload: interrupts are locked, so none can come");
	arch_irq_offload(routine, parameter);
}
