/* SPDX-License-Identifier: MIT */
/* How a thread starts from Python, and what happens to an exception that nothing in it caught. */
#include "threads/start.h"

#include <string.h>

#include "protected.h"
#include "py/builtin.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "threads/handle.h"
#include "threads/pythread.h"

/* stack_size(): bytes for threads to come, 0 for the default. */
static size_t default_stack_size;

/** What a thread starts with; on the Python heap, referred to by py_thread::start. */
struct call {
	mp_obj_t function;
	size_t n_args;
	size_t n_kw;
	/** The given name, or MP_OBJ_NULL. */
	mp_obj_t name;
	mp_obj_t args[];
};

/* The exception goes to stderr, as upstream prints it; a name that was given goes with it. */
static void print_report(const void *start, mp_obj_t exception)
{
	const struct call *call = start;

	mp_print_str(MICROPY_ERROR_PRINTER, "Unhandled exception in thread ");
	if (call->name != MP_OBJ_NULL) {
		mp_printf(MICROPY_ERROR_PRINTER, "'%s' ", mp_obj_str_get_str(call->name));
	}
	mp_print_str(MICROPY_ERROR_PRINTER, "started by ");
	mp_obj_print_helper(MICROPY_ERROR_PRINTER, call->function, PRINT_REPR);
	mp_print_str(MICROPY_ERROR_PRINTER, "\n");
	mp_obj_print_exception(MICROPY_ERROR_PRINTER, exception);
}

/* SystemExit ends the thread quietly; any other exception ends only the thread too. */
static void run_call(void *start)
{
	struct call *call = start;
	nlr_buf_t nlr;

	if (nlr_push(&nlr) == 0) {
		mp_call_function_n_kw(call->function, call->n_args, call->n_kw, call->args);
		nlr_pop();
		return;
	}

	mp_obj_t exception = MP_OBJ_FROM_PTR(nlr.ret_val);
	if (!mp_obj_exception_match(exception, MP_OBJ_FROM_PTR(&mp_type_SystemExit))) {
		protected_print(print_report, call, exception);
	}
}

static struct call *new_call(mp_obj_t function, mp_obj_t args, mp_obj_t kwargs)
{
	size_t n_args;
	mp_obj_t *items;
	mp_map_t *map = (mp_map_t *)&mp_const_empty_map;

	mp_obj_get_array(args, &n_args, &items);
	if (kwargs != mp_const_none) {
		if (!mp_obj_is_dict_or_ordereddict(kwargs)) {
			mp_raise_TypeError(MP_ERROR_TEXT("expecting a dict for keyword args"));
		}
		map = mp_obj_dict_get_map(kwargs);
	}

	struct call *call = m_new_obj_var(struct call, args, mp_obj_t, n_args + 2 * map->used);
	call->function = function;
	call->n_args = n_args;
	call->n_kw = map->used;
	call->name = MP_OBJ_NULL;
	memcpy(call->args, items, n_args * sizeof(*items));
	mp_obj_t *to = call->args + n_args;
	for (size_t i = 0; i < map->alloc; i++) {
		if (mp_map_slot_is_filled(map, i)) {
			*to++ = map->table[i].key;
			*to++ = map->table[i].value;
		}
	}
	return call;
}

const char *py_thread_name(mp_obj_t name, mp_obj_t function)
{
	mp_obj_t named[2];

	if (name != mp_const_none) {
		return mp_obj_str_get_str(name);
	}
	mp_load_method_maybe(function, MP_QSTR___name__, named);
	return named[0] != MP_OBJ_NULL && mp_obj_is_str(named[0]) ? mp_obj_str_get_str(named[0])
								  : "thread";
}

int py_get_priority(mp_obj_t priority)
{
	if (priority == mp_const_none) {
		return py_main_thread.priority;
	}
	mp_int_t value = mp_obj_get_int(priority);

	if (value < 0 || value > K_LOWEST_APPLICATION_THREAD_PRIO) {
		mp_raise_msg_varg(&mp_type_ValueError,
				  MP_ERROR_TEXT("priority must be 0 (highest) to %d"),
				  K_LOWEST_APPLICATION_THREAD_PRIO);
	}
	return (int)value;
}

static size_t get_stack_size(mp_obj_t size)
{
	mp_int_t value = mp_obj_get_int(size);

	if (value < 0) {
		mp_raise_ValueError(MP_ERROR_TEXT("size must be 0 or a positive value"));
	}
	return (size_t)value;
}

size_t py_get_stack_size(mp_obj_t size)
{
	return size == mp_const_none ? default_stack_size : get_stack_size(size);
}

void py_start(struct py_thread_params *params)
{
	params->locals = mp_locals_get();
	params->globals = mp_globals_get();
	if (py_thread_create(params) == NULL) {
		mp_raise_msg_varg(&mp_type_OSError,
				  MP_ERROR_TEXT("no memory for a thread with a stack of %d bytes"),
				  (int)params->stack_size);
	}
}

/* start_new_thread(function, args, kwargs={}, *, name=None, priority=None, stack_size=None) */
static mp_obj_t start_new_thread(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_function, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_args, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_kwargs, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_name, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_priority, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_stack_size, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];

	mp_arg_parse_all(n_args, pos, kw, MP_ARRAY_SIZE(spec), spec, args);
	mp_obj_t name = args[3].u_obj;
	struct call *call = new_call(args[0].u_obj, args[1].u_obj, args[2].u_obj);
	struct py_thread_params params = {
		.entry = run_call,
		.start = call,
		.name = py_thread_name(name, args[0].u_obj),
		.priority = py_get_priority(args[4].u_obj),
		.stack_size = py_get_stack_size(args[5].u_obj),
		.handle = py_handle_new(true),
	};

	call->name = name == mp_const_none ? MP_OBJ_NULL : name;
	py_start(&params);
	return mp_obj_new_int_from_uint(params.handle->ident);
}
MP_DEFINE_CONST_FUN_OBJ_KW(py_start_new_thread_obj, 2, start_new_thread);

/* As upstream's: sets the size, to the default without an argument; returns the one before. */
static mp_obj_t stack_size(size_t n_args, const mp_obj_t *args)
{
	size_t before = default_stack_size;

	default_stack_size = n_args == 0 ? 0 : get_stack_size(args[0]);
	return mp_obj_new_int_from_uint(before);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(py_stack_size_obj, 0, 1, stack_size);

void py_start_forget(void)
{
	default_stack_size = 0;
}
