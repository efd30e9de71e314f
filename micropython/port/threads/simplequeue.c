/* SPDX-License-Identifier: MIT */
/*
 * The module _queue: SimpleQueue, a queue without bound, and Empty.
 *
 * Items are in a ring that grows. put() sets an item aside for the best waiter when it wakes it, so that no
 * other thread takes it on the way. Nothing here runs Python, so callbacks may put() at any moment.
 */
#include "threads/simplequeue.h"

#include "py/runtime.h"
#include "threads/isr.h"
#include "threads/timeout.h"
#include "threads/wait.h"

typedef struct {
	mp_obj_base_t base;
	sys_dlist_t waiters;
	mp_obj_t *items;
	/** A power of 2, or 0. */
	size_t alloc;
	size_t first;
	size_t count;
	/** Items that woken threads will take. */
	size_t set_aside;
} queue_t;

#define LEAST_ALLOC 8

MP_DEFINE_EXCEPTION(Empty, Exception)

static mp_obj_t queue_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			       const mp_obj_t *args)
{
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	queue_t *self = mp_obj_malloc(queue_t, type);
	sys_dlist_init(&self->waiters);
	self->items = NULL;
	self->alloc = self->first = self->count = self->set_aside = 0;
	return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t *slot(const queue_t *self, size_t i)
{
	return &self->items[(self->first + i) & (self->alloc - 1)];
}

/* Raises MemoryError with everything as it was. */
static void grow(queue_t *self)
{
	size_t alloc = self->alloc == 0 ? LEAST_ALLOC : 2 * self->alloc;
	mp_obj_t *items = m_new(mp_obj_t, alloc);

	for (size_t i = 0; i < self->count; i++) {
		items[i] = *slot(self, i);
	}
	m_del(mp_obj_t, self->items, self->alloc);
	self->items = items;
	self->alloc = alloc;
	self->first = 0;
}

static void append(queue_t *self, mp_obj_t item)
{
	if (self->count == self->alloc) {
		grow(self);
	}
	self->count++;
	*slot(self, self->count - 1) = item;
}

static void shrink(queue_t *self)
{
	m_del(mp_obj_t, self->items, self->alloc);
	self->items = NULL;
	self->alloc = 0;
}

static mp_obj_t pop(queue_t *self)
{
	mp_obj_t item = *slot(self, 0);

	*slot(self, 0) = MP_OBJ_NULL;
	self->first++;
	self->count--;
	if (self->count == 0 && self->alloc > LEAST_ALLOC) {
		shrink(self);
	}
	return item;
}

/* put(item, block=True, timeout=None): as Queue.put(), but never waits. */
static mp_obj_t queue_put(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_item, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_block, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_TRUE}},
		{MP_QSTR_timeout, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];
	queue_t *self = MP_OBJ_TO_PTR(pos[0]);

	py_isr_refuse();
	mp_arg_parse_all(n_args - 1, pos + 1, kw, MP_ARRAY_SIZE(spec), spec, args);
	append(self, args[0].u_obj);
	if (py_wake_first(&self->waiters, PY_WAIT_WOKEN) != NULL) {
		self->set_aside++;
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(queue_put_obj, 2, queue_put);

static mp_obj_t get(queue_t *self, k_timeout_t timeout)
{
	if (self->count > self->set_aside) {
		return pop(self);
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT) ||
	    py_wait(&self->waiters, MP_OBJ_FROM_PTR(self), timeout) != PY_WAIT_WOKEN) {
		mp_raise_type(&mp_type_Empty);
	}
	self->set_aside--;
	return pop(self);
}

static k_timeout_t limit(mp_obj_t block, mp_obj_t timeout)
{
	if (!mp_obj_is_true(block)) {
		return K_NO_WAIT;
	}
	if (timeout != mp_const_none && mp_obj_get_float(timeout) < 0) {
		mp_raise_ValueError(MP_ERROR_TEXT("'timeout' must be a non-negative number"));
	}
	return py_timeout(timeout);
}

k_timeout_t py_queue_limit(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_block, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_TRUE}},
		{MP_QSTR_timeout, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];

	mp_arg_parse_all(n_args, pos, kw, MP_ARRAY_SIZE(spec), spec, args);
	return limit(args[0].u_obj, args[1].u_obj);
}

/* get(block=True, timeout=None): raises Empty when there is no item in time. */
static mp_obj_t queue_get(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	return get(MP_OBJ_TO_PTR(pos[0]), py_queue_limit(n_args - 1, pos + 1, kw));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(queue_get_obj, 1, queue_get);

static mp_obj_t queue_get_nowait(mp_obj_t self_in)
{
	return get(MP_OBJ_TO_PTR(self_in), K_NO_WAIT);
}
static MP_DEFINE_CONST_FUN_OBJ_1(queue_get_nowait_obj, queue_get_nowait);

static size_t available(const queue_t *self)
{
	return self->count - self->set_aside;
}

static mp_obj_t queue_qsize(mp_obj_t self_in)
{
	return MP_OBJ_NEW_SMALL_INT(available(MP_OBJ_TO_PTR(self_in)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(queue_qsize_obj, queue_qsize);

static mp_obj_t queue_empty(mp_obj_t self_in)
{
	return mp_obj_new_bool(available(MP_OBJ_TO_PTR(self_in)) == 0);
}
static MP_DEFINE_CONST_FUN_OBJ_1(queue_empty_obj, queue_empty);

static const mp_rom_map_elem_t queue_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_put), MP_ROM_PTR(&queue_put_obj)},
	{MP_ROM_QSTR(MP_QSTR_put_nowait), MP_ROM_PTR(&queue_put_obj)},
	{MP_ROM_QSTR(MP_QSTR_get), MP_ROM_PTR(&queue_get_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_nowait), MP_ROM_PTR(&queue_get_nowait_obj)},
	{MP_ROM_QSTR(MP_QSTR_qsize), MP_ROM_PTR(&queue_qsize_obj)},
	{MP_ROM_QSTR(MP_QSTR_empty), MP_ROM_PTR(&queue_empty_obj)},
};
static MP_DEFINE_CONST_DICT(queue_locals, queue_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(queue_type, MP_QSTR_SimpleQueue, MP_TYPE_FLAG_NONE, make_new,
				queue_make_new, locals_dict, &queue_locals);

static const mp_rom_map_elem_t queue_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__queue)},
	{MP_ROM_QSTR(MP_QSTR_SimpleQueue), MP_ROM_PTR(&queue_type)},
	{MP_ROM_QSTR(MP_QSTR_Empty), MP_ROM_PTR(&mp_type_Empty)},
};
static MP_DEFINE_CONST_DICT(queue_globals, queue_globals_table);

const mp_obj_module_t mp_module_queue = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&queue_globals,
};

MP_REGISTER_MODULE(MP_QSTR__queue, mp_module_queue);
