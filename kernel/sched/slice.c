/* SPDX-License-Identifier: MIT */
/*
 * Time slices: threads of equal priority take turns.
 *
 * Nothing is timed while the running thread has no ready peer. While it has,
 * every tick is announced and counted for the thread in turn; choosing another
 * thread sets the count to 0, so a switch costs one store. A thread with a slice of its own
 * (CONFIG_TIMESLICE_PER_THREAD) is counted also without peers.
 * Lock: the interrupt lock.
 */
#include <zephyr/kernel/scheduling.h>
#include <zephyr/sys/time_units.h>

#include "kernel/sched/ready.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/slice.h"
#include "kernel/sched/timeout.h"

static struct _timeout slice_timeout;
static uint32_t slice_ticks;
static int slice_max_prio;

static bool takes_turns(const struct k_thread *thread)
{
	return z_slice_own(thread) > 0U ||
	       (slice_ticks > 0 && thread->base.prio >= MAX(slice_max_prio, 0) &&
		thread != _kernel.cpus[0].idle_thread && z_ready_has_peers(thread));
}

static bool turn_is_over(const struct k_thread *thread)
{
	uint32_t own = z_slice_own(thread);

	/* One that locked the scheduler is late rather than stopped. */
	if (own > 0U) {
		return _kernel.slice.used >= own && thread->base.sched_locked == 0U;
	}
	return _kernel.slice.used >= slice_ticks && z_is_preemptible(thread);
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

static void slice_tick(struct _timeout *timeout, unsigned int key);

/** Count the next tick too: before its timeouts, so that who they make ready waits for its turn. */
static void await_tick(void)
{
	z_timeout_start_at(&slice_timeout, slice_tick, z_tick_now() + 1);
	z_timeout_go_first(&slice_timeout);
}

static void slice_tick(struct _timeout *timeout, unsigned int key)
{
	struct k_thread *thread = _kernel.next;

	ARG_UNUSED(timeout);
	_kernel.slice.watching = takes_turns(thread);
	if (!_kernel.slice.watching) {
		return;
	}
	/* Of ticks announced together none is for a thread that was chosen since and has not run yet. */
	_kernel.slice.used += thread == _current ? 1U : 0U;
	if (turn_is_over(thread)) {
		_kernel.slice.used = 0;
		tell_of_end(thread, key);
		if (z_is_queued(thread)) {
			z_ready_yield(thread);
		}
	}
	await_tick();
}

void z_slice_start_watching(const struct k_thread *thread)
{
	if (takes_turns(thread)) {
		_kernel.slice.watching = true;
		await_tick();
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
