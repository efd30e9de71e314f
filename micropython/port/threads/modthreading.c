/* SPDX-License-Identifier: MIT */
/* The module _threading: the part of module threading that is written in C. */
#include <zephyr/kernel.h>

#include "py/runtime.h"
#include "threads/condition.h"
#include "threads/stop.h"

/* Microseconds since some moment; never goes back. */
static mp_obj_t monotonic_us(void)
{
	return mp_obj_new_int_from_ull(k_cyc_to_us_floor64(k_cycle_get_64()));
}
static MP_DEFINE_CONST_FUN_OBJ_0(monotonic_us_obj, monotonic_us);

static const mp_rom_map_elem_t threading_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__threading)},
	{MP_ROM_QSTR(MP_QSTR_Condition), MP_ROM_PTR(&py_condition_type)},
	{MP_ROM_QSTR(MP_QSTR_ThreadStop), MP_ROM_PTR(&py_type_ThreadStop)},
	{MP_ROM_QSTR(MP_QSTR_Event), MP_ROM_PTR(&py_event_type)},
	{MP_ROM_QSTR(MP_QSTR_Semaphore), MP_ROM_PTR(&py_semaphore_type)},
	{MP_ROM_QSTR(MP_QSTR_BoundedSemaphore), MP_ROM_PTR(&py_bounded_semaphore_type)},
	{MP_ROM_QSTR(MP_QSTR_monotonic_us), MP_ROM_PTR(&monotonic_us_obj)},
};
static MP_DEFINE_CONST_DICT(threading_globals, threading_globals_table);

const mp_obj_module_t mp_module_threading = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&threading_globals,
};

MP_REGISTER_MODULE(MP_QSTR__threading, mp_module_threading);
