/* SPDX-License-Identifier: MIT */
/*
 * A stack overflow in Python is a RuntimeError that says whose stack it was, its size, and how much of it was
 * used: the core's check (py/cstack.c) is compiled to call this. The text begins as the core's own.
 */
#include "py/cstack.h"
#include "py/mpstate.h"
#include "py/runtime.h"
#include "threads/pythread.h"

_Noreturn void py_raise_stack_overflow(void);

_Noreturn void py_raise_stack_overflow(void)
{
	int size = (int)(MP_STATE_THREAD(stack_limit) + MICROPY_STACK_CHECK_MARGIN);
	/* Without a margin the check, and this function, run a little below the end: that is not Python's to use. */
	int used = MIN((int)mp_cstack_usage(), size);

	const char *name = k_is_in_isr() ? "an interrupt handler"
					 : k_thread_name_get(py_thread_self()->kernel);

	mp_raise_msg_varg(
		&mp_type_RuntimeError,
		MP_ERROR_TEXT("maximum recursion depth exceeded in thread '%s': %d of %d bytes of "
			      "stack used"),
		name, used, size);
}
