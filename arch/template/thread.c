/* SPDX-License-Identifier: MIT */
/*
 * Contexts of threads, empty. A real port makes one that begins in z_thread_entry(), and switches in
 * a few lines of assembly that store and load struct _callee_saved; offsets.c gives them its place.
 */
#include <zephyr/kernel_structs.h>

#include "arch/arch.h"
#include "kernel/sched/thread.h"
#include "kernel/sched/usage.h"

void arch_new_thread(struct k_thread *thread, char *stack_top, k_thread_entry_t entry, void *p1,
		     void *p2, void *p3)
{
	ARG_UNUSED(entry);
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	/* Push a frame from which the first switch starts z_thread_entry(entry, p1, p2, p3). */
	thread->callee_saved.sp = stack_top;
}

void arch_thread_release(struct k_thread *thread)
{
	ARG_UNUSED(thread);
}

void arch_switch(unsigned int key)
{
	z_usage_account();
	/* Save the registers of _current, load those of _kernel.next. */
	_current = _kernel.next;
	arch_irq_unlock(key);
}

void arch_switch_at_isr_exit(void)
{
	/* Note it for the end of the outermost handler, or pend an exception that runs there. */
}

void arch_start_threads(void)
{
	_current = _kernel.next;
	/* Load the registers of _current: they lead to its entry. */
	for (;;) {
	}
}
