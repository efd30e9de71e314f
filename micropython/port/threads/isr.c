/* SPDX-License-Identifier: MIT */
#include "threads/isr.h"

#include "py/mpthread.h"
#include "py/runtime.h"
#include "threads/eventloop.h"
#include "threads/pythread.h"

/*
 * What a handler's Python code may use of the interrupts' stack, with the usual margin; the rest is for
 * handlers that it interrupts and that interrupt it.
 */
#ifndef PORT_ISR_PYTHON_STACK
#define PORT_ISR_PYTHON_STACK (2560)
#endif

/* The interrupted thread may be anyone, and the state in force that of a thread that has ended. */
void py_isr_call(void (*call)(void *arg), void *arg)
{
	struct _mp_state_thread_t *interrupted = mp_thread_state_now;
	mp_obj_t loop = py_loop_state_now();
	mp_state_thread_t state = {0};

	mp_thread_init_state(&state, PORT_ISR_PYTHON_STACK, NULL, NULL);
	py_loop_state_set(PY_NO_LOOP);
	call(arg);
	py_loop_state_set(loop);
	mp_thread_state_now = interrupted;
}

void py_isr_raise(void)
{
	mp_raise_msg(&mp_type_RuntimeError,
		     MP_ERROR_TEXT("not possible in a hard interrupt handler"));
}

struct py_thread *py_isr_refuse_or_self(void)
{
	py_isr_refuse();
	return py_thread_self();
}
