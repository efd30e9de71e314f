/* SPDX-License-Identifier: MIT */
/*
 * Time slices, for the files of kernel/sched. Called locked.
 */
#ifndef BREEZE_KERNEL_SCHED_SLICE_H_
#define BREEZE_KERNEL_SCHED_SLICE_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel_structs.h>

#include "kernel/sched/ready.h"

#ifdef CONFIG_TIMESLICING

/** Set the slice that the configuration gives. */
void z_slice_init(void);

/** Start counting for z_slice_watch(). */
void z_slice_start_watching(const struct k_thread *thread);

#ifdef CONFIG_TIMESLICE_PER_THREAD

/** @return the ticks of a turn of @a thread, 0 if they are not its own. */
static inline uint32_t z_slice_own(const struct k_thread *thread)
{
	return (uint32_t)thread->base.slice_ticks;
}

#else

static inline uint32_t z_slice_own(const struct k_thread *thread)
{
	(void)thread;
	return 0;
}

#endif /* CONFIG_TIMESLICE_PER_THREAD */

/** @return whether turns end already when they should. */
static ALWAYS_INLINE bool z_slice_is_watched(void)
{
	return _kernel.slice.watching;
}

/** @return whether @a thread, which should run, needs z_slice_watch(). */
static ALWAYS_INLINE bool z_slice_must_start(const struct k_thread *thread)
{
	return (z_ready_has_peers(thread) || z_slice_own(thread) > 0U) && !z_slice_is_watched();
}

/** @a thread should run: see to it that its turn ends if it has peers. */
static inline void z_slice_watch(const struct k_thread *thread)
{
	if (z_slice_must_start(thread)) {
		z_slice_start_watching(thread);
	}
}

/** The next thread's turn begins. Whether it ends is z_slice_watch()'s. */
static ALWAYS_INLINE void z_slice_restart(void)
{
	_kernel.slice.used = 0;
}

/** @a thread is about to be switched in: its turn begins. */
static inline void z_slice_begin(const struct k_thread *thread)
{
	z_slice_restart();
	z_slice_watch(thread);
}

#else

static inline void z_slice_init(void)
{
}

static inline bool z_slice_is_watched(void)
{
	return true;
}

static inline bool z_slice_must_start(const struct k_thread *thread)
{
	(void)thread;
	return false;
}

static inline void z_slice_watch(const struct k_thread *thread)
{
	(void)thread;
}

static inline void z_slice_restart(void)
{
}

static inline void z_slice_begin(const struct k_thread *thread)
{
	(void)thread;
}

#endif /* CONFIG_TIMESLICING */

#endif /* BREEZE_KERNEL_SCHED_SLICE_H_ */
