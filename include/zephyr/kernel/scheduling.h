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

/** Wait for an interrupt with interrupts unlocked. Threads only. */
void k_cpu_idle(void);

/** Restore @a key and wait for an interrupt, without missing one since @a key was taken. Threads only. */
void k_cpu_atomic_idle(unsigned int key);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_SCHEDULING_H_ */
