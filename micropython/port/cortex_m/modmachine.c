/* SPDX-License-Identifier: MIT */
/* A board's part of `machine`, included by extmod/modmachine.c. */
#include <zephyr/kernel.h>

#include "py/mperrno.h"
#include "py/mphal.h"

#define AIRCR (*(volatile uint32_t *)0xE000ED0CU)

#define AIRCR_KEY         (0x05FAU << 16)
#define AIRCR_SYSRESETREQ (1U << 2)

enum {
	PWRON_RESET = 1,
};

static void mp_machine_idle(void)
{
	mp_event_wait_ms(1);
}

/* Cortex-M itself does not tell causes apart. */
static mp_int_t mp_machine_reset_cause(void)
{
	return PWRON_RESET;
}

static _Noreturn void mp_machine_reset(void)
{
	(void)irq_lock();
	__asm__ volatile("dsb" : : : "memory");
	AIRCR = AIRCR_KEY | AIRCR_SYSRESETREQ;
	for (;;) {
	}
}

static mp_obj_t mp_machine_unique_id(void)
{
	mp_raise_OSError(MP_ENODEV);
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
	{MP_ROM_QSTR(MP_QSTR_PWRON_RESET), MP_ROM_INT(PWRON_RESET)},
