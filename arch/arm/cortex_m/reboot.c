/* SPDX-License-Identifier: MIT */
#include <zephyr/sys/reboot.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"

#define AIRCR_KEY         (0x05FAU << 16)
#define AIRCR_SYSRESETREQ BIT(2)

FUNC_NORETURN void sys_reboot(int type)
{
	ARG_UNUSED(type);
	soc_console_flush();
	(void)arch_irq_lock();
	__asm__ volatile("dsb" : : : "memory");
	REG32(AIRCR_ADDR) = AIRCR_KEY | AIRCR_SYSRESETREQ;
	for (;;) {
	}
}
