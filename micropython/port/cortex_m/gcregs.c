/* SPDX-License-Identifier: MIT */
/*
 * The collector's look at the running thread: its stack, and the registers that a caller may keep
 * something in. The compiler may park a pointer in a floating-point register.
 */
#include "py/gc.h"
#include "py/mpstate.h"
#include "shared/runtime/gchelper.h"

#ifdef CONFIG_FPU
#define STORE_FP_REGISTERS(to) __asm__ volatile("vstm %0, {s16-s31}" : : "r"(to) : "memory")
#else
#define STORE_FP_REGISTERS(to) ((void)(to))
#endif

/* What this function itself saved of the registers lies above its variables. */
MP_NOINLINE void gc_helper_collect_regs_and_stack(void)
{
	struct {
		uintptr_t fp[16];
		uintptr_t core[8];
	} registers = {{0}, {0}};
	uintptr_t low = (uintptr_t)&registers;

	__asm__ volatile("stm %0, {r4-r11}" : : "r"(registers.core) : "memory");
	STORE_FP_REGISTERS(registers.fp);
	gc_collect_root((void **)low,
			((uintptr_t)MP_STATE_THREAD(stack_top) - low) / sizeof(void *));
}
