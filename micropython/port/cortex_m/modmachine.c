/* SPDX-License-Identifier: MIT */
/* A board's part of `machine`, included by extmod/modmachine.c. */
#include <zephyr/drivers/hwinfo.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/reboot.h>

#include "machine_timer.h"
#include "py/mphal.h"

enum {
	PWRON_RESET = 1,
	HARD_RESET = 2,
	WDT_RESET = 3,
	DEEPSLEEP_RESET = 4,
};

static void mp_machine_idle(void)
{
	mp_event_wait_ms(1);
}

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

static _Noreturn void mp_machine_reset(void)
{
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

static void mp_machine_set_freq(size_t n_args, const mp_obj_t *args)
{
	(void)n_args;
	(void)args;
	mp_raise_NotImplementedError(MP_ERROR_TEXT("the clock of this board cannot be set"));
}

static void mp_machine_lightsleep(size_t n_args, const mp_obj_t *args)
{
	if (n_args == 0) {
		mp_event_wait_indefinite();
	} else {
		mp_hal_delay_ms((mp_uint_t)mp_obj_get_int(args[0]));
	}
}

static _Noreturn void mp_machine_deepsleep(size_t n_args, const mp_obj_t *args)
{
	mp_machine_lightsleep(n_args, args);
	mp_machine_reset();
}

#define MICROPY_PY_MACHINE_EXTRA_GLOBALS                                                           \
	{MP_ROM_QSTR(MP_QSTR_PWRON_RESET), MP_ROM_INT(PWRON_RESET)},                               \
		{MP_ROM_QSTR(MP_QSTR_HARD_RESET), MP_ROM_INT(HARD_RESET)},                         \
		{MP_ROM_QSTR(MP_QSTR_WDT_RESET), MP_ROM_INT(WDT_RESET)},                           \
		{MP_ROM_QSTR(MP_QSTR_DEEPSLEEP_RESET), MP_ROM_INT(DEEPSLEEP_RESET)},               \
		PORT_MACHINE_TIMER PORT_MACHINE_GLOBALS
