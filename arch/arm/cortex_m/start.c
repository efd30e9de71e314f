/* SPDX-License-Identifier: MIT */
/*
 * From reset to z_cstart(), on the stack of interrupt handlers.
 */
#include <string.h>

#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/cortex_m.h"
#include "kernel/init.h"

void z_arm_reset(void);

static void enable_fpu(void)
{
	if (IS_ENABLED(CONFIG_FPU)) {
		REG32(CPACR_ADDR) |= 0xFU << 20;
		__asm__ volatile("dsb\n\tisb" : : : "memory");
	}
}

void z_arm_reset(void)
{
	__asm__ volatile("cpsid i" : : : "memory");
	REG32(VTOR_ADDR) = (uint32_t)z_arm_vectors;
	enable_fpu();
	memcpy(z_arm_data, z_arm_data_load, (size_t)(z_arm_data_end - z_arm_data));
	memset(z_arm_bss, 0, (size_t)(z_arm_bss_end - z_arm_bss));
	z_arm_exceptions_init();
	soc_early_init();
	z_cstart();
}
