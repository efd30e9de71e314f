/* SPDX-License-Identifier: MIT */
/*
 * Threads of the kernel on the one thread of the process: making a context,
 * switching between two, starting the first. errno belongs to each thread,
 * and is part of the context. Everything runs locked.
 */
#include <errno.h>

#include <zephyr/kernel_structs.h>

#include "arch/posix/posix.h"
#include "arch/posix/sanitizer.h"
#include "arch/posix/tls.h"
#include "kernel/sched/thread.h"
#include "kernel/sched/usage.h"

/** errno of the one OS thread, whose address the C library would look up each time. */
static int *errno_address;

static size_t stack_room(const struct k_thread *thread)
{
	return Z_POSIX_STACK_ROOM + thread->stack_info.size + thread->stack_info.delta;
}

static char *stack_bottom(const struct k_thread *thread)
{
	return z_posix_stack_object(thread) + CONFIG_NATIVE_PAGE_SIZE;
}

void arch_new_thread(struct k_thread *thread, char *stack_top, k_thread_entry_t entry, void *p1,
		     void *p2, void *p3)
{
	thread->arch = (struct _thread_arch){.fake_stack = NULL};
	z_posix_guard_set(thread);
	z_posix_stack_clean(stack_bottom(thread), stack_room(thread));
	stack_top = z_posix_tls_setup(thread, stack_top);
	thread->callee_saved.sp = z_posix_context_make(stack_top, entry, p1, p2, p3);
}

void arch_thread_release(struct k_thread *thread)
{
	z_posix_poll_forget(thread);
	z_posix_stack_clean(stack_bottom(thread), stack_room(thread));
	z_posix_guard_clear(thread);
}

/** Inline, because every switch goes through here. */
static inline void swap(void)
{
	struct k_thread *from = _current;
	struct k_thread *to = _kernel.next;
	bool is_dead = (from->base.thread_state & _THREAD_DEAD) != 0;
	int saved_errno = *errno_address;

	z_usage_account();
	z_posix_tls_switch(from, to);
	z_posix_fiber_leave(is_dead ? NULL : &from->arch.fake_stack, stack_bottom(to),
			    stack_room(to));
	if (z_posix_poll_waiters != 0U) {
		z_posix_poll_on_switch(to);
	}
	if (is_dead) {
		/* It ran on since its release, and leaves frames that never return. */
		z_posix_stack_clean(stack_bottom(from), stack_room(from));
	}
	_current = to;
	z_posix_context_swap(&from->callee_saved.sp, to->callee_saved.sp);
	z_posix_fiber_enter(from->arch.fake_stack);
	*errno_address = saved_errno;
}

void z_posix_thread_swap(void)
{
	swap();
}

void arch_switch(unsigned int key)
{
	swap();
	arch_irq_unlock(key);
}

void z_posix_thread_main(k_thread_entry_t entry, void *p1, void *p2, void *p3)
{
	z_posix_fiber_enter(NULL);
	*errno_address = 0;
	arch_irq_unlock(0U);
	z_thread_entry(entry, p1, p2, p3);
}

void arch_start_threads(void)
{
	static void *start_up_sp;
	struct k_thread *to = _kernel.next;

	errno_address = &errno;
	z_posix_tls_switch(NULL, to);
	z_posix_fiber_leave(NULL, stack_bottom(to), stack_room(to));
	_current = to;
	z_posix_context_swap(&start_up_sp, to->callee_saved.sp);
	CODE_UNREACHABLE;
}
