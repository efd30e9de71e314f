/* SPDX-License-Identifier: MIT */
/*
 * The module zephyr: what MicroPython's Zephyr port has of it for threads, and where each thread is.
 * docs/debugging.md describes it for users.
 */
#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>

#include "py/mpprint.h"
#include "py/runtime.h"
#include "threads/describe.h"
#include "threads/irqobjects.h"
#include "threads/threadinfo.h"
#include "threads/timeout.h"
#include "threads/traceback.h"

static mp_obj_t is_preempt_thread(void)
{
	return mp_obj_new_bool(k_is_preempt_thread());
}
static MP_DEFINE_CONST_FUN_OBJ_0(is_preempt_thread_obj, is_preempt_thread);

static mp_obj_t current_tid(void)
{
	return mp_obj_new_int_from_uint((uintptr_t)k_current_get());
}
static MP_DEFINE_CONST_FUN_OBJ_0(current_tid_obj, current_tid);

static mp_obj_t new_entry(const struct py_thread_info *info)
{
	mp_obj_t items[] = {
		mp_obj_new_int_from_uint((uintptr_t)info->kernel),
		mp_obj_new_str_from_cstr(info->name),
		MP_OBJ_NEW_SMALL_INT(info->state),
		MP_OBJ_NEW_SMALL_INT(info->priority),
		mp_obj_new_int_from_ull(info->runtime_us),
		info->stack_peak == 0
			? mp_const_none
			: mp_obj_new_int_from_uint(info->stack_size - info->stack_peak),
		MP_OBJ_NEW_SMALL_INT(0),
	};

	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

/* threads(): (total, [(ident, name, state, priority, runtime, least stack ever free, core), ...]) */
static mp_obj_t threads(void)
{
	struct py_thread_infos all = py_thread_info_all();
	mp_obj_t list = mp_obj_new_list(0, NULL);
	mp_obj_t items[] = {mp_obj_new_int_from_ull(all.total_us), list};

	for (size_t i = 0; i < all.count; i++) {
		mp_obj_list_append(list, new_entry(&all.infos[i]));
	}
	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(threads_obj, threads);

/* In tenths of a percent. */
static unsigned int share_of(const struct py_thread_info *info, uint64_t total_us)
{
	return total_us == 0 ? 0 : (unsigned int)(info->runtime_us * 1000 / total_us);
}

static void describe(const struct py_thread_info *info, char *buf, unsigned int size)
{
	static const char *const names[] = {
		[PY_THREAD_RUNNING] = "runs",      [PY_THREAD_READY] = "is ready to run",
		[PY_THREAD_BLOCKED] = "waits",     [PY_THREAD_SUSPENDED] = "is suspended",
		[PY_THREAD_DELETED] = "has ended",
	};

	if (info->python != NULL) {
		py_describe(info->python, buf, size);
	} else {
		snprintk(buf, size, "%s", names[info->state]);
	}
}

/* A thread that has ended since the snapshot is not looked at again. */
static bool has_ended(const struct py_thread_info *info)
{
	const struct py_thread *thread = py_thread_first();

	while (thread != NULL && thread != info->python) {
		thread = py_thread_next(thread);
	}
	return info->python != NULL && thread == NULL;
}

static void print_line(const struct py_thread_info *info, uint64_t total_us)
{
	unsigned int share = share_of(info, total_us);
	char ident[20], what[128];

	snprintk(ident, sizeof(ident), "%p", (const void *)info->kernel);
	describe(info, what, sizeof(what));
	mp_printf(&mp_plat_print, "%-18s %-15s %4d %3u.%u%% %7u %7u  %s\n", ident, info->name,
		  info->priority, share / 10, share % 10, (unsigned int)info->stack_size,
		  (unsigned int)info->stack_peak, what);
}

/* ps() */
static mp_obj_t ps(void)
{
	struct py_thread_infos all = py_thread_info_all();

	mp_printf(&mp_plat_print, "%-18s %-15s %4s %6s %7s %7s  %s\n", "ident", "name", "prio",
		  "cpu", "stack", "peak", "state");
	for (size_t i = 0; i < all.count; i++) {
		if (!has_ended(&all.infos[i])) {
			print_line(&all.infos[i], all.total_us);
		}
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(ps_obj, ps);

static void print_advice(const struct py_thread_info *info, uint64_t total_us)
{
	unsigned int share = share_of(info, total_us);
	unsigned int size = (unsigned int)info->stack_size, peak = (unsigned int)info->stack_peak;

	mp_printf(&mp_plat_print, "%s: ", info->name[0] == '\0' ? "unnamed" : info->name);
	if (peak == 0) {
		mp_printf(&mp_plat_print, "stack %u bytes, peak unknown", size);
	} else {
		mp_printf(&mp_plat_print, "stack %u of %u bytes used (%u%%), %u would do", peak,
			  size, (unsigned int)(peak * 100ULL / size),
			  (unsigned int)py_thread_info_suggest(info));
	}
	mp_printf(&mp_plat_print, "; cpu %u.%u%%\n", share / 10, share % 10);
}

/* thread_analyze() */
static mp_obj_t thread_analyze(void)
{
	struct py_thread_infos all = py_thread_info_all();

	for (size_t i = 0; i < all.count; i++) {
		print_advice(&all.infos[i], all.total_us);
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(thread_analyze_obj, thread_analyze);

static mp_obj_t dump_traceback(void)
{
	py_traceback_dump();
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(dump_traceback_obj, dump_traceback);

/* dump_traceback_later(timeout, repeat=False), the time in seconds */
static mp_obj_t dump_traceback_later(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_timeout, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_repeat, MP_ARG_BOOL, {.u_bool = false}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];

	mp_arg_parse_all(n_args, pos, kw, MP_ARRAY_SIZE(spec), spec, args);
	mp_float_t seconds = mp_obj_get_float(args[0].u_obj);
	if (!(seconds > 0)) { /* nor is it a NaN */
		mp_raise_ValueError(MP_ERROR_TEXT("timeout must be greater than 0"));
	}
	if (seconds > PY_TIMEOUT_MAX) {
		mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("timeout value is too large"));
	}
	py_traceback_dump_later((uint64_t)(seconds * 1000000), args[1].u_bool);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(dump_traceback_later_obj, 0, dump_traceback_later);

static mp_obj_t cancel_dump_traceback_later(void)
{
	py_traceback_cancel();
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(cancel_dump_traceback_later_obj, cancel_dump_traceback_later);

static const mp_rom_map_elem_t zephyr_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_zephyr)},
	{MP_ROM_QSTR(MP_QSTR_is_preempt_thread), MP_ROM_PTR(&is_preempt_thread_obj)},
	{MP_ROM_QSTR(MP_QSTR_current_tid), MP_ROM_PTR(&current_tid_obj)},
	{MP_ROM_QSTR(MP_QSTR_thread_analyze), MP_ROM_PTR(&thread_analyze_obj)},
	{MP_ROM_QSTR(MP_QSTR_threads), MP_ROM_PTR(&threads_obj)},
	{MP_ROM_QSTR(MP_QSTR_ps), MP_ROM_PTR(&ps_obj)},
	{MP_ROM_QSTR(MP_QSTR_IRQQueue), MP_ROM_PTR(&py_irqqueue_type)},
	{MP_ROM_QSTR(MP_QSTR_Signal), MP_ROM_PTR(&py_signal_type)},
	{MP_ROM_QSTR(MP_QSTR_dump_traceback), MP_ROM_PTR(&dump_traceback_obj)},
	{MP_ROM_QSTR(MP_QSTR_dump_traceback_later), MP_ROM_PTR(&dump_traceback_later_obj)},
	{MP_ROM_QSTR(MP_QSTR_cancel_dump_traceback_later),
	 MP_ROM_PTR(&cancel_dump_traceback_later_obj)},
};
static MP_DEFINE_CONST_DICT(zephyr_globals, zephyr_globals_table);

const mp_obj_module_t mp_module_zephyr = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&zephyr_globals,
};

MP_REGISTER_MODULE(MP_QSTR_zephyr, mp_module_zephyr);
