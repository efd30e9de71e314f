/* SPDX-License-Identifier: MIT */
/*
 * Contexts of threads: making one, starting the first, asking for a switch.
 */
#include <zephyr/kernel_structs.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"
#include "arch/arm/cortex_m/tls.h"
#include "kernel/sched/thread.h"

#define XPSR_THUMB BIT(24)

/** What the processor stores at an exception, and takes back at the return. */
struct frame {
	uint32_t r0;
	uint32_t r1;
	uint32_t r2;
	uint32_t r3;
	uint32_t r12;
	uint32_t lr;
	uint32_t pc;
	uint32_t xpsr;
};

void z_arm_start_first(void);

void arch_new_thread(struct k_thread *thread, char *stack_top, k_thread_entry_t entry, void *p1,
		     void *p2, void *p3)
{
	char *top = z_arm_tls_setup(thread, stack_top);
	struct frame *frame =
		(struct frame *)ROUND_DOWN((uintptr_t)top - sizeof(*frame), ARCH_STACK_PTR_ALIGN);

	frame->r0 = (uint32_t)entry;
	frame->r1 = (uint32_t)p1;
	frame->r2 = (uint32_t)p2;
	frame->r3 = (uint32_t)p3;
	frame->r12 = 0;
	frame->lr = 0;
	frame->pc = (uint32_t)z_thread_entry & ~1U;
	frame->xpsr = XPSR_THUMB;
	thread->callee_saved.psp = (uint32_t)frame;
	thread->arch.exc_return = EXC_RETURN_TO_NEW_THREAD;
	z_arm_stack_guard_init(thread);
}

void arch_thread_release(struct k_thread *thread)
{
	z_arm_fault_forget(thread);
}

/** The first switch leaves start-up as if it were a thread. */
void arch_start_threads(void)
{
	_current->stack_info.start = (uintptr_t)z_arm_isr_stack + Z_ARM_STACK_GUARD;
	z_arm_stack_guard_init(_current);
	z_arm_start_first();
	CODE_UNREACHABLE;
}

#ifdef CONFIG_CORTEX_M_PENDSV_WORK
void arm_pendsv_pend(void)
{
	REG32(ICSR_ADDR) = ICSR_PENDSVSET;
}
#endif
