/* SPDX-License-Identifier: MIT */
/* threading.Semaphore and BoundedSemaphore. One that is released goes straight to the best waiter. */
#include "py/runtime.h"
#include "threads/condition.h"
#include "threads/timeout.h"
#include "threads/wait.h"

typedef struct {
	mp_obj_base_t base;
	sys_dlist_t waiters;
	/** Above 0 only while nobody waits. */
	mp_int_t count;
	/** What a bounded one begins with; else as large as can be. */
	mp_int_t limit;
} semaphore_t;

static mp_obj_t semaphore_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
				   const mp_obj_t *args)
{
	static const mp_arg_t spec[] = {{MP_QSTR_value, MP_ARG_INT, {.u_int = 1}}};
	mp_arg_val_t value;

	mp_arg_parse_all_kw_array(n_args, n_kw, args, 1, spec, &value);
	if (value.u_int < 0) {
		mp_raise_ValueError(MP_ERROR_TEXT("semaphore initial value must be >= 0"));
	}
	semaphore_t *self = mp_obj_malloc(semaphore_t, type);
	sys_dlist_init(&self->waiters);
	self->count = value.u_int;
	self->limit = type == &py_semaphore_type ? MP_SSIZE_MAX : value.u_int;
	return MP_OBJ_FROM_PTR(self);
}

static bool acquire(semaphore_t *self, k_timeout_t timeout)
{
	if (self->count > 0) {
		self->count--;
		return true;
	}
	return !K_TIMEOUT_EQ(timeout, K_NO_WAIT) &&
	       py_wait(&self->waiters, MP_OBJ_FROM_PTR(self), timeout) == PY_WAIT_WOKEN;
}

/* acquire(blocking=True, timeout=None) */
static mp_obj_t semaphore_acquire(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_blocking, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_TRUE}},
		{MP_QSTR_timeout, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];

	mp_arg_parse_all(n_args - 1, pos + 1, kw, MP_ARRAY_SIZE(spec), spec, args);
	k_timeout_t timeout = py_timeout(args[1].u_obj);

	if (!mp_obj_is_true(args[0].u_obj)) {
		if (args[1].u_obj != mp_const_none) {
			mp_raise_ValueError(
				MP_ERROR_TEXT("can't specify timeout for non-blocking acquire"));
		}
		timeout = K_NO_WAIT;
	}
	return mp_obj_new_bool(acquire(MP_OBJ_TO_PTR(pos[0]), timeout));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(semaphore_acquire_obj, 1, semaphore_acquire);

static mp_obj_t semaphore_enter(mp_obj_t self_in)
{
	return mp_obj_new_bool(acquire(MP_OBJ_TO_PTR(self_in), K_FOREVER));
}
static MP_DEFINE_CONST_FUN_OBJ_1(semaphore_enter_obj, semaphore_enter);

static void release(semaphore_t *self, mp_int_t n)
{
	if (n < 1) {
		mp_raise_ValueError(MP_ERROR_TEXT("n must be one or more"));
	}
	if (n > self->limit - self->count) {
		mp_raise_ValueError(MP_ERROR_TEXT("semaphore released too many times"));
	}
	while (n > 0 && py_wake_first(&self->waiters, PY_WAIT_WOKEN) != NULL) {
		n--;
	}
	self->count += n;
}

/* release(n=1) */
static mp_obj_t semaphore_release(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {{MP_QSTR_n, MP_ARG_INT, {.u_int = 1}}};
	mp_arg_val_t n;

	mp_arg_parse_all(n_args - 1, pos + 1, kw, 1, spec, &n);
	release(MP_OBJ_TO_PTR(pos[0]), n.u_int);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(semaphore_release_obj, 1, semaphore_release);

static mp_obj_t semaphore_exit(size_t n_args, const mp_obj_t *args)
{
	(void)n_args;
	release(MP_OBJ_TO_PTR(args[0]), 1);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(semaphore_exit_obj, 4, 4, semaphore_exit);

static void semaphore_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind)
{
	semaphore_t *self = MP_OBJ_TO_PTR(self_in);

	(void)kind;
	mp_printf(print, "<threading.%q at %p: value=%d", (qstr)self->base.type->name, self,
		  (int)self->count);
	if (self->base.type != &py_semaphore_type) {
		mp_printf(print, "/%d", (int)self->limit);
	}
	mp_print_str(print, ">");
}

static const mp_rom_map_elem_t semaphore_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_acquire), MP_ROM_PTR(&semaphore_acquire_obj)},
	{MP_ROM_QSTR(MP_QSTR_release), MP_ROM_PTR(&semaphore_release_obj)},
	{MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&semaphore_enter_obj)},
	{MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&semaphore_exit_obj)},
};
static MP_DEFINE_CONST_DICT(semaphore_locals, semaphore_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(py_semaphore_type, MP_QSTR_Semaphore, MP_TYPE_FLAG_NONE, make_new,
			 semaphore_make_new, print, semaphore_print, locals_dict,
			 &semaphore_locals);
MP_DEFINE_CONST_OBJ_TYPE(py_bounded_semaphore_type, MP_QSTR_BoundedSemaphore, MP_TYPE_FLAG_NONE,
			 make_new, semaphore_make_new, print, semaphore_print, locals_dict,
			 &semaphore_locals);
