/* SPDX-License-Identifier: MIT */
/* Where a switched-out thread's registers are: all of them on its stack. */
#ifndef PORT_NATIVE_SAVED_STACK_H
#define PORT_NATIVE_SAVED_STACK_H

#include <zephyr/kernel.h>

static inline uintptr_t port_saved_stack_pointer(const struct k_thread *thread)
{
	return (uintptr_t)thread->callee_saved.sp;
}

static inline void port_scan_saved_registers(const struct k_thread *thread)
{
	(void)thread;
}

#endif
