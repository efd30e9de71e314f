/* SPDX-License-Identifier: MIT */
/* Interrupt lines, empty. */
#include <errno.h>

#include <zephyr/irq.h>

#include "arch/arch.h"

void arch_irq_enable(unsigned int irq)
{
	ARG_UNUSED(irq);
}

void arch_irq_disable(unsigned int irq)
{
	ARG_UNUSED(irq);
}

int arch_irq_is_enabled(unsigned int irq)
{
	ARG_UNUSED(irq);
	return 0;
}

int arch_irq_connect_dynamic(unsigned int irq, unsigned int priority,
			     void (*handler)(const void *param), const void *param, uint32_t flags)
{
	ARG_UNUSED(irq);
	ARG_UNUSED(priority);
	ARG_UNUSED(handler);
	ARG_UNUSED(param);
	ARG_UNUSED(flags);
	return -EINVAL;
}

void arch_irq_offload(void (*routine)(const void *parameter), const void *parameter)
{
	/* In interrupt context: by a software interrupt. */
	routine(parameter);
}
