/* SPDX-License-Identifier: MIT */
/* threading.Event */
#include "py/runtime.h"
#include "threads/condition.h"
#include "threads/isr.h"
#include "threads/timeout.h"
#include "threads/wait.h"

typedef struct {
	mp_obj_base_t base;
	sys_dlist_t waiters;
	bool is_set;
} event_t;

static mp_obj_t event_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			       const mp_obj_t *args)
{
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	event_t *self = mp_obj_malloc(event_t, type);
	sys_dlist_init(&self->waiters);
	self->is_set = false;
	return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t event_is_set(mp_obj_t self_in)
{
	event_t *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_bool(self->is_set);
}
static MP_DEFINE_CONST_FUN_OBJ_1(event_is_set_obj, event_is_set);

static mp_obj_t event_set(mp_obj_t self_in)
{
	event_t *self = MP_OBJ_TO_PTR(self_in);

	py_isr_refuse();
	self->is_set = true;
	py_wake_all(&self->waiters, PY_WAIT_WOKEN);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(event_set_obj, event_set);

static mp_obj_t event_clear(mp_obj_t self_in)
{
	event_t *self = MP_OBJ_TO_PTR(self_in);

	self->is_set = false;
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(event_clear_obj, event_clear);

/* wait(timeout=None): whether the event was set, also if it has been cleared since. */
static mp_obj_t event_wait(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	event_t *self = MP_OBJ_TO_PTR(pos[0]);
	k_timeout_t timeout = py_timeout_argument(n_args, pos, kw);

	if (self->is_set) {
		return mp_const_true;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		return mp_const_false;
	}
	return mp_obj_new_bool(py_wait(&self->waiters, pos[0], timeout) == PY_WAIT_WOKEN);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(event_wait_obj, 1, event_wait);

static void event_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind)
{
	event_t *self = MP_OBJ_TO_PTR(self_in);

	(void)kind;
	mp_printf(print, "<threading.Event at %p: %s>", self, self->is_set ? "set" : "unset");
}

static const mp_rom_map_elem_t event_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_is_set), MP_ROM_PTR(&event_is_set_obj)},
	{MP_ROM_QSTR(MP_QSTR_set), MP_ROM_PTR(&event_set_obj)},
	{MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&event_clear_obj)},
	{MP_ROM_QSTR(MP_QSTR_wait), MP_ROM_PTR(&event_wait_obj)},
};
static MP_DEFINE_CONST_DICT(event_locals, event_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(py_event_type, MP_QSTR_Event, MP_TYPE_FLAG_NONE, make_new, event_make_new,
			 print, event_print, locals_dict, &event_locals);
