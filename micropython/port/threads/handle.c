/* SPDX-License-Identifier: MIT */
/* Thread handles: join, and what is left of a thread when it has ended. */
#include "threads/handle.h"

#include <zephyr/sys/printk.h>

#include "py/gc.h"
#include "py/runtime.h"
#include "threads/deadlock.h"
#include "threads/timeout.h"
#include "threads/wait.h"

static struct py_handle main_handle;

static void init(struct py_handle *handle, bool daemon)
{
	handle->thread = NULL;
	handle->ident = 0;
	sys_dlist_init(&handle->joiners);
	handle->owner = MP_OBJ_NULL;
	handle->ended = false;
	handle->daemon = daemon;
}

struct py_handle *py_handle_new(bool daemon)
{
	struct py_handle *self = mp_obj_malloc(struct py_handle, &py_handle_type);

	init(self, daemon);
	return self;
}

void py_handle_init_main(void)
{
	main_handle.base.type = &py_handle_type;
	init(&main_handle, false);
	py_handle_begin(&main_handle, &py_main_thread);
	py_main_thread.roots.handle = &main_handle;
	py_main_thread.roots.local = MP_OBJ_NULL;
}

void py_handle_scan_main(void)
{
	gc_collect_root(&main_handle.owner, 1);
}

void py_handle_begin(struct py_handle *handle, struct py_thread *thread)
{
	handle->thread = thread;
	handle->ident = py_thread_ident(thread);
}

void py_handle_end(struct py_handle *handle)
{
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

static mp_obj_t handle_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
				const mp_obj_t *args)
{
	(void)type;
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	return MP_OBJ_FROM_PTR(py_handle_new(false));
}

/* join(timeout=None): whether the thread has ended. */
static mp_obj_t handle_join(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	struct py_handle *self = MP_OBJ_TO_PTR(pos[0]);
	k_timeout_t timeout = py_timeout_argument(n_args, pos, kw);

	if (self->ident == 0) {
		mp_raise_msg(&mp_type_RuntimeError,
			     MP_ERROR_TEXT("cannot join thread before it is started"));
	}
	if (self->thread == py_thread_self()) {
		mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("cannot join current thread"));
	}
	return mp_obj_new_bool(py_handle_join(self, timeout) == PY_WAIT_WOKEN);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(handle_join_obj, 1, handle_join);

static mp_obj_t handle_is_alive(mp_obj_t self_in)
{
	struct py_handle *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_bool(self->thread != NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_1(handle_is_alive_obj, handle_is_alive);

static mp_obj_t handle_is_done(mp_obj_t self_in)
{
	struct py_handle *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_bool(self->ended);
}
static MP_DEFINE_CONST_FUN_OBJ_1(handle_is_done_obj, handle_is_done);

static const mp_rom_map_elem_t handle_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_join), MP_ROM_PTR(&handle_join_obj)},
	{MP_ROM_QSTR(MP_QSTR_is_alive), MP_ROM_PTR(&handle_is_alive_obj)},
	{MP_ROM_QSTR(MP_QSTR_is_done), MP_ROM_PTR(&handle_is_done_obj)},
};
static MP_DEFINE_CONST_DICT(handle_locals, handle_locals_table);

static void load_attr(struct py_handle *self, qstr attr, mp_obj_t *dest)
{
	switch (attr) {
	case MP_QSTR_ident:
		dest[0] = self->ident == 0 ? mp_const_none : mp_obj_new_int_from_uint(self->ident);
		break;
	case MP_QSTR_daemon:
		dest[0] = mp_obj_new_bool(self->daemon);
		break;
	case MP_QSTR_owner:
		dest[0] = self->owner == MP_OBJ_NULL ? mp_const_none : self->owner;
		break;
	default:
		dest[1] = MP_OBJ_SENTINEL; /* go on in locals_dict */
		break;
	}
}

/* dest is {MP_OBJ_SENTINEL, value} for a store. */
static void handle_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest)
{
	struct py_handle *self = MP_OBJ_TO_PTR(self_in);

	if (dest[0] == MP_OBJ_NULL) {
		load_attr(self, attr, dest);
	} else if (dest[1] != MP_OBJ_NULL && attr == MP_QSTR_daemon) {
		self->daemon = mp_obj_is_true(dest[1]);
		dest[0] = MP_OBJ_NULL;
	} else if (dest[1] != MP_OBJ_NULL && attr == MP_QSTR_owner) {
		self->owner = dest[1];
		dest[0] = MP_OBJ_NULL;
	}
}

MP_DEFINE_CONST_OBJ_TYPE(py_handle_type, MP_QSTR__ThreadHandle, MP_TYPE_FLAG_NONE, make_new,
			 handle_make_new, attr, handle_attr, locals_dict, &handle_locals);
