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

#include "modmachine.h"
#include "native/runtime.h"

#define MICROPY_PY_MACHINE_EXTRA_GLOBALS PORT_MACHINE_SHARED

static mp_int_t mp_machine_reset_cause(void)
{
	return runtime_reset_cause() == 0 ? PWRON_RESET : runtime_reset_cause();
}

static _Noreturn void restart(int cause)
{
	runtime_restart(cause);
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
