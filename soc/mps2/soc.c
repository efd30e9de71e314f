/* SPDX-License-Identifier: MIT */
/* Nothing needs setting up: clocks are fixed in the FPGA. */
#include "arch/arm/cortex_m/cortex_m.h"

void soc_early_init(void)
{
}

uint32_t soc_cpu_hz(void)
{
	return CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC;
}
