/* SPDX-License-Identifier: MIT */
/*
 * The desk's part of `machine`, included by extmod/modmachine.c. Memory is the program's own;
 * a reset is a fresh start of the program with the same arguments.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine_timer.h"
#include "native/runtime.h"
#include "py/mphal.h"

enum {
	PWRON_RESET = 1,
	HARD_RESET = 2,
	DEEPSLEEP_RESET = 4
};

static void mp_machine_idle(void)
{
	mp_event_wait_ms(1);
}

static mp_int_t mp_machine_reset_cause(void)
{
	return runtime_reset_cause() == 0 ? PWRON_RESET : runtime_reset_cause();
}

static _Noreturn void mp_machine_reset(void)
{
	runtime_restart(HARD_RESET);
}

/* The machine's identifier, as systemd and D-Bus keep it. */
static mp_obj_t mp_machine_unique_id(void)
{
	char id[32];
	FILE *file = fopen("/etc/machine-id", "r");
	size_t len = file == NULL ? 0 : fread(id, 1, sizeof(id), file);

	if (file != NULL) {
		fclose(file);
	}
	if (len != sizeof(id)) {
		mp_raise_OSError(ENOENT);
	}
	return mp_obj_new_bytes((const byte *)id, len);
}

/* The first processor's present clock in Hz, where Linux tells it. */
static mp_obj_t mp_machine_get_freq(void)
{
	FILE *file = fopen("/proc/cpuinfo", "r");
	char line[256];
	double mhz = 0;

	while (file != NULL && mhz == 0 && fgets(line, sizeof(line), file) != NULL) {
		sscanf(line, "cpu MHz : %lf", &mhz);
	}
	if (file != NULL) {
		fclose(file);
	}
	if (mhz == 0) {
		mp_raise_OSError(ENODEV);
	}
	return mp_obj_new_int((mp_int_t)(mhz * 1e6));
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
	runtime_restart(DEEPSLEEP_RESET);
}

#define MICROPY_PY_MACHINE_EXTRA_GLOBALS                                                           \
	{MP_ROM_QSTR(MP_QSTR_PWRON_RESET), MP_ROM_INT(PWRON_RESET)},                               \
		{MP_ROM_QSTR(MP_QSTR_HARD_RESET), MP_ROM_INT(HARD_RESET)},                         \
		{MP_ROM_QSTR(MP_QSTR_DEEPSLEEP_RESET), MP_ROM_INT(DEEPSLEEP_RESET)},               \
		PORT_MACHINE_TIMER
