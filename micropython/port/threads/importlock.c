/* SPDX-License-Identifier: MIT */
/*
 * The import lock: a module that one thread is still initialising is not visible, half made, to
 * the others. They wait until its import is complete.
 *
 * There is one lock for each top-level name under import, a record on the importing thread's
 * stack. Where waiting would close a circle of threads that import each other's modules, the
 * import goes on with what there is, as CPython's does. Protected by the interpreter lock.
 */
#include "threads/importlock.h"

#include <errno.h>
#include <string.h>

#include <zephyr/sys/printk.h>

#include "py/builtin.h"
#include "py/runtime.h"
#include "threads/interrupt.h"
#include "threads/pythread.h"

struct import {
	struct import *next;
	const char *name;
	size_t len;
	struct py_thread *thread;
};

/** Imports under way. */
static struct import *imports;

/** A thread that waits for the end of an import; NULL when that has come. */
struct waiter {
	struct waiter *next;
	struct py_thread *thread;
	struct import *import;
	struct k_sem over;
};

static struct waiter *waiters;

void py_import_forget(void)
{
	imports = NULL;
	waiters = NULL;
}

/* The name up to the first dot: of the module itself, or of the package that a relative import is in. */
static void top_level_name(size_t n_args, const mp_obj_t *args, struct import *import)
{
	mp_obj_t name = args[0];

	if (n_args >= 5 && mp_obj_get_int(args[4]) != 0) {
		name = mp_obj_dict_get(MP_OBJ_FROM_PTR(mp_globals_get()),
				       MP_OBJ_NEW_QSTR(MP_QSTR___name__));
	}
	import->name = mp_obj_str_get_data(name, &import->len);
	const char *dot = memchr(import->name, '.', import->len);
	if (dot != NULL) {
		import->len = (size_t)(dot - import->name);
	}
}

static struct import *find_other(const struct import *wanted)
{
	for (struct import *import = imports; import != NULL; import = import->next) {
		if (import->thread != wanted->thread && import->len == wanted->len &&
		    memcmp(import->name, wanted->name, wanted->len) == 0) {
			return import;
		}
	}
	return NULL;
}

/* The import that @thread waits for, or NULL. */
static struct import *import_awaited_by(const struct py_thread *thread)
{
	for (struct waiter *waiter = waiters; waiter != NULL; waiter = waiter->next) {
		if (waiter->thread == thread && waiter->import != NULL) {
			return waiter->import;
		}
	}
	return NULL;
}

static struct py_thread *awaited_by(const struct py_thread *thread)
{
	const struct import *import = import_awaited_by(thread);

	return import == NULL ? NULL : import->thread;
}

int py_import_describe_wait(const struct py_thread *thread, char *buf, unsigned int size)
{
	const struct import *import = import_awaited_by(thread);

	if (import == NULL) {
		return 0;
	}
	return snprintk(buf, size, "import of %.*s by %p (%s)", (int)import->len, import->name,
			import->thread->kernel, k_thread_name_get(import->thread->kernel));
}

static bool closes_circle(const struct py_thread *self, struct py_thread *owner)
{
	while (owner != NULL && owner != self) {
		owner = awaited_by(owner);
	}
	return owner == self;
}

static void forget_waiter(struct waiter *waiter)
{
	struct waiter **link = &waiters;

	while (*link != waiter) {
		link = &(*link)->next;
	}
	*link = waiter->next;
}

/* Returns when the import is over or the wait was interrupted; may raise what is pending. */
static void wait_for(struct import *import, struct py_thread *self)
{
	struct waiter waiter = {.next = waiters, .thread = self, .import = import};

	k_sem_init(&waiter.over, 0, 1);
	waiters = &waiter;
	int result = py_thread_take(&waiter.over, sys_timepoint_calc(K_FOREVER));
	forget_waiter(&waiter);
	if (result == -EINTR) {
		mp_handle_pending(true);
	}
}

static void begin(struct import *import)
{
	struct import *other;

	while ((other = find_other(import)) != NULL &&
	       !closes_circle(import->thread, other->thread)) {
		wait_for(other, import->thread);
	}
	import->next = imports;
	imports = import;
}

static void tell_waiters(const struct import *import)
{
	for (struct waiter *waiter = waiters; waiter != NULL; waiter = waiter->next) {
		if (waiter->import == import) {
			waiter->import = NULL;
			k_sem_give(&waiter->over);
		}
	}
}

static void end(struct import *import)
{
	struct import **link = &imports;

	while (*link != import) {
		link = &(*link)->next;
	}
	*link = import->next;
	tell_waiters(import);
}

mp_obj_t py_import(size_t n_args, const mp_obj_t *args)
{
	struct import import = {.thread = py_thread_self()};
	nlr_buf_t nlr;

	top_level_name(n_args, args, &import);
	begin(&import);
	if (nlr_push(&nlr) == 0) {
		mp_obj_t module = mp_builtin___import___default(n_args, args);
		nlr_pop();
		end(&import);
		return module;
	}
	end(&import);
	nlr_raise(MP_OBJ_FROM_PTR(nlr.ret_val));
}
