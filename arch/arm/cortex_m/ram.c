/* SPDX-License-Identifier: MIT */
/* Hands over what the linker's script leaves of RAM. */
#include <zephyr/init.h>
#include <zephyr/sys/ram.h>

#include "arch/arm/cortex_m/cortex_m.h"

static int init(void)
{
	sys_ram_add(z_arm_ram_free, (size_t)(z_arm_ram_end - z_arm_ram_free));
	return 0;
}

SYS_INIT(init, PRE_KERNEL_1, 0);
