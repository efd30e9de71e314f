/* SPDX-License-Identifier: MIT */
/*
 * Where a switched-out thread's registers are: r4 to r11 in its control block; the others on its stack, s16 to s31,
 * which may hold pointers too, below the stack pointer if it has used the FPU.
 */
#ifndef PORT_CORTEX_M_SAVED_STACK_H
#define PORT_CORTEX_M_SAVED_STACK_H

#include <zephyr/kernel.h>

#include "py/gc.h"

#define PORT_EXC_RETURN_NO_FP 0x10U
#define PORT_FP_SAVED_BYTES   (16U * sizeof(uint32_t))

static inline uintptr_t port_saved_stack_pointer(const struct k_thread *thread)
{
	bool has_fp = (thread->arch.exc_return & PORT_EXC_RETURN_NO_FP) == 0U;

	return thread->callee_saved.psp - (has_fp ? PORT_FP_SAVED_BYTES : 0U);
}

static inline void port_scan_saved_registers(const struct k_thread *thread)
{
	gc_collect_root((void **)&thread->callee_saved,
			sizeof(thread->callee_saved) / sizeof(void *));
}

#endif
