/* SPDX-License-Identifier: MIT */
/*
 * Stack overflow found by the processor's stack limit registers, which PendSV
 * sets for each thread; the handlers' own stack has one too.
 */
#include <zephyr/init.h>
#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/cortex_m.h"

static int init(void)
{
	__asm__ volatile("msr msplim, %0" : : "r"(z_arm_isr_stack));
	return 0;
}

SYS_INIT(init, PRE_KERNEL_1, 0);

void z_arm_stack_guard_init(struct k_thread *thread)
{
	ARG_UNUSED(thread);
}

/* The fault says so itself. */
bool z_arm_stack_guard_hit(const struct k_thread *thread, uint32_t address)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(address);
	return false;
}
