/* SPDX-License-Identifier: MIT */
/*
 * Fatal errors: report, ask the application, end the thread or the system.
 */
#include <zephyr/kernel/scheduling.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "kernel/fatal.h"
#include "kernel/sched/thread.h"

const char *z_fatal_reason_str(unsigned int reason)
{
	static const char *const names[] = {
		[K_ERR_CPU_EXCEPTION] = "CPU exception",
		[K_ERR_SPURIOUS_IRQ] = "interrupt without a handler",
		[K_ERR_STACK_CHK_FAIL] = "stack overflow",
		[K_ERR_KERNEL_OOPS] = "kernel oops",
		[K_ERR_KERNEL_PANIC] = "kernel panic",
	};

	return reason < ARRAY_SIZE(names) ? names[reason] : "unknown error";
}

__weak void k_sys_fatal_error_handler(unsigned int reason, const struct arch_esf *esf)
{
	ARG_UNUSED(esf);
	k_fatal_halt(reason);
}

FUNC_NORETURN void k_fatal_halt(unsigned int reason)
{
	arch_system_halt(reason);
}

static void report(unsigned int reason)
{
	const char *name = k_thread_name_get(_current);

	printk("*** fatal error %u: %s, in %sthread %p (%s)\n", reason, z_fatal_reason_str(reason),
	       arch_is_in_isr() ? "an interrupt handler over " : "", (void *)_current,
	       name != NULL && name[0] != '\0' ? name : "unnamed");
}

void z_fatal_error(unsigned int reason, const struct arch_esf *esf)
{
	report(reason);
	k_sys_fatal_error_handler(reason, esf);
	if (arch_is_in_isr()) {
		return;
	}
	if (k_is_pre_kernel() || (_current->base.user_options & K_ESSENTIAL) != 0) {
		k_fatal_halt(reason);
	}
	z_thread_end(_current);
}

void z_except_reason(unsigned int reason)
{
	z_fatal_error(reason, NULL);
}
