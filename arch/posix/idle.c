/* SPDX-License-Identifier: MIT */
/*
 * What the processor does when no thread can run: it sleeps in the system, or,
 * on the virtual clock, time jumps. When nothing can end that sleep, the
 * threads have locked each other out, and the program ends with a report.
 */
#include "arch/posix/posix.h"
#include "kernel/sched/timeout.h"

static bool can_be_woken_from_outside(void)
{
	return z_posix_poll_waiters != 0U || z_posix_irq_expected();
}

static void sleep_in_virtual_time(void)
{
	if (z_posix_poll_waiters != 0U) {
		z_posix_poll_look();
	}
	if (z_posix_irq_pending()) {
		return;
	}
	if (!z_timeout_none_pending()) {
		z_posix_clock_jump();
	} else if (can_be_woken_from_outside()) {
		z_posix_poll_sleep();
	} else {
		z_posix_deadlock();
	}
}

static void sleep_in_real_time(void)
{
	if (z_timeout_none_pending() && !can_be_woken_from_outside()) {
		z_posix_deadlock();
	}
	z_posix_poll_sleep();
}

void arch_cpu_atomic_idle(unsigned int key)
{
	if (z_posix_irq_pending()) {
		/* Sleep is over before it begins. */
	} else if (native_clock_is_virtual()) {
		sleep_in_virtual_time();
	} else {
		sleep_in_real_time();
	}
	arch_irq_unlock(key);
}

void arch_cpu_idle(void)
{
	arch_cpu_atomic_idle(0U);
}
