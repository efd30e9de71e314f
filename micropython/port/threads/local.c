/* SPDX-License-Identifier: MIT */
/*
 * _thread._Local: a place for one object in each thread. A thread's objects are in a dict of its own, by the
 * number of the place: they go with the thread, and with the place.
 */
#include "threads/isr.h"
#include "threads/local.h"

#include "py/runtime.h"
#include "threads/pythread.h"

typedef struct {
	mp_obj_base_t base;
	/** A small int; never used again. */
	mp_obj_t number;
} local_t;

static mp_obj_t local_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			       const mp_obj_t *args)
{
	static mp_int_t last_number;

	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	local_t *self = mp_obj_malloc_with_finaliser(local_t, type);
	self->number = MP_OBJ_NEW_SMALL_INT(++last_number);
	return MP_OBJ_FROM_PTR(self);
}

/* get(): the calling thread's object, or None. */
static mp_obj_t local_get(mp_obj_t self_in)
{
	local_t *self = MP_OBJ_TO_PTR(self_in);
	mp_obj_t values = py_isr_refuse_or_self()->roots.local;
	mp_map_elem_t *value = NULL;

	if (values != MP_OBJ_NULL) {
		value = mp_map_lookup(mp_obj_dict_get_map(values), self->number, MP_MAP_LOOKUP);
	}
	return value == NULL ? mp_const_none : value->value;
}
static MP_DEFINE_CONST_FUN_OBJ_1(local_get_obj, local_get);

static mp_obj_t local_set(mp_obj_t self_in, mp_obj_t value)
{
	local_t *self = MP_OBJ_TO_PTR(self_in);
	struct py_thread *thread = py_isr_refuse_or_self();

	if (thread->roots.local == MP_OBJ_NULL) {
		thread->roots.local = mp_obj_new_dict(0);
	}
	return mp_obj_dict_store(thread->roots.local, self->number, value);
}
static MP_DEFINE_CONST_FUN_OBJ_2(local_set_obj, local_set);

/* The map keeps the value of what is removed, and with it all that the value refers to. */
static void forget(const local_t *self, const struct py_thread *thread)
{
	mp_map_elem_t *elem = mp_map_lookup(mp_obj_dict_get_map(thread->roots.local), self->number,
					    MP_MAP_LOOKUP_REMOVE_IF_FOUND);

	if (elem != NULL) {
		elem->value = MP_OBJ_NULL;
	}
}

/* The collector calls it, with everything else standing still. Allocates nothing. */
static mp_obj_t local_del(mp_obj_t self_in)
{
	for (struct py_thread *thread = py_thread_first(); thread != NULL;
	     thread = py_thread_next(thread)) {
		if (thread->roots.local != MP_OBJ_NULL) {
			forget(MP_OBJ_TO_PTR(self_in), thread);
		}
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(local_del_obj, local_del);

static const mp_rom_map_elem_t local_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_get), MP_ROM_PTR(&local_get_obj)},
	{MP_ROM_QSTR(MP_QSTR_set), MP_ROM_PTR(&local_set_obj)},
	{MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&local_del_obj)},
};
static MP_DEFINE_CONST_DICT(local_locals, local_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(py_local_type, MP_QSTR__Local, MP_TYPE_FLAG_NONE, make_new, local_make_new,
			 locals_dict, &local_locals);
