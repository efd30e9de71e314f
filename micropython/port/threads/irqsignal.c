/* SPDX-License-Identifier: MIT */
/* zephyr.Signal: set by whoever, interrupt handlers included, and taken by one of those that wait for it. */
#include <zephyr/kernel.h>

#include "py/runtime.h"
#include "py/stream.h"
#include "threads/feed.h"
#include "threads/irqobjects.h"
#include "threads/timeout.h"

typedef struct {
	mp_obj_base_t base;
	/** At most one, apart from those that threads are about to take. */
	struct py_feed feed;
} signal_t;

/* Of a subclass the part that is ours. */
static signal_t *get_self(mp_obj_t self_in)
{
	return MP_OBJ_TO_PTR(mp_obj_cast_to_native_base(self_in, MP_OBJ_FROM_PTR(&py_signal_type)));
}

static mp_obj_t signal_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
				const mp_obj_t *args)
{
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	signal_t *self = mp_obj_malloc(signal_t, type);
	py_feed_init(&self->feed);
	return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t signal_set(mp_obj_t self_in)
{
	struct py_feed *feed = &get_self(self_in)->feed;
	unsigned int key = irq_lock();

	if (!py_feed_is_ready(feed)) {
		py_feed_give(feed);
	}
	irq_unlock(key);
	py_feed_reschedule();
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(signal_set_obj, signal_set);

/* take(): whether it was set; it no longer is. */
static mp_obj_t signal_take(mp_obj_t self_in)
{
	struct py_feed *feed = &get_self(self_in)->feed;
	unsigned int key = irq_lock();
	bool taken = py_feed_take(feed);

	irq_unlock(key);
	return mp_obj_new_bool(taken);
}
static MP_DEFINE_CONST_FUN_OBJ_1(signal_take_obj, signal_take);

static mp_obj_t signal_clear(mp_obj_t self_in)
{
	signal_take(self_in);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(signal_clear_obj, signal_clear);

static mp_obj_t signal_is_set(mp_obj_t self_in)
{
	return mp_obj_new_bool(py_feed_is_ready(&get_self(self_in)->feed));
}
static MP_DEFINE_CONST_FUN_OBJ_1(signal_is_set_obj, signal_is_set);

/* wait(timeout=None): whether the signal was set in time, and was taken. */
static mp_obj_t signal_wait(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	struct py_feed *feed = &get_self(pos[0])->feed;
	k_timeout_t timeout = py_timeout_argument(n_args, pos, kw);

	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		return signal_take(pos[0]);
	}
	if (!py_feed_wait(feed, pos[0], timeout)) {
		return mp_const_false;
	}
	unsigned int key = irq_lock();
	py_feed_take_reserved(feed);
	irq_unlock(key);
	return mp_const_true;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(signal_wait_obj, 1, signal_wait);

/* For `await signal`. */
static mp_obj_t signal_iter(mp_obj_t self, mp_obj_iter_buf_t *buf)
{
	(void)buf;
	return py_feed_await(MP_QSTR_take, self);
}

static mp_uint_t signal_ioctl(mp_obj_t self, mp_uint_t request, uintptr_t arg, int *errcode)
{
	return py_feed_ioctl(&get_self(self)->feed, request, arg, errcode);
}

static const mp_stream_p_t signal_protocol = {.ioctl = signal_ioctl};

static const mp_rom_map_elem_t signal_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_set), MP_ROM_PTR(&signal_set_obj)},
	{MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&signal_clear_obj)},
	{MP_ROM_QSTR(MP_QSTR_is_set), MP_ROM_PTR(&signal_is_set_obj)},
	{MP_ROM_QSTR(MP_QSTR_ready), MP_ROM_PTR(&signal_is_set_obj)},
	{MP_ROM_QSTR(MP_QSTR_take), MP_ROM_PTR(&signal_take_obj)},
	{MP_ROM_QSTR(MP_QSTR_wait), MP_ROM_PTR(&signal_wait_obj)},
};
static MP_DEFINE_CONST_DICT(signal_locals, signal_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(py_signal_type, MP_QSTR_Signal, MP_TYPE_FLAG_ITER_IS_GETITER, make_new,
			 signal_make_new, protocol, &signal_protocol, iter, signal_iter,
			 locals_dict, &signal_locals);
