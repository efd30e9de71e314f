/* SPDX-License-Identifier: MIT */
/*
 * Stack overflow found by a word below each stack, which PendSV looks at when
 * the thread is switched out. What lay below may be damaged by then; only the
 * kernel's own state is known to be whole.
 */
#include <zephyr/fatal.h>
#include <zephyr/kernel_structs.h>

#include "arch/arm/cortex_m/cortex_m.h"
#include "kernel/fatal.h"
#include "kernel/sched/thread.h"

static uint32_t *sentinel_of(const struct k_thread *thread)
{
	return (uint32_t *)thread->stack_info.start - 1;
}

void z_arm_stack_guard_init(struct k_thread *thread)
{
	*sentinel_of(thread) = STACK_SENTINEL_VALUE;
}

bool z_arm_stack_guard_hit(const struct k_thread *thread, uint32_t address)
{
	return address < thread->stack_info.start || *sentinel_of(thread) != STACK_SENTINEL_VALUE;
}

/* In the PendSV handler, so no other handler runs and the kernel is not locked. */
void z_arm_stack_overflowed(void)
{
	struct k_thread *thread = _current;

	z_fatal_error(K_ERR_STACK_CHK_FAIL, NULL);
	if ((thread->base.user_options & K_ESSENTIAL) != 0) {
		k_fatal_halt(K_ERR_STACK_CHK_FAIL);
	}
	z_thread_end(thread);
	z_arm_stack_guard_init(thread);
	__asm__ volatile("msr psp, %0" : : "r"(thread->stack_info.start + thread->stack_info.size));
}
