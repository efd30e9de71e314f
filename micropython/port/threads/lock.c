/* SPDX-License-Identifier: MIT */
/*
 * Locks: a kernel semaphore of limit 1. Any thread may release one, which rules out the kernel's
 * mutex. The owner is kept for diagnosis only.
 */
#include "threads/lock.h"

#include <zephyr/sys/printk.h>

#include "py/runtime.h"
#include "threads/interrupt.h"
#include "threads/pythread.h"

typedef struct {
	mp_obj_base_t base;
	struct k_sem sem;
	/** Who acquired it last; of no meaning while it is free. */
	struct py_thread *owner;
} lock_obj_t;

mp_obj_t py_lock_new(void)
{
	lock_obj_t *self = mp_obj_malloc(lock_obj_t, &py_lock_type);

	k_sem_init(&self->sem, 1, 1);
	self->owner = NULL;
	return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t lock_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			      const mp_obj_t *args)
{
	(void)type;
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	return py_lock_new();
}

static k_timeout_t seconds_to_timeout(mp_obj_t seconds)
{
	mp_float_t value = mp_obj_get_float(seconds);

	if (value == -1) {
		return K_FOREVER;
	}
	if (!(value >= 0)) { /* nor is it a NaN */
		mp_raise_ValueError(MP_ERROR_TEXT("timeout value must be a non-negative number"));
	}
	if (value > PY_TIMEOUT_MAX) {
		mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("timeout value is too large"));
	}
	return K_USEC((int64_t)(value * 1000000));
}

k_timeout_t py_acquire_timeout(mp_obj_t blocking, mp_obj_t timeout)
{
	k_timeout_t limit = seconds_to_timeout(timeout);

	if (mp_obj_is_true(blocking)) {
		return limit;
	}
	if (!K_TIMEOUT_EQ(limit, K_FOREVER)) {
		mp_raise_ValueError(
			MP_ERROR_TEXT("can't specify a timeout for a non-blocking call"));
	}
	return K_NO_WAIT;
}

static bool acquire(lock_obj_t *self, k_timeout_t timeout)
{
	if (!py_thread_acquire(&self->sem, timeout)) {
		return false;
	}
	self->owner = py_thread_self();
	return true;
}

static mp_obj_t lock_acquire(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_blocking, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_TRUE}},
		{MP_QSTR_timeout, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(-1)}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];

	mp_arg_parse_all(n_args - 1, pos + 1, kw, MP_ARRAY_SIZE(spec), spec, args);
	k_timeout_t timeout = py_acquire_timeout(args[0].u_obj, args[1].u_obj);
	return mp_obj_new_bool(acquire(MP_OBJ_TO_PTR(pos[0]), timeout));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(lock_acquire_obj, 1, lock_acquire);

static bool is_locked(lock_obj_t *self)
{
	return k_sem_count_get(&self->sem) == 0;
}

/* Before a semaphore that is not a lock's is something else of what contains it, and no type. */
int py_lock_describe(const struct k_sem *sem, char *buf, unsigned int size)
{
	const lock_obj_t *self = CONTAINER_OF(sem, lock_obj_t, sem);

	if (self->base.type != &py_lock_type) {
		return 0;
	}
	if (!py_thread_is_alive(self->owner)) {
		return snprintk(buf, size, "Python lock %p, acquired by a thread that has ended",
				self);
	}
	return snprintk(buf, size, "Python lock %p, acquired by %p (%s)", self, self->owner->kernel,
			k_thread_name_get(self->owner->kernel));
}

static mp_obj_t lock_release(mp_obj_t self_in)
{
	lock_obj_t *self = MP_OBJ_TO_PTR(self_in);

	if (!is_locked(self)) {
		mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("release unlocked lock"));
	}
	k_sem_give(&self->sem);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(lock_release_obj, lock_release);

static mp_obj_t lock_locked(mp_obj_t self_in)
{
	return mp_obj_new_bool(is_locked(MP_OBJ_TO_PTR(self_in)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(lock_locked_obj, lock_locked);

static mp_obj_t lock_enter(mp_obj_t self_in)
{
	return mp_obj_new_bool(acquire(MP_OBJ_TO_PTR(self_in), K_FOREVER));
}
static MP_DEFINE_CONST_FUN_OBJ_1(lock_enter_obj, lock_enter);

static mp_obj_t lock_exit(size_t n_args, const mp_obj_t *args)
{
	(void)n_args;
	return lock_release(args[0]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(lock_exit_obj, 4, 4, lock_exit);

static void lock_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind)
{
	lock_obj_t *self = MP_OBJ_TO_PTR(self_in);

	(void)kind;
	mp_printf(print, "<%slocked lock at %p>", is_locked(self) ? "" : "un", self);
}

static const mp_rom_map_elem_t lock_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_acquire), MP_ROM_PTR(&lock_acquire_obj)},
	{MP_ROM_QSTR(MP_QSTR_release), MP_ROM_PTR(&lock_release_obj)},
	{MP_ROM_QSTR(MP_QSTR_locked), MP_ROM_PTR(&lock_locked_obj)},
	{MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&lock_enter_obj)},
	{MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&lock_exit_obj)},
};
static MP_DEFINE_CONST_DICT(lock_locals, lock_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(py_lock_type, MP_QSTR_lock, MP_TYPE_FLAG_NONE, make_new, lock_make_new,
			 print, lock_print, locals_dict, &lock_locals);
