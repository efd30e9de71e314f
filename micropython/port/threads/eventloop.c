/* SPDX-License-Identifier: MIT */
/*
 * The module _eventloop, on which asyncio/core.py stands.
 *
 * A Waker is a loop's bed: wait() sleeps in the kernel, wake() ends that or else the next wait. While the
 * loop waits for streams too, the waker is one of those that it polls. Its fields, the list of those that wait
 * and the count of looks are protected by the interrupt lock.
 */
#include "threads/eventloop.h"

#include <zephyr/kernel.h>

#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "threads/interrupt.h"
#include "threads/isr.h"
#include "wakeup.h"

typedef struct {
	mp_obj_base_t base;
	/** In `waiting` for the length of a wait. */
	sys_dnode_t node;
	/** Who waits, or NULL. */
	struct py_thread *thread;
	/** Shall look when something is fed. */
	bool listens;
	/** The present wait, or else the next, shall end. */
	bool woken;
	/** The value of `looks` that the loop has answered. */
	uint32_t looks;
	/** What the host polls, where it polls descriptors. */
	struct port_wakeup wakeup;
} waker_t;

static sys_dlist_t waiting = SYS_DLIST_STATIC_INIT(&waiting);
/** How often something was fed. */
static uint32_t looks;

static void wake_locked(waker_t *self)
{
	if (!self->woken) {
		self->woken = true;
		port_wakeup_raise(&self->wakeup);
	}
	if (self->thread != NULL) {
		py_thread_interrupt(self->thread);
	}
}

void py_loops_look(void)
{
	waker_t *waker;

	looks++;
	py_event();
	SYS_DLIST_FOR_EACH_CONTAINER(&waiting, waker, node) {
		if (waker->listens) {
			wake_locked(waker);
		}
	}
}

void py_loops_forget(void)
{
	sys_dlist_init(&waiting);
	py_main_thread.roots.loop = PY_NO_LOOP;
	py_loop_state_set(PY_NO_LOOP);
}

/*
 * Waiting
 */

static mp_obj_t waker_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			       const mp_obj_t *args)
{
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	waker_t *self = mp_obj_malloc_with_finaliser(waker_t, type);
	sys_dnode_init(&self->node);
	self->thread = NULL;
	self->woken = false;
	self->looks = looks;
	port_wakeup_init(&self->wakeup);
	return MP_OBJ_FROM_PTR(self);
}

/* wake(): any thread, and callbacks. */
static mp_obj_t waker_wake(mp_obj_t self_in)
{
	unsigned int key = irq_lock();

	wake_locked(MP_OBJ_TO_PTR(self_in));
	irq_unlock(key);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(waker_wake_obj, waker_wake);

static void begin(waker_t *self, bool listens)
{
	unsigned int key = irq_lock();

	self->thread = py_thread_self();
	self->listens = listens;
	sys_dlist_append(&waiting, &self->node);
	if (listens && self->looks != looks) {
		wake_locked(self);
	}
	irq_unlock(key);
}

static void end(waker_t *self)
{
	unsigned int key = irq_lock();

	self->thread = NULL;
	sys_dlist_remove(&self->node);
	if (self->woken) {
		self->woken = false;
		port_wakeup_lower(&self->wakeup);
	}
	self->looks = looks;
	irq_unlock(key);
}

/* Returns what poll() found, to be iterated over. */
static mp_obj_t poll_streams(mp_obj_t poller, mp_obj_t ms)
{
	mp_obj_t method[3];

	mp_load_method(poller, MP_QSTR_ipoll, method);
	method[2] = ms;
	return mp_call_method_n_kw(1, 0, method);
}

static mp_obj_t sleep_until_woken(const waker_t *self, mp_int_t ms)
{
	if (ms != 0 && !self->woken) {
		MP_THREAD_GIL_EXIT();
		py_thread_sleep(SYS_TIMEOUT_MS((int32_t)ms));
		MP_THREAD_GIL_ENTER();
	}
	mp_handle_pending(true);
	return mp_const_none;
}

/*
 * wait(poller, ms, listens): waits for at most so many milliseconds, without limit if below 0. Returns what is
 * ready of the poller's streams, if there is a poller.
 */
static mp_obj_t waker_wait(size_t n_args, const mp_obj_t *args)
{
	waker_t *self = MP_OBJ_TO_PTR(args[0]);
	mp_int_t ms = mp_obj_get_int(args[2]);
	mp_obj_t ready;
	nlr_buf_t nlr;

	(void)n_args;
	py_isr_refuse();
	begin(self, mp_obj_is_true(args[3]));
	if (nlr_push(&nlr) != 0) {
		end(self);
		nlr_jump(nlr.ret_val);
	}
	ready = args[1] == mp_const_none ? sleep_until_woken(self, ms)
					 : poll_streams(args[1], args[2]);
	nlr_pop();
	end(self);
	return ready;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(waker_wait_obj, 4, 4, waker_wait);

static mp_obj_t waker_del(mp_obj_t self_in)
{
	waker_t *self = MP_OBJ_TO_PTR(self_in);

	port_wakeup_close(&self->wakeup);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(waker_del_obj, waker_del);

static mp_uint_t waker_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode)
{
	waker_t *self = MP_OBJ_TO_PTR(self_in);

	if (request == MP_STREAM_POLL) {
		return self->woken ? arg & MP_STREAM_POLL_RD : 0;
	}
	if (request == MP_STREAM_GET_FILENO && port_wakeup_open(&self->wakeup)) {
		return (mp_uint_t)port_wakeup_fileno(&self->wakeup);
	}
	*errcode = MP_EINVAL;
	return MP_STREAM_ERROR;
}

static const mp_stream_p_t waker_protocol = {.ioctl = waker_ioctl};

static const mp_rom_map_elem_t waker_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_wake), MP_ROM_PTR(&waker_wake_obj)},
	{MP_ROM_QSTR(MP_QSTR_wait), MP_ROM_PTR(&waker_wait_obj)},
	{MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&waker_del_obj)},
};
static MP_DEFINE_CONST_DICT(waker_locals, waker_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(waker_type, MP_QSTR_Waker, MP_TYPE_FLAG_NONE, make_new,
				waker_make_new, protocol, &waker_protocol, locals_dict,
				&waker_locals);

/*
 * The calling thread's loop
 */

static mp_obj_t find(mp_obj_t key)
{
	mp_map_t *map = mp_obj_dict_get_map(py_loop_state_now());
	mp_map_elem_t *elem = mp_map_lookup(map, key, MP_MAP_LOOKUP);

	return elem == NULL ? MP_OBJ_NULL : elem->value;
}

/* current(): the loop of the calling thread, or None. */
static mp_obj_t current(void)
{
	mp_obj_t loop = find(MP_OBJ_NEW_QSTR(MP_QSTR_loop));

	return loop == MP_OBJ_NULL ? mp_const_none : loop;
}
static MP_DEFINE_CONST_FUN_OBJ_0(current_obj, current);

/* enter(state): the calling thread's loop is that of this dict from now on. */
static mp_obj_t enter(mp_obj_t state)
{
	mp_obj_dict_get_map(state);
	py_isr_refuse_or_self()->roots.loop = state;
	py_loop_state_set(state);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(enter_obj, enter);

/* attribute(name): what asyncio.core has for the loop of the calling thread, such as cur_task. */
static mp_obj_t attribute(mp_obj_t name)
{
	mp_obj_t value = find(name);

	if (value != MP_OBJ_NULL) {
		return value;
	}
	switch (mp_obj_str_get_qstr(name)) {
	case MP_QSTR_cur_task:
	case MP_QSTR__task_queue:
	case MP_QSTR__io_queue:
		mp_raise_msg(
			&mp_type_RuntimeError,
			MP_ERROR_TEXT("no event loop in this thread: see call_soon_threadsafe()"));
	default:
		mp_raise_type_arg(&mp_type_AttributeError, name);
	}
}
static MP_DEFINE_CONST_FUN_OBJ_1(attribute_obj, attribute);

static const mp_rom_map_elem_t eventloop_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__eventloop)},
	{MP_ROM_QSTR(MP_QSTR_Waker), MP_ROM_PTR(&waker_type)},
	{MP_ROM_QSTR(MP_QSTR_current), MP_ROM_PTR(&current_obj)},
	{MP_ROM_QSTR(MP_QSTR_enter), MP_ROM_PTR(&enter_obj)},
	{MP_ROM_QSTR(MP_QSTR_attribute), MP_ROM_PTR(&attribute_obj)},
};
static MP_DEFINE_CONST_DICT(eventloop_globals, eventloop_globals_table);

const mp_obj_module_t mp_module_eventloop = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&eventloop_globals,
};

MP_REGISTER_MODULE(MP_QSTR__eventloop, mp_module_eventloop);
