/* SPDX-License-Identifier: MIT */
/*
 * zephyr.IRQQueue: a queue of fixed size that interrupt handlers may put items in, and take them from. All its
 * memory is there from the start.
 */
#include <string.h>

#include <zephyr/kernel.h>

#include "py/runtime.h"
#include "py/stream.h"
#include "threads/feed.h"
#include "threads/irqobjects.h"
#include "threads/simplequeue.h"
#include "threads/timeout.h"

typedef struct {
	mp_obj_base_t base;
	/* Protected by the interrupt lock. */
	struct py_feed feed;
	size_t first;
	uint32_t dropped;

	size_t size;
	mp_obj_t items[];
} irqqueue_t;

static mp_obj_t irqqueue_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
				  const mp_obj_t *args)
{
	mp_arg_check_num(n_args, n_kw, 1, 1, false);
	mp_int_t size = mp_obj_get_int(args[0]);
	if (size <= 0) {
		mp_raise_ValueError(MP_ERROR_TEXT("maxsize must be greater than 0"));
	}
	if ((size_t)size > SIZE_MAX / 2 / sizeof(mp_obj_t)) {
		m_malloc_fail((size_t)size);
	}
	irqqueue_t *self = mp_obj_malloc_var(irqqueue_t, items, mp_obj_t, (size_t)size, type);
	py_feed_init(&self->feed);
	self->first = 0;
	self->dropped = 0;
	self->size = (size_t)size;
	memset(self->items, 0, (size_t)size * sizeof(mp_obj_t));
	return MP_OBJ_FROM_PTR(self);
}

/* put(item): returns whether there was room; if not, the item is dropped, and counted. */
static mp_obj_t irqqueue_put(mp_obj_t self_in, mp_obj_t item)
{
	irqqueue_t *self = MP_OBJ_TO_PTR(self_in);
	unsigned int key = irq_lock();
	bool has_room = self->feed.count < self->size;

	if (has_room) {
		self->items[(self->first + self->feed.count) % self->size] = item;
		py_feed_give(&self->feed);
	} else {
		self->dropped++;
	}
	irq_unlock(key);
	py_feed_reschedule();
	return mp_obj_new_bool(has_room);
}
static MP_DEFINE_CONST_FUN_OBJ_2(irqqueue_put_obj, irqqueue_put);

/* With interrupts locked. */
static mp_obj_t pop(irqqueue_t *self)
{
	mp_obj_t item = self->items[self->first];

	self->items[self->first] = MP_OBJ_NULL;
	self->first = (self->first + 1) % self->size;
	return item;
}

static mp_obj_t get_nowait(irqqueue_t *self)
{
	unsigned int key = irq_lock();
	mp_obj_t item = py_feed_take(&self->feed) ? pop(self) : MP_OBJ_NULL;

	irq_unlock(key);
	return item;
}

static mp_obj_t get(irqqueue_t *self, k_timeout_t timeout)
{
	mp_obj_t item = get_nowait(self);

	if (item != MP_OBJ_NULL) {
		return item;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT) ||
	    !py_feed_wait(&self->feed, MP_OBJ_FROM_PTR(self), timeout)) {
		mp_raise_type(&mp_type_Empty);
	}
	unsigned int key = irq_lock();
	item = pop(self);
	py_feed_take_reserved(&self->feed);
	irq_unlock(key);
	return item;
}

/* get(block=True, timeout=None): raises queue.Empty when there is no item in time. */
static mp_obj_t irqqueue_get(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	return get(MP_OBJ_TO_PTR(pos[0]), py_queue_limit(n_args - 1, pos + 1, kw));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(irqqueue_get_obj, 1, irqqueue_get);

static mp_obj_t irqqueue_get_nowait(mp_obj_t self_in)
{
	return get(MP_OBJ_TO_PTR(self_in), K_NO_WAIT);
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqqueue_get_nowait_obj, irqqueue_get_nowait);

/* For `await queue.aget()`, and `async for item in queue`. */
static mp_obj_t irqqueue_aget(mp_obj_t self)
{
	return py_feed_await(MP_QSTR_get, self);
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqqueue_aget_obj, irqqueue_aget);

static mp_obj_t irqqueue_qsize(mp_obj_t self_in)
{
	const irqqueue_t *self = MP_OBJ_TO_PTR(self_in);

	return MP_OBJ_NEW_SMALL_INT(self->feed.count - self->feed.reserved);
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqqueue_qsize_obj, irqqueue_qsize);

static mp_obj_t irqqueue_empty(mp_obj_t self_in)
{
	const irqqueue_t *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_bool(!py_feed_is_ready(&self->feed));
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqqueue_empty_obj, irqqueue_empty);

static mp_obj_t irqqueue_ready(mp_obj_t self_in)
{
	const irqqueue_t *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_bool(py_feed_is_ready(&self->feed));
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqqueue_ready_obj, irqqueue_ready);

static mp_obj_t irqqueue_full(mp_obj_t self_in)
{
	const irqqueue_t *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_bool(self->feed.count == self->size);
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqqueue_full_obj, irqqueue_full);

/* dropped(): how many items found no room. */
static mp_obj_t irqqueue_dropped(mp_obj_t self_in)
{
	const irqqueue_t *self = MP_OBJ_TO_PTR(self_in);

	return mp_obj_new_int_from_uint(self->dropped);
}
static MP_DEFINE_CONST_FUN_OBJ_1(irqqueue_dropped_obj, irqqueue_dropped);

static mp_uint_t irqqueue_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode)
{
	const irqqueue_t *self = MP_OBJ_TO_PTR(self_in);

	return py_feed_ioctl(&self->feed, request, arg, errcode);
}

static const mp_stream_p_t irqqueue_protocol = {.ioctl = irqqueue_ioctl};

static const mp_rom_map_elem_t irqqueue_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_put), MP_ROM_PTR(&irqqueue_put_obj)},
	{MP_ROM_QSTR(MP_QSTR_get), MP_ROM_PTR(&irqqueue_get_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_nowait), MP_ROM_PTR(&irqqueue_get_nowait_obj)},
	{MP_ROM_QSTR(MP_QSTR_aget), MP_ROM_PTR(&irqqueue_aget_obj)},
	{MP_ROM_QSTR(MP_QSTR___aiter__), MP_ROM_PTR(&mp_identity_obj)},
	{MP_ROM_QSTR(MP_QSTR___anext__), MP_ROM_PTR(&irqqueue_aget_obj)},
	{MP_ROM_QSTR(MP_QSTR_qsize), MP_ROM_PTR(&irqqueue_qsize_obj)},
	{MP_ROM_QSTR(MP_QSTR_empty), MP_ROM_PTR(&irqqueue_empty_obj)},
	{MP_ROM_QSTR(MP_QSTR_ready), MP_ROM_PTR(&irqqueue_ready_obj)},
	{MP_ROM_QSTR(MP_QSTR_full), MP_ROM_PTR(&irqqueue_full_obj)},
	{MP_ROM_QSTR(MP_QSTR_dropped), MP_ROM_PTR(&irqqueue_dropped_obj)},
};
static MP_DEFINE_CONST_DICT(irqqueue_locals, irqqueue_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(py_irqqueue_type, MP_QSTR_IRQQueue, MP_TYPE_FLAG_NONE, make_new,
			 irqqueue_make_new, protocol, &irqqueue_protocol, locals_dict,
			 &irqqueue_locals);
