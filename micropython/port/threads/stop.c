/* SPDX-License-Identifier: MIT */
/*
 * A stop is a pending exception of the thread, as Ctrl-C is one of main. It is raised where the thread looks
 * for such: at backward jumps, and in waits that have not been given what they wait for. Whoever has
 * been woken keeps what it got, and the exception stays for later.
 */
#include "threads/stop.h"

#include "py/mpstate.h"
#include "py/objexcept.h"
#include "py/runtime.h"
#include "threads/interrupt.h"

MP_DEFINE_CONST_OBJ_TYPE(py_type_ThreadStop, MP_QSTR_ThreadStop, MP_TYPE_FLAG_NONE, make_new,
			 mp_obj_exception_make_new, print, mp_obj_exception_print, attr,
			 mp_obj_exception_attr, parent, &mp_type_SystemExit);

/* Ctrl-C that is pending in main comes first; the stop of a thread that has one pending already is that one. */
static void post(struct py_thread *thread)
{
	unsigned int key = irq_lock();

	if (thread->state->mp_pending_exception == MP_OBJ_NULL) {
		thread->state->mp_pending_exception = thread->roots.stop;
	}
	irq_unlock(key);
	thread->roots.stop = MP_OBJ_NULL;
}

void py_stop(struct py_thread *thread)
{
	thread->roots.stop = mp_obj_new_exception(&py_type_ThreadStop);
	if (thread->is_set_up) {
		post(thread);
	}
	py_thread_interrupt(thread);
}

void py_stop_begin(struct py_thread *self)
{
	self->is_set_up = true;
	if (self->roots.stop != MP_OBJ_NULL) {
		post(self);
	}
}
