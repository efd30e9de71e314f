/* SPDX-License-Identifier: MIT */
/*
 * Constants for the assembly of this port, and what that assembly takes for granted.
 */
#include <zephyr/kernel_structs.h>

#define OFFSET(name, value) __asm__ volatile(".ascii \"->" #name " %c0\"" : : "i"(value))

#ifdef CONFIG_THREAD_LOCAL_STORAGE
#define TLS_OFFSET offsetof(struct k_thread, tls)
#else
/* Not used. */
#define TLS_OFFSET 0
#endif

BUILD_ASSERT(offsetof(struct k_thread, arch) ==
		     offsetof(struct k_thread, callee_saved) + sizeof(struct _callee_saved),
	     "a switch stores r4-r11, psp and EXC_RETURN as one block");
BUILD_ASSERT(offsetof(struct _callee_saved, psp) == 32, "psp follows r4 to r11");

void offsets(void);

void offsets(void)
{
	OFFSET(KERNEL_CURRENT, offsetof(struct z_kernel, cpus[0].current));
	OFFSET(KERNEL_NEXT, offsetof(struct z_kernel, next));
	OFFSET(THREAD_CONTEXT, offsetof(struct k_thread, callee_saved));
	OFFSET(STACK_GUARD_SIZE, Z_ARM_STACK_GUARD);
	OFFSET(THREAD_TLS, TLS_OFFSET);
	OFFSET(THREAD_STACK_START, offsetof(struct k_thread, stack_info.start));
}
