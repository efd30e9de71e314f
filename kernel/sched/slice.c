/* SPDX-License-Identifier: MIT */
/*
 * Time slices: threads of equal priority take turns.
 *
 * Nothing is timed while the running thread has no ready peer. While it has,
 * every tick is announced and counted for the thread in turn; choosing another
 * thread sets the count to 0, so a switch costs one store.
 * Lock: the interrupt lock.
 */
#include <zephyr/kernel/scheduling.h>
#include <zephyr/sys/time_units.h>

#include "kernel/sched/ready.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/slice.h"

struct z_slice z_slice;

static struct _timeout slice_timeout;
static uint32_t slice_ticks;
static int slice_max_prio;

static bool takes_turns(const struct k_thread *thread)
{
	return slice_ticks > 0 && thread->base.prio >= MAX(slice_max_prio, 0) &&
	       thread != _kernel.cpus[0].idle_thread && z_ready_has_peers(thread);
}

static void slice_tick(struct _timeout *timeout, unsigned int key)
{
	struct k_thread *thread = _kernel.next;

	ARG_UNUSED(key);
	z_slice.watching = takes_turns(thread);
	if (!z_slice.watching) {
		return;
	}
	/* Of ticks announced together none is for a thread that was chosen since and has not run yet. */
	z_slice.used += thread == _current ? 1U : 0U;
	/* One that locked the scheduler is late rather than stopped. */
	if (z_slice.used >= slice_ticks && z_is_preemptible(thread)) {
		z_ready_yield(thread);
		z_slice.used = 0;
	}
	z_timeout_start_at(timeout, slice_tick, z_tick_now() + 1);
}

void z_slice_start_watching(const struct k_thread *thread)
{
	if (takes_turns(thread)) {
		z_slice.watching = true;
		z_timeout_start_at(&slice_timeout, slice_tick, z_tick_now() + 1);
	}
}

void k_sched_time_slice_set(int32_t slice, int prio)
{
	unsigned int key = z_lock();

	slice_ticks = slice > 0 ? MAX(k_ms_to_ticks_ceil32((uint32_t)slice), 1U) : 0;
	slice_max_prio = prio;
	z_slice_begin(_kernel.next);
	z_unlock(key);
}

void z_slice_init(void)
{
	k_sched_time_slice_set(CONFIG_TIMESLICE_SIZE, CONFIG_TIMESLICE_PRIORITY);
}
