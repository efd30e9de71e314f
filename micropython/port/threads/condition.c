/* SPDX-License-Identifier: MIT */
/*
 * threading.Condition. A waiter is in the queue before it gives up the lock, so that no notification is
 * lost, and has the lock again when wait() ends, also by an exception.
 */
#include "threads/condition.h"

#include "py/runtime.h"
#include "threads/lock.h"
#include "threads/timeout.h"
#include "threads/wait.h"

typedef struct {
	mp_obj_base_t base;
	sys_dlist_t waiters;
	py_lock_t *lock;
} condition_t;

static mp_obj_t condition_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
				   const mp_obj_t *args)
{
	static const mp_arg_t spec[] = {{MP_QSTR_lock, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}}};
	mp_arg_val_t lock;

	mp_arg_parse_all_kw_array(n_args, n_kw, args, 1, spec, &lock);
	if (lock.u_obj == mp_const_none) {
		lock.u_obj = mp_call_function_0(MP_OBJ_FROM_PTR(&py_rlock_type));
	}
	condition_t *self = mp_obj_malloc(condition_t, type);
	self->lock = py_lock_of(lock.u_obj);
	if (self->lock == NULL) {
		mp_raise_TypeError(MP_ERROR_TEXT("lock must be a Lock or an RLock"));
	}
	sys_dlist_init(&self->waiters);
	return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t condition_acquire(size_t n_args, const mp_obj_t *args, mp_map_t *kw)
{
	condition_t *self = MP_OBJ_TO_PTR(args[0]);

	return mp_obj_new_bool(
		py_lock_acquire(self->lock, py_acquire_arguments(n_args - 1, args + 1, kw), false));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(condition_acquire_obj, 1, condition_acquire);

static mp_obj_t condition_release(mp_obj_t self_in)
{
	condition_t *self = MP_OBJ_TO_PTR(self_in);

	py_lock_release(self->lock);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(condition_release_obj, condition_release);

static mp_obj_t condition_enter(mp_obj_t self_in)
{
	condition_t *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_bool(py_lock_acquire(self->lock, K_FOREVER, true));
}
static MP_DEFINE_CONST_FUN_OBJ_1(condition_enter_obj, condition_enter);

static mp_obj_t condition_exit(size_t n_args, const mp_obj_t *args)
{
	(void)n_args;
	return condition_release(args[0]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(condition_exit_obj, 4, 4, condition_exit);

static void check_owned(const condition_t *self, mp_rom_error_text_t message)
{
	if (!py_lock_is_owned(self->lock)) {
		mp_raise_msg(&mp_type_RuntimeError, message);
	}
}

/* Without time to wait the lock is given up all the same: others may run. */
static bool wait(condition_t *self, k_timeout_t timeout)
{
	struct py_wait wait;
	nlr_buf_t nlr;

	check_owned(self, MP_ERROR_TEXT("cannot wait on un-acquired lock"));
	py_wait_begin(&wait, &self->waiters, MP_OBJ_FROM_PTR(self), timeout);
	struct py_lock_hold hold = py_lock_release_all(self->lock);
	if (nlr_push(&nlr) == 0) {
		int result = py_wait_finish(&wait);

		nlr_pop();
		py_lock_acquire_again(self->lock, hold);
		return result == PY_WAIT_WOKEN;
	}
	py_lock_acquire_again(self->lock, hold);
	nlr_jump(nlr.ret_val);
}

/* wait(timeout=None): whether it was notified. */
static mp_obj_t condition_wait(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	return mp_obj_new_bool(wait(MP_OBJ_TO_PTR(pos[0]), py_timeout_argument(n_args, pos, kw)));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(condition_wait_obj, 1, condition_wait);

/* wait_for(predicate, timeout=None): what the predicate returned last. */
static mp_obj_t condition_wait_for(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_predicate, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_timeout, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];

	mp_arg_parse_all(n_args - 1, pos + 1, kw, MP_ARRAY_SIZE(spec), spec, args);
	condition_t *self = MP_OBJ_TO_PTR(pos[0]);
	k_timepoint_t end = sys_timepoint_calc(py_timeout(args[1].u_obj));
	mp_obj_t result = mp_call_function_0(args[0].u_obj);

	while (!mp_obj_is_true(result) && !sys_timepoint_expired(end)) {
		wait(self, sys_timepoint_timeout(end));
		result = mp_call_function_0(args[0].u_obj);
	}
	return result;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(condition_wait_for_obj, 1, condition_wait_for);

/* notify(n=1) */
static mp_obj_t condition_notify(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {{MP_QSTR_n, MP_ARG_INT, {.u_int = 1}}};
	condition_t *self = MP_OBJ_TO_PTR(pos[0]);
	mp_arg_val_t arg;

	mp_arg_parse_all(n_args - 1, pos + 1, kw, MP_ARRAY_SIZE(spec), spec, &arg);
	mp_int_t n = arg.u_int;
	check_owned(self, MP_ERROR_TEXT("cannot notify on un-acquired lock"));
	while (n > 0 && py_wake_first(&self->waiters, PY_WAIT_WOKEN) != NULL) {
		n--;
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(condition_notify_obj, 1, condition_notify);

static mp_obj_t condition_notify_all(mp_obj_t self_in)
{
	condition_t *self = MP_OBJ_TO_PTR(self_in);

	check_owned(self, MP_ERROR_TEXT("cannot notify on un-acquired lock"));
	py_wake_all(&self->waiters, PY_WAIT_WOKEN);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(condition_notify_all_obj, condition_notify_all);

/* With its lock, and how many wait. */
static void condition_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind)
{
	condition_t *self = MP_OBJ_TO_PTR(self_in);

	mp_print_str(print, "<Condition(");
	mp_obj_print_helper(print, MP_OBJ_FROM_PTR(self->lock), kind);
	mp_printf(print, ", %d)>", (int)sys_dlist_len(&self->waiters));
}

static const mp_rom_map_elem_t condition_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_acquire), MP_ROM_PTR(&condition_acquire_obj)},
	{MP_ROM_QSTR(MP_QSTR_release), MP_ROM_PTR(&condition_release_obj)},
	{MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&condition_enter_obj)},
	{MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&condition_exit_obj)},
	{MP_ROM_QSTR(MP_QSTR_wait), MP_ROM_PTR(&condition_wait_obj)},
	{MP_ROM_QSTR(MP_QSTR_wait_for), MP_ROM_PTR(&condition_wait_for_obj)},
	{MP_ROM_QSTR(MP_QSTR_notify), MP_ROM_PTR(&condition_notify_obj)},
	{MP_ROM_QSTR(MP_QSTR_notify_all), MP_ROM_PTR(&condition_notify_all_obj)},
};
static MP_DEFINE_CONST_DICT(condition_locals, condition_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(py_condition_type, MP_QSTR_Condition, MP_TYPE_FLAG_NONE, make_new,
			 condition_make_new, print, condition_print, locals_dict,
			 &condition_locals);
