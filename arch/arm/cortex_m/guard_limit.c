/* SPDX-License-Identifier: MIT */
/*
 * Stack overflow found by the processor's stack limit registers, which PendSV
 * sets for each thread; the handlers' own stack has one too. The rest is in guard_none.c.
 */
#include <zephyr/init.h>

#include "arch/arm/cortex_m/cortex_m.h"

static int init(void)
{
	__asm__ volatile("msr msplim, %0" : : "r"(z_arm_isr_stack));
	return 0;
}

SYS_INIT(init, PRE_KERNEL_1, 0);
