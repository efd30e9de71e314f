/* SPDX-License-Identifier: MIT */
/* Sleeping and stopping, empty: a processor that can not sleep may do just this. */
#include "arch/arch.h"

void arch_cpu_atomic_idle(unsigned int key)
{
	arch_irq_unlock(key);
}

void arch_cpu_idle(void)
{
	arch_cpu_atomic_idle(0U);
}

void arch_system_halt(unsigned int reason)
{
	ARG_UNUSED(reason);
	(void)arch_irq_lock();
	for (;;) {
	}
}
