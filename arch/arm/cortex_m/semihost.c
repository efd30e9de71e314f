/* SPDX-License-Identifier: MIT */
/* The one semihosting call that is used: exit. */
#include <zephyr/arch/arm/semihost.h>

#include "arch/arm/cortex_m/cortex_m.h"

#define SYS_EXIT_EXTENDED        0x20U
#define STOPPED_APPLICATION_EXIT 0x20026U

static void call(uint32_t operation, const void *parameter)
{
	__asm__ volatile("mov r0, %0\n\tmov r1, %1\n\tbkpt 0xab"
			 :
			 : "r"(operation), "r"(parameter)
			 : "r0", "r1", "memory");
}

void semihost_exit(int status)
{
	const uint32_t block[] = {STOPPED_APPLICATION_EXIT, (uint32_t)status};

	soc_console_flush();
	for (;;) {
		call(SYS_EXIT_EXTENDED, block);
	}
}
