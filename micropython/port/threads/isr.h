/* SPDX-License-Identifier: MIT */
/*
 * Python in interrupt handlers. The code of a hard handler runs on the stack of interrupts, in whatever moment of
 * whatever thread, with or without the interpreter lock: it may not allocate, wait, or use what threads
 * wait for.
 */
#ifndef PORT_THREADS_ISR_H
#define PORT_THREADS_ISR_H

#include <zephyr/kernel.h>

struct py_thread;

/** Calls @call(@arg), which runs Python, with a state of its own. In an interrupt. */
void py_isr_call(void (*call)(void *arg), void *arg);

/** Raises that RuntimeError. */
FUNC_NORETURN void py_isr_raise(void);

/** Raises RuntimeError in an interrupt. Inline, because each use of a lock asks. */
static inline void py_isr_refuse(void)
{
	if (unlikely(k_is_in_isr())) {
		py_isr_raise();
	}
}

/** The calling thread; raises RuntimeError in an interrupt, whose code belongs to none. */
struct py_thread *py_isr_refuse_or_self(void);

#endif
