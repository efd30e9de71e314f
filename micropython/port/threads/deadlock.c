/* SPDX-License-Identifier: MIT */
/*
 * Each thread waits for at most one other, so that the walk from a new waiter meets every circle that its
 * wait closes or depends on. A circle is a deadlock if nobody else can open it:
 *
 * - at once, if nobody but the waiting threads may: they hold RLocks, hold Locks by `with`, or join;
 * - otherwise, for a Lock taken by acquire() may be released by any thread, when all other threads depend
 *   on the circle. A single thread that acquires such a Lock again may be waiting for an interrupt.
 *
 * The thread that closed the circle gets the exception, which may be another than the one that finds it.
 */
#include "threads/deadlock.h"

#include "py/runtime.h"
#include "threads/handle.h"
#include "threads/lock.h"

static struct py_thread *holder(mp_obj_t object)
{
	const struct py_handle *handle = mp_obj_is_exact_type(object, &py_handle_type)
						 ? MP_OBJ_TO_PTR(object)
						 : py_lock_holder(object);

	return handle == NULL ? NULL : handle->thread;
}

static bool is_stuck(const struct py_thread *thread)
{
	const struct py_wait *wait = thread->wait;

	return wait != NULL && wait->forever && wait->result == PY_WAIT_PENDING;
}

/* The thread that @thread waits for without limit, or NULL. */
static struct py_thread *next(const struct py_thread *thread)
{
	return is_stuck(thread) ? holder(thread->wait->object) : NULL;
}

/* A thread of the circle that the walk from @thread ends in, or NULL. The second walker goes twice as fast. */
static struct py_thread *find_circle(struct py_thread *thread)
{
	struct py_thread *slow = thread, *fast = thread;

	do {
		slow = next(slow);
		fast = next(fast);
		fast = fast == NULL ? NULL : next(fast);
	} while (fast != NULL && fast != slow);
	return fast;
}

static bool only_they_can_open(const struct py_thread *first)
{
	const struct py_thread *thread = first;

	do {
		if (!py_lock_is_bound(thread->wait->object)) {
			return false;
		}
		thread = next(thread);
	} while (thread != first);
	return true;
}

static bool is_in_circle(const struct py_thread *wanted, const struct py_thread *first)
{
	const struct py_thread *thread = first;

	do {
		if (thread == wanted) {
			return true;
		}
		thread = next(thread);
	} while (thread != first);
	return false;
}

static bool all_depend_on(const struct py_thread *circle)
{
	for (struct py_thread *thread = py_thread_first(); thread != NULL;
	     thread = py_thread_next(thread)) {
		struct py_thread *end = find_circle(thread);

		if (end == NULL || !is_in_circle(end, circle)) {
			return false;
		}
	}
	return true;
}

static struct py_wait *closing_wait(struct py_thread *first)
{
	struct py_wait *last = NULL;
	struct py_thread *thread = first;

	do {
		struct py_wait *wait = thread->wait;

		if (wait->interruptible &&
		    (last == NULL || (int32_t)(wait->order - last->order) > 0)) {
			last = wait;
		}
		thread = next(thread);
	} while (thread != first);
	return last;
}

static void find_deadlock(struct py_thread *self)
{
	struct py_thread *circle = find_circle(self);

	if (circle == NULL || next(circle) == circle) {
		return;
	}
	if (only_they_can_open(circle) || all_depend_on(circle)) {
		struct py_wait *wait = closing_wait(circle);

		if (wait != NULL) {
			py_wake(wait, PY_WAIT_DEADLOCK);
		}
	}
}

static void print_step(vstr_t *text, const struct py_thread *thread, mp_obj_t object)
{
	vstr_printf(text, "%s waits for ", k_thread_name_get(thread->kernel));
	if (mp_obj_is_exact_type(object, &py_handle_type)) {
		vstr_printf(text, "the end of ");
	} else {
		vstr_printf(text, "%s %p held by ", mp_obj_get_type_str(object),
			    MP_OBJ_TO_PTR(object));
	}
	vstr_printf(text, "%s", k_thread_name_get(holder(object)->kernel));
}

/* The circle still leads from @object back to the caller, which has left it: nobody has opened it since. */
static bool leads_back(mp_obj_t object)
{
	const struct py_thread *thread = holder(object);

	for (size_t steps = py_thread_count(); steps > 0 && thread != NULL; steps--) {
		if (thread == py_thread_self()) {
			return true;
		}
		thread = next(thread);
	}
	return false;
}

static _Noreturn void raise(mp_obj_t object)
{
	const struct py_thread *self = py_thread_self();
	const struct py_thread *thread = self;
	vstr_t text;

	vstr_init(&text, 64);
	vstr_printf(&text, "deadlock: ");
	do {
		print_step(&text, thread, object);
		thread = holder(object);
		if (thread != self) {
			vstr_printf(&text, ", ");
			object = thread->wait->object;
		}
	} while (thread != self);
	nlr_raise(
		mp_obj_new_exception_arg1(&mp_type_RuntimeError, mp_obj_new_str_from_vstr(&text)));
}

int py_deadlock_wait(struct py_wait *wait)
{
	if (wait->forever) {
		find_deadlock(wait->thread);
	}
	int result = py_wait_finish(wait);

	if (result == PY_WAIT_DEADLOCK && leads_back(wait->object)) {
		raise(wait->object);
	}
	return result;
}
