/* SPDX-License-Identifier: MIT */
/* Software does not look for stack overflow: the processor does, and its fault says so, or nobody. */
#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/cortex_m.h"

void z_arm_stack_guard_init(struct k_thread *thread)
{
	ARG_UNUSED(thread);
}

bool z_arm_stack_guard_hit(const struct k_thread *thread, uint32_t address)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(address);
	return false;
}
