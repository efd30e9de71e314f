/* SPDX-License-Identifier: MIT */
/* Thread handles: join, and what is left of a thread when it has ended. */
#include "threads/handle.h"

#include <zephyr/sys/printk.h>

#include "py/gc.h"
#include "py/runtime.h"
#include "threads/deadlock.h"
#include "threads/lend.h"
#include "threads/wait.h"

static struct py_handle main_handle;

void py_handle_init(struct py_handle *handle, bool daemon)
{
	handle->base.type = &py_handle_type;
	handle->thread = NULL;
	handle->ident = 0;
	sys_dlist_init(&handle->joiners);
	handle->owner = MP_OBJ_NULL;
	handle->name = MP_OBJ_NULL;
	handle->ended = false;
	handle->is_made = false;
	handle->daemon = daemon;
}

struct py_handle *py_handle_new(bool daemon)
{
	struct py_handle *self = mp_obj_malloc(struct py_handle, &py_handle_type);

	py_handle_init(self, daemon);
	return self;
}

void py_handle_init_main(void)
{
	py_handle_init(&main_handle, false);
	py_handle_begin(&main_handle, &py_main_thread);
	py_main_thread.roots.handle = &main_handle;
	py_main_thread.roots.local = MP_OBJ_NULL;
}

void py_handle_scan_main(void)
{
	gc_collect_root(&main_handle.owner, 1);
	gc_collect_root(&main_handle.name, 1);
}

void py_handle_begin(struct py_handle *handle, struct py_thread *thread)
{
	handle->thread = thread;
	handle->ident = py_thread_ident(thread);
}

void py_handle_end(struct py_handle *handle)
{
	if (handle->ended) {
		return;
	}
	py_lend_forget(handle->thread);
	handle->thread = NULL;
	handle->ended = true;
	py_wake_all(&handle->joiners, PY_WAIT_WOKEN);
}

int py_handle_join(struct py_handle *self, k_timeout_t timeout)
{
	int result;

	if (self->ended) {
		return PY_WAIT_WOKEN;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		return PY_WAIT_TIMEOUT;
	}
	do {
		struct py_wait wait;

		py_wait_begin(&wait, &self->joiners, MP_OBJ_FROM_PTR(self), timeout);
		result = py_deadlock_wait(&wait);
	} while (result == PY_WAIT_DEADLOCK && !self->ended);
	return result == PY_WAIT_TIMEOUT ? PY_WAIT_TIMEOUT : PY_WAIT_WOKEN;
}

static struct py_thread *next_to_join(void)
{
	struct py_thread *thread = py_thread_first();

	while (thread != NULL && (thread == py_thread_self() || thread->roots.handle->daemon)) {
		thread = py_thread_next(thread);
	}
	return thread;
}

void py_handle_join_all(void)
{
	struct py_thread *thread;

	while ((thread = next_to_join()) != NULL) {
		py_handle_join(thread->roots.handle, K_FOREVER);
	}
}

int py_handle_describe(mp_obj_t object, char *buf, unsigned int size)
{
	if (!mp_obj_is_exact_type(object, &py_handle_type)) {
		return 0;
	}
	const struct py_handle *self = MP_OBJ_TO_PTR(object);
	return snprintk(buf, size, "end of Python thread %p (%s)", (void *)self->ident,
			self->thread == NULL ? "ended" : k_thread_name_get(self->thread->kernel));
}

/* Python code sees handles only as attributes of threads: they have nothing to call. */
MP_DEFINE_CONST_OBJ_TYPE(py_handle_type, MP_QSTR__handle, MP_TYPE_FLAG_NONE);
