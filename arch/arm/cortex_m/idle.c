/* SPDX-License-Identifier: MIT */
/*
 * Sleeping and stopping. WFI ends when an interrupt is pending, also while
 * PRIMASK masks it, so none is lost between the decision to sleep and the sleep.
 */
#include <zephyr/arch/arm/semihost.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"

/** What a program that a fatal error stopped returns to an emulator; the host's programs do the same. */
#define STATUS_FATAL 122

#ifdef CONFIG_ZERO_LATENCY_IRQS

/* BASEPRI would keep WFI from ending: PRIMASK takes its place. */
static void sleep_locked(void)
{
	__asm__ volatile("cpsid i\n\tmsr basepri, %0\n\tdsb\n\twfi" : : "r"(0) : "memory");
}

static void unlock(unsigned int key)
{
	__asm__ volatile("msr basepri, %0\n\tcpsie i\n\tisb" : : "r"(key) : "memory");
}

#else

static void sleep_locked(void)
{
	__asm__ volatile("dsb\n\twfi" : : : "memory");
}

static void unlock(unsigned int key)
{
	arch_irq_unlock(key);
}

#endif

void arch_cpu_atomic_idle(unsigned int key)
{
	sleep_locked();
	unlock(key);
}

void arch_cpu_idle(void)
{
	arch_cpu_atomic_idle(0U);
}

void arch_system_halt(unsigned int reason)
{
	ARG_UNUSED(reason);
	(void)arch_irq_lock();
	soc_console_flush();
	if (IS_ENABLED(CONFIG_SEMIHOST)) {
		semihost_exit(STATUS_FATAL);
	}
	for (;;) {
		__asm__ volatile("wfi");
	}
}
