/* SPDX-License-Identifier: MIT */
/*
 * The module _thread: upstream's, with timed locks, stack size, name and priority for each
 * thread, and what CPython has besides. docs/python.md describes it for users.
 */
#include "py/runtime.h"
#include "threads/isr.h"
#include "threads/gil.h"
#include "threads/interrupt.h"
#include "threads/local.h"
#include "threads/lock.h"
#include "threads/pythread.h"
#include "threads/start.h"
#include "threads/timeout.h"

/* As everywhere on Linux. */
#define SIGINT_NUMBER 2
#define LAST_SIGNAL   64

static mp_obj_t get_ident(void)
{
	return mp_obj_new_int_from_uint(py_thread_ident(py_isr_refuse_or_self()));
}
static MP_DEFINE_CONST_FUN_OBJ_0(get_ident_obj, get_ident);

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

/* interrupt_main(signum=SIGINT): raised at once in main itself. No other signal has a handler in Python. */
static mp_obj_t interrupt_main(size_t n_args, const mp_obj_t *args)
{
	mp_int_t signum = n_args == 0 ? SIGINT_NUMBER : mp_obj_get_int(args[0]);

	if (signum < 1 || signum > LAST_SIGNAL) {
		mp_raise_ValueError(MP_ERROR_TEXT("signal number out of range"));
	}
	if (signum != SIGINT_NUMBER) {
		return mp_const_none;
	}
	mp_sched_keyboard_interrupt();
	if (!k_is_in_isr() && py_thread_self() == &py_main_thread) {
		mp_handle_pending(true);
	}
	py_thread_interrupt(&py_main_thread);
	py_gil_hurry_main();
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(interrupt_main_obj, 0, 1, interrupt_main);

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
		return py_isr_refuse_or_self();
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
	return MP_OBJ_NEW_SMALL_INT(py_gil_priority(thread_of(n_args, args)));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(get_priority_obj, 0, 1, get_priority_of);

/* set_priority(ident, priority) */
static mp_obj_t set_priority(mp_obj_t ident, mp_obj_t priority)
{
	py_gil_set_priority(thread_of(1, &ident), py_get_priority(priority));
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(set_priority_obj, set_priority);

/* _excepthook(args): args has exc_type, exc_value, exc_traceback and thread, as threading.excepthook()'s. */
static mp_obj_t excepthook(mp_obj_t args)
{
	mp_obj_t thread = mp_load_attr(args, MP_QSTR_thread);

	mp_print_str(MICROPY_ERROR_PRINTER, "Exception in thread ");
	mp_obj_print_helper(MICROPY_ERROR_PRINTER,
			    thread == mp_const_none ? get_ident()
						    : mp_load_attr(thread, MP_QSTR_name),
			    PRINT_STR);
	mp_print_str(MICROPY_ERROR_PRINTER, ":\n");
	mp_obj_print_exception(MICROPY_ERROR_PRINTER, mp_load_attr(args, MP_QSTR_exc_value));
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(excepthook_obj, excepthook);

/* _shutdown(): main has ended; waits for all threads that are no daemons. */
static mp_obj_t thread_shutdown(void)
{
	py_handle_end(py_main_thread.roots.handle);
	py_handle_join_all();
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(thread_shutdown_obj, thread_shutdown);

static const mp_rom_map_elem_t thread_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__thread)},
	{MP_ROM_QSTR(MP_QSTR_LockType), MP_ROM_PTR(&py_lock_type)},
	{MP_ROM_QSTR(MP_QSTR_error), MP_ROM_PTR(&mp_type_RuntimeError)},
	{MP_ROM_QSTR(MP_QSTR_TIMEOUT_MAX), MP_ROM_INT(PY_TIMEOUT_MAX)},
	{MP_ROM_QSTR(MP_QSTR_get_ident), MP_ROM_PTR(&get_ident_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_native_id), MP_ROM_PTR(&get_ident_obj)},
	{MP_ROM_QSTR(MP_QSTR_RLock), MP_ROM_PTR(&py_rlock_type)},
	{MP_ROM_QSTR(MP_QSTR_stack_size), MP_ROM_PTR(&py_stack_size_obj)},
	{MP_ROM_QSTR(MP_QSTR_start_new_thread), MP_ROM_PTR(&py_start_new_thread_obj)},
	{MP_ROM_QSTR(MP_QSTR_exit), MP_ROM_PTR(&thread_exit_obj)},
	{MP_ROM_QSTR(MP_QSTR__excepthook), MP_ROM_PTR(&excepthook_obj)},
	{MP_ROM_QSTR(MP_QSTR__shutdown), MP_ROM_PTR(&thread_shutdown_obj)},
	{MP_ROM_QSTR(MP_QSTR__Local), MP_ROM_PTR(&py_local_type)},
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
