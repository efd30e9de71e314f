/* SPDX-License-Identifier: MIT */
/*
 * Who runs: yielding, sleeping, locking the scheduler, time slices, idling.
 */
#ifndef ZEPHYR_KERNEL_SCHEDULING_H_
#define ZEPHYR_KERNEL_SCHEDULING_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/arch/cpu.h>
#include <zephyr/kernel/thread.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Let ready threads of the caller's priority, or better, run first; returns at once when there are none. Threads only, also cooperative
 * ones.
 */
void k_yield(void);

/**
 * Sleep for @a timeout. Threads only; blocks, except that K_NO_WAIT is k_yield().
 * @return 0, or the milliseconds left, rounded up, when k_wakeup() ended it; K_FOREVER ended so gives -1.
 */
int32_t k_sleep(k_timeout_t timeout);

/** k_sleep() of at least @a ms milliseconds. @return as k_sleep(). */
static inline int32_t k_msleep(int32_t ms)
{
	return k_sleep(K_MSEC(ms));
}

/** Sleep for at least @a us microseconds. Threads only. @return 0, or the microseconds left. */
int32_t k_usleep(int32_t us);

/** Spend @a usec_to_wait microseconds without sleeping. Any context. */
void k_busy_wait(uint32_t usec_to_wait);

/** End the sleep of @a thread; nothing when it is not sleeping. ISR-legal; a scheduling point. */
void k_wakeup(k_tid_t thread);

/** @return true if the caller may yield or block: not in an interrupt handler, before the kernel runs, or in the idle thread. */
bool k_can_yield(void);

/** Keep the caller running until k_sched_unlock(), interrupts apart. Nests; blocking suspends the effect. Threads only. */
void k_sched_lock(void);

/** Undo one k_sched_lock(). Threads only; a scheduling point at the outermost. */
void k_sched_unlock(void);

/** Switch to a better ready thread, if there is one: after changes made with interrupts locked. Threads only. */
void k_reschedule(void);

/** @return true in an interrupt handler. */
bool k_is_in_isr(void);

/** @return non-zero if the caller is a thread that may be preempted now. Any context. */
int k_is_preempt_thread(void);

/** @return true before the first thread runs. Any context. */
bool k_is_pre_kernel(void);

/**
 * Give preemptible threads of priority @a prio and numerically above turns of @a slice milliseconds; 0 ends time slicing.
 * Any context; restarts the running slice.
 */
void k_sched_time_slice_set(int32_t slice, int prio);

#ifdef CONFIG_TIMESLICE_PER_THREAD

/** Called when the slice of @a thread is over, in interrupt context, before the timeouts of that tick. */
typedef void (*k_thread_timeslice_fn_t)(struct k_thread *thread, void *data);

/**
 * Give @a thread turns of its own length, whatever its priority, cooperative ones too: after @a slice_ticks ticks it goes
 * behind its equals, also if it has none. While it has locked the scheduler, its turn goes on. Any context; restarts the
 * running slice.
 * @param slice_ticks  0: it has turns like all others again.
 * @param expired      called at the end of each of its turns, or NULL.
 */
void k_thread_time_slice_set(struct k_thread *thread, int32_t slice_ticks,
			     k_thread_timeslice_fn_t expired, void *data);

#endif /* CONFIG_TIMESLICE_PER_THREAD */

#ifdef CONFIG_SCHED_DEADLINE

/**
 * Have @a thread due @a deadline cycles from now, at least 0. Of threads of one priority, ready or waiting for an object,
 * that with the earliest deadline goes first; first come first served within one. Deadlines are compared in 32 bits, so
 * they have to be within half the range of k_cycle_get_32() of each other; a thread without one has 0. Any context; not a
 * scheduling point: k_yield() or k_reschedule() makes it count.
 */
void k_thread_deadline_set(k_tid_t thread, int deadline);

/** As k_thread_deadline_set(), with the value of k_cycle_get_32() at which @a thread is due. */
void k_thread_absolute_deadline_set(k_tid_t thread, int deadline);

#endif /* CONFIG_SCHED_DEADLINE */

/** Wait for an interrupt with interrupts unlocked. Threads only. */
void k_cpu_idle(void);

/** Restore @a key and wait for an interrupt, without missing one since @a key was taken. Threads only. */
void k_cpu_atomic_idle(unsigned int key);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_SCHEDULING_H_ */
