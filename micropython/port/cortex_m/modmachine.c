/* SPDX-License-Identifier: MIT */
/* A board's part of `machine`, included by extmod/modmachine.c. */
#include <zephyr/drivers/hwinfo.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/reboot.h>

#include "modmachine.h"
#include "protected.h"

#define MICROPY_PY_MACHINE_EXTRA_GLOBALS PORT_MACHINE_SHARED PORT_MACHINE_GLOBALS

static mp_obj_t machine_soft_reset(void)
{
	mp_raise_type_arg(&mp_type_SystemExit, MP_OBJ_FROM_PTR(&protected_soft_reset));
}
static MP_DEFINE_CONST_FUN_OBJ_0(machine_soft_reset_obj, machine_soft_reset);

/* extmod's table has sys.exit() in its place, which ends a script for good. */
#define mp_sys_exit_obj machine_soft_reset_obj

/* The first that fits: what a rising supply sets, a later cause leaves out. */
static mp_int_t mp_machine_reset_cause(void)
{
	uint32_t cause;

	if (hwinfo_get_reset_cause(&cause) != 0) {
		mp_raise_NotImplementedError(
			MP_ERROR_TEXT("this machine does not know its reset cause"));
	}
	if ((cause & (RESET_POR | RESET_BROWNOUT)) != 0) {
		return PWRON_RESET;
	}
	if ((cause & RESET_WATCHDOG) != 0) {
		return WDT_RESET;
	}
	return (cause & RESET_LOW_POWER_WAKE) != 0 ? DEEPSLEEP_RESET : HARD_RESET;
}

/* The chip keeps its own account of causes. */
static _Noreturn void restart(int cause)
{
	(void)cause;
	sys_reboot(SYS_REBOOT_COLD);
}

static mp_obj_t mp_machine_unique_id(void)
{
	uint8_t id[16];
	ssize_t size = hwinfo_get_device_id(id, sizeof(id));

	if (size < 0) {
		mp_raise_NotImplementedError(MP_ERROR_TEXT("this machine has no identity"));
	}
	return mp_obj_new_bytes(id, (size_t)size);
}

static mp_obj_t mp_machine_get_freq(void)
{
	return mp_obj_new_int_from_uint((mp_uint_t)sys_clock_hw_cycles_per_sec());
}
