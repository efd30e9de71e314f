/* SPDX-License-Identifier: MIT */
/*
 * machine.Timer: any number of them, each on a timer of the kernel. A soft callback is run by a thread as
 * micropython.schedule() has it run; a hard one runs in the clock's interrupt, and may start and stop timers.
 *
 * The kernel refers to timers that run, so the collector has to find them: they are in a list, in which one that
 * has stopped stays for a while. Only a thread takes timers out, because the collector may be halfway along the list when
 * an interrupt comes; an interrupt puts one in only at the front, and its handler refers to that one itself.
 */
#include "machine_timer.h"

#include <zephyr/kernel.h>

#include "extmod/modmachine.h"
#include "py/runtime.h"
#include "shared/runtime/mpirq.h"
#include "threads/isr.h"

enum {
	ONE_SHOT,
	PERIODIC,
};

typedef struct _machine_timer_obj_t {
	mp_obj_base_t base;
	/** The callback, and whether it is a hard one. */
	mp_irq_obj_t irq;
	mp_int_t mode;
	uint64_t period_us;

	/* Protected by the interrupt lock. */
	struct k_timer timer;
	struct _machine_timer_obj_t *next;
	bool listed;
	bool running;
} machine_timer_obj_t;

MP_REGISTER_ROOT_POINTER(struct _machine_timer_obj_t *port_timers);

/** How many are listed, and at how many those that have stopped are taken out. */
static size_t listed, listed_max;
#define LISTED_LEAST 8

static void take_out_next(machine_timer_obj_t *timer)
{
	machine_timer_obj_t *next = timer->next;

	next->listed = false;
	timer->next = next->next;
	listed--;
}

/* Those that have stopped, but not the first: an interrupt may put others before that one. */
static void take_out_stopped(void)
{
	machine_timer_obj_t *timer = MP_STATE_PORT(port_timers);

	while (timer != NULL && timer->next != NULL) {
		unsigned int key = irq_lock();

		if (timer->next->running) {
			timer = timer->next;
		} else {
			take_out_next(timer);
		}
		irq_unlock(key);
	}
	listed_max = 2 * listed + LISTED_LEAST;
}

static void put_in(machine_timer_obj_t *self)
{
	if (!self->listed) {
		self->next = MP_STATE_PORT(port_timers);
		MP_STATE_PORT(port_timers) = self;
		self->listed = true;
		listed++;
	}
}

static void stop(machine_timer_obj_t *self)
{
	k_timer_stop(&self->timer);
	self->running = false;
}

static void start(machine_timer_obj_t *self)
{
	k_timeout_t period = K_USEC((int64_t)self->period_us);
	unsigned int key = irq_lock();

	put_in(self);
	self->running = true;
	k_timer_start(&self->timer, period, self->mode == PERIODIC ? period : K_NO_WAIT);
	irq_unlock(key);
	if (listed > listed_max && !k_is_in_isr()) {
		take_out_stopped();
	}
}

static void call_handler(void *irq)
{
	mp_irq_handler(irq);
}

static void on_expiry(struct k_timer *timer)
{
	machine_timer_obj_t *self = CONTAINER_OF(timer, machine_timer_obj_t, timer);

	if (self->mode == ONE_SHOT) {
		self->running = false;
	}
	if (self->irq.ishard) {
		py_isr_call(call_handler, &self->irq);
	} else {
		mp_irq_handler(&self->irq);
	}
}

/* A hard callback that raises an exception is not called again. */
static mp_uint_t set_trigger(mp_obj_t self, mp_uint_t trigger)
{
	if (trigger == 0) {
		stop(MP_OBJ_TO_PTR(self));
	}
	return 0;
}

static mp_uint_t get_info(mp_obj_t self, mp_uint_t what)
{
	(void)self;
	(void)what;
	return 0;
}

static const mp_irq_methods_t irq_methods = {.trigger = set_trigger, .info = get_info};

/* Never 0, which would be no wait at all. */
static uint64_t period_of(mp_int_t period, mp_int_t ticks_per_second, mp_obj_t frequency)
{
	if (frequency != mp_const_none) {
		mp_float_t hz = mp_obj_get_float(frequency);

		if (!(hz > 0 && hz <= 1000000)) {
			mp_raise_ValueError(MP_ERROR_TEXT("freq is above 0, and at most 1000000"));
		}
		return MAX((uint64_t)(1000000 / hz), 1);
	}
	if (period < 0 || ticks_per_second <= 0) {
		mp_raise_ValueError(MP_ERROR_TEXT("period and tick_hz are above 0"));
	}
	return MAX((uint64_t)period * 1000000 / (uint64_t)ticks_per_second, 1);
}

static void init(machine_timer_obj_t *self, size_t n_args, const mp_obj_t *args, mp_map_t *kw_args)
{
	enum {
		ARG_mode,
		ARG_period,
		ARG_freq,
		ARG_tick_hz,
		ARG_callback,
		ARG_hard
	};
	static const mp_arg_t allowed[] = {
		{MP_QSTR_mode, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = PERIODIC}},
		{MP_QSTR_period, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
		{MP_QSTR_freq, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_tick_hz, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1000}},
		{MP_QSTR_callback, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_hard, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
	};
	mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];

	mp_arg_parse_all(n_args, args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
	mp_int_t mode = values[ARG_mode].u_int;
	if (mode != ONE_SHOT && mode != PERIODIC) {
		mp_raise_ValueError(MP_ERROR_TEXT("mode is Timer.ONE_SHOT or Timer.PERIODIC"));
	}
	uint64_t period = period_of(values[ARG_period].u_int, values[ARG_tick_hz].u_int,
				    values[ARG_freq].u_obj);
	stop(self);
	self->mode = mode;
	self->period_us = period;
	self->irq.handler = values[ARG_callback].u_obj;
	self->irq.ishard = values[ARG_hard].u_bool;
	start(self);
}

/* Timer(id=-1, ...): starts if it is told more than its number, which says no more than that it is a software timer. */
static mp_obj_t make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			 const mp_obj_t *args)
{
	machine_timer_obj_t *self = mp_obj_malloc(machine_timer_obj_t, type);
	mp_map_t kw_args;

	mp_arg_check_num(n_args, n_kw, 0, 1, true);
	if (n_args > 0 && mp_obj_get_int(args[0]) != -1) {
		mp_raise_ValueError(MP_ERROR_TEXT(
			"Timer doesn't exist: there are software timers, with the id -1"));
	}
	mp_irq_init(&self->irq, &irq_methods, MP_OBJ_FROM_PTR(self));
	k_timer_init(&self->timer, on_expiry, NULL);
	self->mode = ONE_SHOT;
	self->period_us = 0;
	self->next = NULL;
	self->listed = self->running = false;
	if (n_kw > 0) {
		mp_map_init_fixed_table(&kw_args, n_kw, args + n_args);
		init(self, 0, NULL, &kw_args);
	}
	return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t timer_init(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args)
{
	init(MP_OBJ_TO_PTR(args[0]), n_args - 1, args + 1, kw_args);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(timer_init_obj, 1, timer_init);

static mp_obj_t timer_deinit(mp_obj_t self)
{
	stop(MP_OBJ_TO_PTR(self));
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(timer_deinit_obj, timer_deinit);

static void print(const mp_print_t *to, mp_obj_t self_in, mp_print_kind_t kind)
{
	const machine_timer_obj_t *self = MP_OBJ_TO_PTR(self_in);

	(void)kind;
	mp_printf(to, "Timer(mode=Timer.%q, period=%u us%s)",
		  self->mode == ONE_SHOT ? MP_QSTR_ONE_SHOT : MP_QSTR_PERIODIC,
		  (unsigned int)self->period_us, self->running ? "" : ", stopped");
}

void machine_timer_end_session(void)
{
	machine_timer_obj_t *timer = MP_STATE_PORT(port_timers);

	for (; timer != NULL; timer = timer->next) {
		stop(timer);
	}
	MP_STATE_PORT(port_timers) = NULL;
	listed = 0;
}

static const mp_rom_map_elem_t locals[] = {
	{MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&timer_init_obj)},
	{MP_ROM_QSTR(MP_QSTR_deinit), MP_ROM_PTR(&timer_deinit_obj)},
	{MP_ROM_QSTR(MP_QSTR_ONE_SHOT), MP_ROM_INT(ONE_SHOT)},
	{MP_ROM_QSTR(MP_QSTR_PERIODIC), MP_ROM_INT(PERIODIC)},
};
static MP_DEFINE_CONST_DICT(locals_dict, locals);

MP_DEFINE_CONST_OBJ_TYPE(machine_timer_type, MP_QSTR_Timer, MP_TYPE_FLAG_NONE, make_new, make_new,
			 print, print, locals_dict, &locals_dict);
