/* SPDX-License-Identifier: MIT */
/*
 * Deadlines: among ready threads of one priority the one that is due first runs first (EDF).
 * Lock: the interrupt lock.
 */
#include <zephyr/kernel/clock.h>
#include <zephyr/kernel/scheduling.h>

#include "kernel/sched/ready.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/wait.h"

void k_thread_absolute_deadline_set(k_tid_t thread, int deadline)
{
	unsigned int key = z_lock();

	thread->base.prio_deadline = deadline;
	if (z_is_queued(thread)) {
		z_ready_move(thread, thread->base.prio, false);
		z_ready_choose(Z_PREEMPT_BY_RULE);
	} else if ((thread->base.thread_state & _THREAD_PENDING) != 0) {
		z_wait_q_remove(thread);
		z_wait_q_insert(thread->base.pended_on, thread);
	}
	/* Not a scheduling point. */
	z_unlock(key);
}

void k_thread_deadline_set(k_tid_t thread, int deadline)
{
	uint32_t now = k_cycle_get_32();

	k_thread_absolute_deadline_set(thread, (int)(now + (uint32_t)MAX(deadline, 0)));
}
