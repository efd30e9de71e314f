/* SPDX-License-Identifier: MIT */
/*
 * Time slices: threads of equal priority take turns.
 *
 * Nothing is timed while the running thread has no ready peer. While it has,
 * the clock tells of time passed, a few times in a turn, which is counted for the thread in turn; choosing
 * another thread sets the count to 0, so a switch costs one store. A turn that begins at a look, because the one before
 * was over, is exact; one that begins between two is shorter by what had passed of the time between.
 * A thread with a slice of its own (CONFIG_TIMESLICE_PER_THREAD) is counted also without peers, each tick.
 * Lock: the interrupt lock.
 */
#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/kernel/scheduling.h>
#include <zephyr/sys/time_units.h>

#include "kernel/sched/ready.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/slice.h"

/** In a turn, at least, where it has so many ticks. */
#define LOOKS 4U

static int slice_max_prio;
/** Ticks between two looks at a turn. */
static uint32_t look_interval;

static bool takes_turns(const struct k_thread *thread)
{
	return z_slice_own(thread) > 0U ||
	       (_kernel.slice.ticks > 0 && thread->base.prio >= MAX(slice_max_prio, 0) &&
		thread != _kernel.cpus[0].idle_thread && z_ready_has_peers(thread));
}

static bool turn_is_over(const struct k_thread *thread)
{
	uint32_t own = z_slice_own(thread);

	/* One that locked the scheduler is late rather than stopped. */
	if (own > 0U) {
		return _kernel.slice.used >= own && thread->base.sched_locked == 0U;
	}
	return _kernel.slice.used >= _kernel.slice.ticks && z_is_preemptible(thread);
}

#ifdef CONFIG_TIMESLICE_PER_THREAD

/** Call what @a thread has for the end of its turns, unlocked. */
static void tell_of_end(struct k_thread *thread, unsigned int key)
{
	k_thread_timeslice_fn_t expired = thread->base.slice_expired;

	if (thread->base.slice_ticks > 0 && expired != NULL) {
		void *data = thread->base.slice_data;

		z_unlock(key);
		expired(thread, data);
		(void)z_lock();
	}
}

void k_thread_time_slice_set(struct k_thread *thread, int32_t slice_ticks_of_thread,
			     k_thread_timeslice_fn_t expired, void *data)
{
	unsigned int key = z_lock();

	thread->base.slice_ticks = MAX(slice_ticks_of_thread, 0);
	thread->base.slice_expired = expired;
	thread->base.slice_data = data;
	if (thread == _kernel.next) {
		z_slice_begin(thread);
	}
	z_unlock(key);
}

#else

static void tell_of_end(struct k_thread *thread, unsigned int key)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(key);
}

#endif /* CONFIG_TIMESLICE_PER_THREAD */

static void watch(bool on)
{
	_kernel.slice.watching = on;
	sys_clock_tell_each(on ? look_interval : 0U);
}

/** @return an interval that has its end at that of a turn of @a ticks. */
static uint32_t interval_for(uint32_t ticks)
{
	uint32_t looks = LOOKS;

	if (IS_ENABLED(CONFIG_TIMESLICE_PER_THREAD) || ticks <= LOOKS) {
		return 1;
	}
	while (ticks % looks != 0U) {
		looks++;
	}
	return ticks / looks;
}

static void end_turn(struct k_thread *thread, unsigned int key)
{
	_kernel.slice.used = 0;
	tell_of_end(thread, key);
	if (z_is_queued(thread)) {
		z_ready_yield(thread);
	}
}

/** The turn of @a thread may be over, or need no watch any more. Unlocks. */
static __noinline void look_at_turn(struct k_thread *thread, unsigned int key)
{
	if (!takes_turns(thread)) {
		watch(false);
	} else if (turn_is_over(thread)) {
		end_turn(thread, key);
	}
	z_reschedule(key);
}

/** Before the timeouts of the tick, so that whom they make ready waits for its turn. Most often nothing ends. */
void sys_clock_ticked(uint32_t ticks, unsigned int key)
{
	struct k_thread *thread = _kernel.next;

	/* Of ticks told together none is for a thread that was chosen since and has not run yet. */
	if (likely(thread == _current)) {
		_kernel.slice.used += ticks;
	}
	if (IS_ENABLED(CONFIG_TIMESLICE_PER_THREAD) || !z_ready_has_peers(thread) ||
	    _kernel.slice.used >= _kernel.slice.ticks) {
		look_at_turn(thread, key);
		return;
	}
	z_unlock(key);
}

void z_slice_start_watching(const struct k_thread *thread)
{
	if (takes_turns(thread)) {
		watch(true);
	}
}

void k_sched_time_slice_set(int32_t slice, int prio)
{
	unsigned int key = z_lock();

	_kernel.slice.ticks = slice > 0 ? MAX(k_ms_to_ticks_ceil32((uint32_t)slice), 1U) : 0;
	look_interval = interval_for(_kernel.slice.ticks);
	slice_max_prio = prio;
	if (z_slice_is_watched()) {
		/* With another interval from now on, if at all. */
		watch(false);
	}
	z_slice_begin(_kernel.next);
	z_unlock(key);
}

void z_slice_init(void)
{
	k_sched_time_slice_set(CONFIG_TIMESLICE_SIZE, CONFIG_TIMESLICE_PRIORITY);
}
