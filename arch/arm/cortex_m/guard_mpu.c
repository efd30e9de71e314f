/* SPDX-License-Identifier: MIT */
/*
 * Stack overflow found by a region of the MPU below the stack of the running thread that can be read and
 * not be written: a debugger or a collector may look at all of a stack. PendSV moves it; its size and rights never change.
 */
#include <zephyr/init.h>
#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/cortex_m.h"

static int init(void)
{
	REG32(MPU_RBAR_ADDR) = (uint32_t)z_arm_isr_stack | MPU_RBAR_VALID | MPU_GUARD_REGION;
	REG32(MPU_RASR_ADDR) = MPU_RASR_XN | MPU_RASR_READ_ONLY |
			       MPU_RASR_SIZE(LOG2(Z_ARM_STACK_GUARD)) | MPU_RASR_ENABLE;
	REG32(MPU_CTRL_ADDR) = MPU_CTRL_PRIVDEFENA | MPU_CTRL_ENABLE;
	__asm__ volatile("dsb\n\tisb" : : : "memory");
	return 0;
}

SYS_INIT(init, PRE_KERNEL_1, 0);

void z_arm_stack_guard_init(struct k_thread *thread)
{
	ARG_UNUSED(thread);
}

bool z_arm_stack_guard_hit(const struct k_thread *thread, uint32_t address)
{
	return address - (thread->stack_info.start - Z_ARM_STACK_GUARD) < Z_ARM_STACK_GUARD;
}
