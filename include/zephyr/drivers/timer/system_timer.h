/* SPDX-License-Identifier: MIT */
/*
 * The seam between the kernel's timeouts and the driver of the system clock.
 * The driver counts hardware cycles, tells the kernel how many whole ticks have
 * passed since it last did so, and can be asked for an interrupt at a later tick.
 */
#ifndef ZEPHYR_DRIVERS_TIMER_SYSTEM_TIMER_H_
#define ZEPHYR_DRIVERS_TIMER_SYSTEM_TIMER_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/irq.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What sys_clock_set_timeout() is given when nothing is waiting. */
#define SYS_CLOCK_MAX_WAIT INT32_MAX

/**
 * Ask for a call of sys_clock_announce(). Provided by the driver; called by the kernel in any context, with
 * interrupts locked. A later call replaces the request.
 * @param ticks  when: that many ticks after the end of the last announcement, or as soon as can be if
 *               that has passed; SYS_CLOCK_MAX_WAIT when no announcement is needed.
 * @param idle   true when the processor is about to sleep.
 */
void sys_clock_set_timeout(int32_t ticks, bool idle);

/** @return whole ticks since the last sys_clock_announce(). Provided by the driver; any context, interrupts locked. */
uint32_t sys_clock_elapsed(void);

/** @return hardware cycles, wrapping at 32 bits. Provided by the driver; any context. */
uint32_t sys_clock_cycle_get_32(void);

/** @return hardware cycles, 64 bits. Provided by the driver; any context. */
uint64_t sys_clock_cycle_get_64(void);

/**
 * Tell the kernel that @a ticks more ticks have passed; runs what is due, and unlocks interrupts.
 * Provided by the kernel; called by the driver in its interrupt handler, locked by @a key since sys_clock_elapsed()
 * counts from the end of these ticks: so nobody sees a time between.
 */
void sys_clock_announce_locked(int32_t ticks, unsigned int key);

/** sys_clock_announce_locked() for a driver with interrupts unlocked, where no other handler can come in between. */
void sys_clock_announce(int32_t ticks);

/**
 * Ask for sys_clock_ticked() whenever @a ticks more have passed, 0 for no more: while threads take turns. Provided by
 * the driver; called by the kernel in any context, with interrupts locked. What sys_clock_set_timeout() asked for stays.
 */
void sys_clock_tell_each(uint32_t ticks);

#ifdef CONFIG_TIMESLICING

/**
 * Tell the kernel that @a ticks have passed since sys_clock_tell_each() or since it was last told; unlocks interrupts.
 * Provided by the kernel; called by the driver in its interrupt handler, locked by @a key, before it announces these
 * ticks.
 */
void sys_clock_ticked(uint32_t ticks, unsigned int key);

#else

static inline void sys_clock_ticked(uint32_t ticks, unsigned int key)
{
	(void)ticks;
	irq_unlock(key);
}

#endif /* CONFIG_TIMESLICING */

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_DRIVERS_TIMER_SYSTEM_TIMER_H_ */
