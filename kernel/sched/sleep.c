/* SPDX-License-Identifier: MIT */
/*
 * Letting time pass: sleeping, waking sleepers, waiting without sleeping, idling.
 * Lock: the interrupt lock.
 */
#include <zephyr/kernel/clock.h>
#include <zephyr/kernel/scheduling.h>

#include "kernel/sched/ready.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/wait.h"

/** How much of @a timeout was left when the current thread's sleep ended. */
static k_ticks_t ticks_left(k_timeout_t timeout)
{
	k_ticks_t left = _current->base.timeout.dticks - sys_clock_tick_get();

	/* The tick that made it "at least" was not asked for. */
	left -= Z_IS_TIMEOUT_RELATIVE(timeout) ? 1 : 0;
	return MAX(left, 0);
}

/** @return the ticks that were left when the sleep ended. */
static k_ticks_t sleep_for(k_timeout_t timeout)
{
	z_check_may_switch();

	struct k_thread *thread = _current;
	unsigned int key = z_lock();

	z_ready_remove(thread);
	thread->base.thread_state |= _THREAD_SLEEPING;
	thread->base.wait_kind = Z_WAIT_SLEEP;
	if (K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		arch_switch(key);
		return K_TICKS_FOREVER;
	}
	z_timeout_start(&thread->base.timeout, z_thread_timed_out, timeout);
	arch_switch(key);
	return ticks_left(timeout);
}

static k_ticks_t sleep_or_yield(k_timeout_t timeout)
{
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		k_yield();
		return 0;
	}
	return sleep_for(timeout);
}

int32_t k_sleep(k_timeout_t timeout)
{
	z_check_thread();

	k_ticks_t left = sleep_or_yield(timeout);

	return left == K_TICKS_FOREVER
		       ? (int32_t)K_TICKS_FOREVER
		       : (int32_t)MIN(k_ticks_to_ms_ceil64((uint64_t)left), (uint64_t)INT32_MAX);
}

int32_t k_usleep(int32_t us)
{
	z_check_thread();

	k_ticks_t left = sleep_or_yield(K_USEC(us));

	return (int32_t)MIN(k_ticks_to_us_ceil64((uint64_t)left), (uint64_t)INT32_MAX);
}

void k_wakeup(k_tid_t thread)
{
	unsigned int key = z_lock();

	if ((thread->base.thread_state & (_THREAD_SLEEPING | _THREAD_DEAD)) != _THREAD_SLEEPING) {
		z_unlock(key);
		return;
	}
	z_wait_cancel(thread, 0);
	z_reschedule(key);
}

void k_busy_wait(uint32_t usec_to_wait)
{
	uint64_t cycles = k_us_to_cyc_ceil64(usec_to_wait);
	uint64_t start = sys_clock_cycle_get_64();

	while (sys_clock_cycle_get_64() - start < cycles) {
		/* Time passes. */
	}
}

void k_cpu_idle(void)
{
	(void)arch_irq_lock();
	arch_cpu_idle();
}

void k_cpu_atomic_idle(unsigned int key)
{
	arch_cpu_atomic_idle(key);
}
