/* SPDX-License-Identifier: MIT */
/*
 * The module _thread: upstream's, with timed locks, stack size, name and priority for each
 * thread, and what CPython has besides. docs/python.md describes it for users.
 */
#include <string.h>

#include "py/builtin.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "threads/gil.h"
#include "threads/interrupt.h"
#include "threads/lock.h"
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
static void print_report(const struct call *call, mp_obj_t exception)
{
	mp_print_str(MICROPY_ERROR_PRINTER, "Unhandled exception in thread ");
	if (call->name != MP_OBJ_NULL) {
		mp_printf(MICROPY_ERROR_PRINTER, "'%s' ", mp_obj_str_get_str(call->name));
	}
	mp_print_str(MICROPY_ERROR_PRINTER, "started by ");
	mp_obj_print_helper(MICROPY_ERROR_PRINTER, call->function, PRINT_REPR);
	mp_print_str(MICROPY_ERROR_PRINTER, "\n");
	mp_obj_print_exception(MICROPY_ERROR_PRINTER, exception);
}

/* Printing runs Python, where the function or the exception has a __repr__ or __str__ of its own. */
static void report_exception(const struct call *call, mp_obj_t exception)
{
	nlr_buf_t nlr;

	if (nlr_push(&nlr) == 0) {
		print_report(call, exception);
		nlr_pop();
	} else {
		mp_printf(MICROPY_ERROR_PRINTER, "\n%s: printing it raised %s\n",
			  mp_obj_get_type_str(exception),
			  mp_obj_get_type_str(MP_OBJ_FROM_PTR(nlr.ret_val)));
	}
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
		report_exception(call, exception);
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

/* A thread without a name of its own is called like its function, where that has a name. */
static const char *default_name(mp_obj_t function)
{
	mp_obj_t name[2];

	mp_load_method_maybe(function, MP_QSTR___name__, name);
	return name[0] != MP_OBJ_NULL && mp_obj_is_str(name[0]) ? mp_obj_str_get_str(name[0])
								: "thread";
}

static int get_priority(mp_obj_t priority)
{
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

static mp_obj_t start_call(struct call *call, struct py_thread_params *params)
{
	params->entry = run_call;
	params->start = call;
	params->locals = mp_locals_get();
	params->globals = mp_globals_get();

	struct py_thread *thread = py_thread_create(params);
	if (thread == NULL) {
		mp_raise_msg_varg(&mp_type_OSError,
				  MP_ERROR_TEXT("no memory for a thread with a stack of %d bytes"),
				  (int)params->stack_size);
	}
	return mp_obj_new_int_from_uint(py_thread_ident(thread));
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
	mp_obj_t function = args[0].u_obj, name = args[3].u_obj, size = args[5].u_obj;
	struct call *call = new_call(function, args[1].u_obj, args[2].u_obj);
	struct py_thread_params params = {
		.name = default_name(function),
		.stack_size = size == mp_const_none ? default_stack_size : get_stack_size(size),
		.priority = py_main_thread.priority,
	};

	if (name != mp_const_none) {
		params.name = mp_obj_str_get_str(name);
		call->name = name;
	}
	if (args[4].u_obj != mp_const_none) {
		params.priority = get_priority(args[4].u_obj);
	}
	return start_call(call, &params);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(start_new_thread_obj, 2, start_new_thread);

static mp_obj_t get_ident(void)
{
	return mp_obj_new_int_from_uint(py_thread_ident(py_thread_self()));
}
static MP_DEFINE_CONST_FUN_OBJ_0(get_ident_obj, get_ident);

/* As upstream's: sets the size, to the default without an argument; returns the one before. */
static mp_obj_t stack_size(size_t n_args, const mp_obj_t *args)
{
	size_t before = default_stack_size;

	default_stack_size = n_args == 0 ? 0 : get_stack_size(args[0]);
	return mp_obj_new_int_from_uint(before);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(stack_size_obj, 0, 1, stack_size);

static mp_obj_t thread_exit(void)
{
	mp_raise_type(&mp_type_SystemExit);
}
static MP_DEFINE_CONST_FUN_OBJ_0(thread_exit_obj, thread_exit);

static mp_obj_t allocate_lock(void)
{
	return py_lock_new();
}
static MP_DEFINE_CONST_FUN_OBJ_0(allocate_lock_obj, allocate_lock);

static mp_obj_t interrupt_main(void)
{
	mp_sched_keyboard_interrupt();
	py_thread_interrupt(&py_main_thread);
	py_gil_hurry_main();
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(interrupt_main_obj, interrupt_main);

static mp_obj_t count(void)
{
	return mp_obj_new_int_from_uint(py_thread_count() - 1);
}
static MP_DEFINE_CONST_FUN_OBJ_0(count_obj, count);

/* stats(): (threads started, hand-overs of the interpreter lock, longest wait for it in us) */
static mp_obj_t stats(void)
{
	const struct py_gil_stats *gil = py_gil_stats();
	mp_obj_t items[] = {
		mp_obj_new_int_from_uint(py_thread_created()),
		mp_obj_new_int_from_ull(gil->handovers),
		mp_obj_new_int_from_ull(gil->longest_wait_us),
	};

	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(stats_obj, stats);

/* The thread that an argument of the functions below names; the caller without one. */
static struct py_thread *thread_of(size_t n_args, const mp_obj_t *args)
{
	if (n_args == 0 || args[0] == mp_const_none) {
		return py_thread_self();
	}
	struct py_thread *thread = py_thread_find((uintptr_t)mp_obj_get_int_truncated(args[0]));
	if (thread == NULL) {
		mp_raise_ValueError(MP_ERROR_TEXT("no living thread has this ident"));
	}
	return thread;
}

/* get_name(ident=None) */
static mp_obj_t get_name(size_t n_args, const mp_obj_t *args)
{
	const char *name = k_thread_name_get(thread_of(n_args, args)->kernel);

	return mp_obj_new_str_from_cstr(name);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(get_name_obj, 0, 1, get_name);

/* set_name(ident, name) */
static mp_obj_t set_name(mp_obj_t ident, mp_obj_t name)
{
	k_thread_name_set(thread_of(1, &ident)->kernel, mp_obj_str_get_str(name));
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(set_name_obj, set_name);

/* get_priority(ident=None): the effective one, better than the thread's own while others wait
 * for it. */
static mp_obj_t get_priority_of(size_t n_args, const mp_obj_t *args)
{
	return MP_OBJ_NEW_SMALL_INT(k_thread_priority_get(thread_of(n_args, args)->kernel));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(get_priority_obj, 0, 1, get_priority_of);

/* set_priority(ident, priority) */
static mp_obj_t set_priority(mp_obj_t ident, mp_obj_t priority)
{
	py_gil_set_priority(thread_of(1, &ident), get_priority(priority));
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(set_priority_obj, set_priority);

static const mp_rom_map_elem_t thread_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__thread)},
	{MP_ROM_QSTR(MP_QSTR_LockType), MP_ROM_PTR(&py_lock_type)},
	{MP_ROM_QSTR(MP_QSTR_error), MP_ROM_PTR(&mp_type_RuntimeError)},
	{MP_ROM_QSTR(MP_QSTR_TIMEOUT_MAX), MP_ROM_INT(PY_TIMEOUT_MAX)},
	{MP_ROM_QSTR(MP_QSTR_get_ident), MP_ROM_PTR(&get_ident_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_native_id), MP_ROM_PTR(&get_ident_obj)},
	{MP_ROM_QSTR(MP_QSTR_stack_size), MP_ROM_PTR(&stack_size_obj)},
	{MP_ROM_QSTR(MP_QSTR_start_new_thread), MP_ROM_PTR(&start_new_thread_obj)},
	{MP_ROM_QSTR(MP_QSTR_exit), MP_ROM_PTR(&thread_exit_obj)},
	{MP_ROM_QSTR(MP_QSTR_allocate_lock), MP_ROM_PTR(&allocate_lock_obj)},
	{MP_ROM_QSTR(MP_QSTR_interrupt_main), MP_ROM_PTR(&interrupt_main_obj)},
	{MP_ROM_QSTR(MP_QSTR__count), MP_ROM_PTR(&count_obj)},
	{MP_ROM_QSTR(MP_QSTR_stats), MP_ROM_PTR(&stats_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_name), MP_ROM_PTR(&get_name_obj)},
	{MP_ROM_QSTR(MP_QSTR_set_name), MP_ROM_PTR(&set_name_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_priority), MP_ROM_PTR(&get_priority_obj)},
	{MP_ROM_QSTR(MP_QSTR_set_priority), MP_ROM_PTR(&set_priority_obj)},
};
static MP_DEFINE_CONST_DICT(thread_globals, thread_globals_table);

const mp_obj_module_t mp_module_thread = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&thread_globals,
};

MP_REGISTER_MODULE(MP_QSTR__thread, mp_module_thread);
