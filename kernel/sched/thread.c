/* SPDX-License-Identifier: MIT */
/*
 * The life of a thread: created, started, suspended and resumed, ended, joined.
 *
 * A thread that was not started sleeps, for its delay or for ever; so starting
 * is waking. A dead thread is in no queue and in no list.
 * Lock: the interrupt lock.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/fatal.h>
#include <zephyr/kernel/scheduling.h>

#include "kernel/sched/inherit.h"
#include "kernel/sched/ready.h"
#include "kernel/sched/ready_q.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/thread.h"
#include "kernel/sched/thread_list.h"
#include "kernel/sched/usage.h"
#include "kernel/sched/wait.h"

void z_thread_check_prio(int prio)
{
	__ASSERT(prio >= K_HIGHEST_THREAD_PRIO && prio <= K_LOWEST_APPLICATION_THREAD_PRIO,
		 "priority %d is not within %d to %d", prio, K_HIGHEST_THREAD_PRIO,
		 K_LOWEST_APPLICATION_THREAD_PRIO);
	ARG_UNUSED(prio);
}

/** The rest is 0: lists are empty, nodes in none. */
static void init_base(struct _thread_base *base, int prio, uint32_t options)
{
	base->user_options = (uint8_t)options;
	base->thread_state = _THREAD_SLEEPING;
	base->wait_kind = Z_WAIT_SLEEP;
	base->prio = (int8_t)prio;
	base->base_prio = (int8_t)prio;
	z_usage_init(base);
}

void z_thread_init(struct k_thread *thread, k_thread_stack_t *stack, size_t stack_size,
		   k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio, uint32_t options)
{
	char *start = K_THREAD_STACK_BUFFER(stack);

	memset(thread, 0, sizeof(*thread));
	init_base(&thread->base, prio, options);
	thread->resource_pool = _current->resource_pool;
	thread->stack_info.start = (uintptr_t)start;
	thread->stack_info.size = ROUND_DOWN(stack_size, ARCH_STACK_PTR_ALIGN);
	z_thread_fill_stack(thread);
	arch_new_thread(thread, start + thread->stack_info.size, entry, p1, p2, p3);
}

void z_thread_entry(k_thread_entry_t entry, void *p1, void *p2, void *p3)
{
	entry(p1, p2, p3);
	k_thread_abort(_current);
	CODE_UNREACHABLE;
}

void z_thread_start_after(struct k_thread *thread, k_timeout_t delay)
{
	unsigned int key = z_lock();

	/* A static thread may have been started or ended since it was created. */
	if ((thread->base.thread_state & _THREAD_SLEEPING) == 0) {
		z_unlock(key);
		return;
	}
	if (K_TIMEOUT_EQ(delay, K_NO_WAIT)) {
		z_wait_cancel(thread, 0);
	} else if (!K_TIMEOUT_EQ(delay, K_FOREVER)) {
		z_timeout_start(&thread->base.timeout, z_thread_timed_out, delay);
	}
	z_reschedule(key);
}

/** As z_thread_start_after() without a delay, for a thread of which nobody else knows: there is no wait to end. */
static void start_new(struct k_thread *thread)
{
	thread->base.wait_kind = Z_WAIT_NOTHING;
	if (!z_ready_enter(thread)) {
		z_ready_entered(thread);
	}
}

k_tid_t k_thread_create(struct k_thread *new_thread, k_thread_stack_t *stack, size_t stack_size,
			k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
			uint32_t options, k_timeout_t delay)
{
	z_check_thread();
	z_thread_check_prio(prio);
	z_thread_init(new_thread, stack, stack_size, entry, p1, p2, p3, prio, options);

	/* Who finds it in the list finds it complete. */
	unsigned int key = z_lock();

	z_thread_list_add(new_thread);
	if (Z_READY_FAST && K_TIMEOUT_EQ(delay, K_NO_WAIT)) {
		start_new(new_thread);
	} else {
		z_thread_start_after(new_thread, delay);
	}
	z_reschedule(key);
	return new_thread;
}

void k_thread_start(k_tid_t thread)
{
	k_wakeup(thread);
}

static bool is_dead(const struct k_thread *thread)
{
	return (thread->base.thread_state & _THREAD_DEAD) != 0;
}

/** Whether @a thread calls; an interrupt handler does not call as the thread that it interrupted. */
static bool is_caller(const struct k_thread *thread)
{
	return thread == _current && !arch_is_in_isr();
}

/** Take @a thread, dead, out of the ready queue; in the common case it ends itself. */
static void leave_ready(struct k_thread *thread)
{
	if (Z_READY_FAST && thread == _current && thread == _kernel.next) {
		if (!z_ready_leave(thread, _THREAD_DEAD)) {
			z_slice_watch(_kernel.next);
		}
	} else {
		z_ready_remove(thread);
	}
}

static void end(struct k_thread *thread)
{
	bool waits = (thread->base.thread_state & (_THREAD_PENDING | _THREAD_SLEEPING)) != 0;

	/* Dead first: then no step below can make it ready. */
	thread->base.thread_state |= _THREAD_DEAD;
	leave_ready(thread);
	if (waits) {
		z_wait_cancel(thread, -EAGAIN);
	}
	while (z_wake_first(&thread->join_queue, 0) != NULL) {
		/* z_wake_all(), which would have to be linked for this alone, and is slower by its call. */
	}
	z_thread_list_remove(thread);
	arch_thread_release(thread);
}

void z_thread_end(struct k_thread *thread)
{
	unsigned int key = z_lock();

	if (is_dead(thread)) {
		z_unlock(key);
		return;
	}
	end(thread);
	if (is_caller(thread)) {
		z_spin_abandon();
		arch_switch(key);
		CODE_UNREACHABLE;
	}
	z_reschedule(key);
}

void k_thread_abort(k_tid_t thread)
{
	if ((thread->base.user_options & K_ESSENTIAL) != 0 && !is_dead(thread)) {
		z_except_reason(K_ERR_KERNEL_PANIC);
		return;
	}
	z_thread_end(thread);
}

/** Whether @a thread waits for the end of the current one. */
static bool joins_current(const struct k_thread *thread)
{
	return thread->base.pended_on == &_current->join_queue;
}

int k_thread_join(struct k_thread *thread, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();
	int result;

	if (is_dead(thread)) {
		result = 0;
	} else if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		result = -EBUSY;
	} else if (thread == _current || joins_current(thread)) {
		result = -EDEADLK;
	} else {
		return z_wait(&thread->join_queue, Z_WAIT_JOIN, timeout, key);
	}
	z_unlock(key);
	return result;
}

void k_thread_suspend(k_tid_t thread)
{
	if (is_caller(thread)) {
		z_check_may_switch();
	}

	unsigned int key = z_lock();

	if ((thread->base.thread_state & (_THREAD_SUSPENDED | _THREAD_DEAD)) != 0) {
		z_unlock(key);
		return;
	}
	thread->base.thread_state |= _THREAD_SUSPENDED;
	z_ready_remove(thread);
	if (is_caller(thread)) {
		arch_switch(key);
	} else {
		z_reschedule(key);
	}
}

void k_thread_resume(k_tid_t thread)
{
	unsigned int key = z_lock();

	if ((thread->base.thread_state & _THREAD_SUSPENDED) == 0) {
		z_unlock(key);
		return;
	}
	thread->base.thread_state &= (uint8_t)~_THREAD_SUSPENDED;
	z_ready_add(thread);
	if (thread == _current) {
		/* Suspended and resumed in one interrupt handler: it never stopped, so the rules for who runs hold for it. */
		z_ready_choose(Z_PREEMPT_BY_RULE);
	}
	z_reschedule(key);
}
