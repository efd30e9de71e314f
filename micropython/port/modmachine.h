/* SPDX-License-Identifier: MIT */
/*
 * What `machine` is on the desk and on boards alike. Each includes this in the file that extmod/modmachine.c
 * includes, and defines restart() and the questions about the machine itself.
 */
#ifndef PORT_MODMACHINE_H
#define PORT_MODMACHINE_H

#include "machine_timer.h"
#include "py/mphal.h"
#include "py/runtime.h"

enum {
	PWRON_RESET = 1,
	HARD_RESET = 2,
	WDT_RESET = 3,
	DEEPSLEEP_RESET = 4,
};

/** Starts the machine afresh, for this cause. */
static _Noreturn void restart(int cause);

static void mp_machine_idle(void)
{
	mp_event_wait_ms(1);
}

static _Noreturn void mp_machine_reset(void)
{
	restart(HARD_RESET);
}

static void mp_machine_set_freq(size_t n_args, const mp_obj_t *args)
{
	(void)n_args;
	(void)args;
	mp_raise_NotImplementedError(MP_ERROR_TEXT("the clock of this machine cannot be set"));
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
	restart(DEEPSLEEP_RESET);
}

#define PORT_MACHINE_SHARED                                                                        \
	{MP_ROM_QSTR(MP_QSTR_PWRON_RESET), MP_ROM_INT(PWRON_RESET)},                               \
		{MP_ROM_QSTR(MP_QSTR_HARD_RESET), MP_ROM_INT(HARD_RESET)},                         \
		{MP_ROM_QSTR(MP_QSTR_WDT_RESET), MP_ROM_INT(WDT_RESET)},                           \
		{MP_ROM_QSTR(MP_QSTR_DEEPSLEEP_RESET), MP_ROM_INT(DEEPSLEEP_RESET)},               \
		PORT_MACHINE_TIMER

#endif
