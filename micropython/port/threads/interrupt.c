/* SPDX-License-Identifier: MIT */
/*
 * Interruptible waits. The look at `interrupted` and the wait are one step for everybody else,
 * because interrupts are locked from one to the other: the kernel unlocks them while the thread
 * is switched out.
 */
#include "threads/interrupt.h"

#include <errno.h>

#include "py/mpthread.h"
#include "py/runtime.h"
#include "threads/gil.h"
#include "threads/isr.h"
#include "wake.h"

/*
 * A reset wakes all who wait for the semaphore; the others find no reason and wait again. While
 * one waits the count is 0, so nothing that was given is lost: a count above 0 says that our
 * thread has got its own.
 */
static void end_take(struct k_sem *sem)
{
	if (k_sem_count_get(sem) == 0) {
		k_sem_reset(sem);
	}
}

void py_thread_interrupt(struct py_thread *thread)
{
	unsigned int key = irq_lock();

	thread->interrupted = true;
	if (thread->waits_for != NULL) {
		end_take(thread->waits_for);
	}
	k_wakeup(thread->kernel);
	port_wake_poll(thread->kernel);
	irq_unlock(key);
}

bool py_thread_take_interrupt(void)
{
	struct py_thread *self = py_thread_self();
	unsigned int key = irq_lock();
	bool interrupted = self->interrupted;

	self->interrupted = false;
	irq_unlock(key);
	return interrupted;
}

static int take_unless_interrupted(struct k_sem *sem, k_timepoint_t end)
{
	struct py_thread *self = py_thread_self();
	unsigned int key = irq_lock();
	int result = -EINTR;

	if (!self->interrupted) {
		self->waits_for = sem;
		result = k_sem_take(sem, sys_timepoint_timeout(end));
		self->waits_for = NULL;
	}
	irq_unlock(key);
	return result;
}

int py_thread_take(struct k_sem *sem, k_timepoint_t end)
{
	int result;

	py_isr_refuse();
	MP_THREAD_GIL_EXIT();
	py_gil_let_go();
	do {
		result = take_unless_interrupted(sem, end);
		if (result != 0 && py_thread_take_interrupt()) {
			result = -EINTR;
			break;
		}
	} while (result != 0 && !sys_timepoint_expired(end));
	MP_THREAD_GIL_ENTER();
	return result == -EBUSY ? -EAGAIN : result;
}

int py_thread_sleep(k_timeout_t timeout)
{
	struct py_thread *self = py_thread_self();

	if (k_is_in_isr()) {
		return 0;
	}
	py_gil_let_go();

	unsigned int key = irq_lock();

	if (!self->interrupted) {
		k_sleep(timeout);
	}
	irq_unlock(key);
	return py_thread_take_interrupt() ? -EINTR : 0;
}

/*
 * Events that have no name
 */

static uint32_t events;
/** How many threads have `awaits_event` set. */
static uint32_t awaiting;

void py_event(void)
{
	unsigned int key = irq_lock();

	events++;
	if (awaiting > 0) {
		struct py_thread *thread = py_thread_first();

		for (; thread != NULL; thread = py_thread_next(thread)) {
			if (thread->awaits_event) {
				k_wakeup(thread->kernel);
			}
		}
	}
	irq_unlock(key);
}

void py_thread_await_event(k_timeout_t timeout)
{
	struct py_thread *self = py_thread_self();

	if (k_is_in_isr()) {
		return;
	}
	py_gil_let_go();

	unsigned int key = irq_lock();

	if (!self->interrupted && self->events_seen == events) {
		self->awaits_event = true;
		awaiting++;
		k_sleep(timeout);
		awaiting--;
		self->awaits_event = false;
	}
	self->events_seen = events;
	self->interrupted = false;
	irq_unlock(key);
}

void py_event_forget_waiters(void)
{
	awaiting = 0;
}
