/* SPDX-License-Identifier: MIT */
#include "threads/lock.h"

#include <zephyr/sys/printk.h>

#include "py/runtime.h"
#include "threads/deadlock.h"
#include "threads/isr.h"
#include "threads/lend.h"
#include "threads/timeout.h"
#include "threads/wait.h"

static mp_obj_t new_lock(const mp_obj_type_t *type)
{
	py_lock_t *self = mp_obj_malloc(py_lock_t, type);

	sys_dlist_init(&self->waiters);
	sys_dnode_init(&self->lent);
	self->holder = NULL;
	self->count = 0;
	self->scoped = false;
	return MP_OBJ_FROM_PTR(self);
}

mp_obj_t py_lock_new(void)
{
	return new_lock(&py_lock_type);
}

static mp_obj_t lock_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			      const mp_obj_t *args)
{
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	return new_lock(type);
}

static bool is_lock(mp_obj_t object)
{
	return mp_obj_is_exact_type(object, &py_lock_type) ||
	       mp_obj_is_exact_type(object, &py_rlock_type);
}

py_lock_t *py_lock_of(mp_obj_t object)
{
	mp_obj_t native = mp_obj_cast_to_native_base(object, MP_OBJ_FROM_PTR(&py_lock_type));

	if (native == MP_OBJ_NULL) {
		native = mp_obj_cast_to_native_base(object, MP_OBJ_FROM_PTR(&py_rlock_type));
	}
	return native == MP_OBJ_NULL ? NULL : MP_OBJ_TO_PTR(native);
}

static bool is_recursive(const py_lock_t *self)
{
	return self->base.type == &py_rlock_type;
}

static bool is_locked(const py_lock_t *self)
{
	return self->count > 0;
}

struct py_handle *py_lock_holder(mp_obj_t object)
{
	const py_lock_t *self = is_lock(object) ? MP_OBJ_TO_PTR(object) : NULL;

	return self != NULL && is_locked(self) ? self->holder : NULL;
}

bool py_lock_is_bound(mp_obj_t object)
{
	const py_lock_t *self = MP_OBJ_TO_PTR(object);

	return !is_lock(object) || is_recursive(self) || self->scoped;
}

static struct py_handle *myself(void)
{
	return py_thread_self()->roots.handle;
}

bool py_lock_is_owned(const py_lock_t *self)
{
	return is_locked(self) && (!is_recursive(self) || self->holder == myself());
}

static void hold(py_lock_t *self, struct py_lock_hold hold)
{
	self->holder = myself();
	self->count = hold.count;
	self->scoped = hold.scoped;
}

/* One after the other until the lock is ours: a wake-up other than by release() says only to look again. */
static __noinline bool wait(py_lock_t *self, k_timeout_t timeout)
{
	struct py_wait wait;
	int result;

	do {
		py_wait_begin(&wait, &self->waiters, MP_OBJ_FROM_PTR(self), timeout);
		result = py_deadlock_wait(&wait);
	} while (result == PY_WAIT_DEADLOCK && is_locked(self));
	if (result == PY_WAIT_DEADLOCK) {
		self->holder = myself();
		self->count = 1;
	}
	return result != PY_WAIT_TIMEOUT;
}

bool py_lock_acquire(py_lock_t *self, k_timeout_t timeout, bool scoped)
{
	py_isr_refuse();
	if (!is_locked(self)) {
		hold(self, (struct py_lock_hold){.count = 1, .scoped = scoped});
		return true;
	}
	if (is_recursive(self) && self->holder == myself()) {
		self->count++;
		return true;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT) || !wait(self, timeout)) {
		return false;
	}
	self->scoped = scoped;
	return true;
}

/* The next holder has it from now on, whenever it runs. */
static __noinline void pass_on(py_lock_t *self)
{
	py_lend_end(self);
	self->count = 0;
	self->holder = py_wake_first(&self->waiters, PY_WAIT_WOKEN)->roots.handle;
	self->count = 1;
	py_lend(self);
}

/* A lock that nobody waits for lends nothing. */
static inline void let_go(py_lock_t *self)
{
	self->scoped = false;
	if (unlikely(!sys_dlist_is_empty(&self->waiters))) {
		pass_on(self);
	} else {
		self->count = 0;
	}
}

void py_lock_release(py_lock_t *self)
{
	py_isr_refuse();
	if (is_recursive(self) && !py_lock_is_owned(self)) {
		mp_raise_msg(&mp_type_RuntimeError,
			     MP_ERROR_TEXT("cannot release un-acquired lock"));
	}
	if (!is_locked(self)) {
		mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("release unlocked lock"));
	}
	if (self->count > 1) {
		self->count--;
	} else {
		let_go(self);
	}
}

struct py_lock_hold py_lock_release_all(py_lock_t *self)
{
	struct py_lock_hold before = {self->count, self->scoped};

	let_go(self);
	return before;
}

void py_lock_acquire_again(py_lock_t *self, struct py_lock_hold before)
{
	if (is_locked(self)) {
		py_wait_quietly(&self->waiters, MP_OBJ_FROM_PTR(self));
	}
	hold(self, before);
}

int py_lock_describe(mp_obj_t object, char *buf, unsigned int size)
{
	const struct py_handle *holder = py_lock_holder(object);

	if (holder == NULL) {
		return 0;
	}
	if (holder->thread == NULL) {
		return snprintk(buf, size, "Python lock %p, acquired by a thread that has ended",
				MP_OBJ_TO_PTR(object));
	}
	return snprintk(buf, size, "Python lock %p, acquired by %p (%s)", MP_OBJ_TO_PTR(object),
			holder->thread->kernel, k_thread_name_get(holder->thread->kernel));
}

/*
 * The methods
 */

static mp_obj_t lock_acquire(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	k_timeout_t timeout = py_acquire_arguments(n_args - 1, pos + 1, kw);

	return mp_obj_new_bool(py_lock_acquire(MP_OBJ_TO_PTR(pos[0]), timeout, false));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(lock_acquire_obj, 1, lock_acquire);

static mp_obj_t lock_release(mp_obj_t self_in)
{
	py_lock_release(MP_OBJ_TO_PTR(self_in));
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
	return mp_obj_new_bool(py_lock_acquire(MP_OBJ_TO_PTR(self_in), K_FOREVER, true));
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
	py_lock_t *self = MP_OBJ_TO_PTR(self_in);

	(void)kind;
	mp_printf(print, "<%slocked _thread.%q object at %p>", is_locked(self) ? "" : "un",
		  (qstr)self->base.type->name, self);
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
MP_DEFINE_CONST_OBJ_TYPE(py_rlock_type, MP_QSTR_RLock, MP_TYPE_FLAG_NONE, make_new, lock_make_new,
			 print, lock_print, locals_dict, &lock_locals);
