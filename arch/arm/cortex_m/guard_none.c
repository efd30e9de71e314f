/* SPDX-License-Identifier: MIT */
/* Stack overflow is not looked for. */
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
