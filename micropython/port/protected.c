/* SPDX-License-Identifier: MIT */
#include "protected.h"

#include "py/mphal.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"

const mp_obj_base_t protected_soft_reset = {&mp_type_object};

/* None exits with 0, a number with itself, anything else with 1. */
static int exit_status(mp_obj_t exception)
{
	mp_obj_t value = mp_obj_exception_get_value(exception);
	mp_int_t status = 0;

	if (value == MP_OBJ_FROM_PTR(&protected_soft_reset)) {
		return PROTECTED_SOFT_RESET;
	}
	if (value != mp_const_none && !mp_obj_get_int_maybe(value, &status)) {
		status = 1;
	}
	return PROTECTED_EXIT | (int)(status & 0xff);
}

void protected_print(void (*print)(const void *what, mp_obj_t exception), const void *what,
		     mp_obj_t exception)
{
	nlr_buf_t nlr;

	if (nlr_push(&nlr) == 0) {
		print(what, exception);
		nlr_pop();
	} else {
		mp_printf(MICROPY_ERROR_PRINTER, "\n%s: printing it raised %s\n",
			  mp_obj_get_type_str(exception),
			  mp_obj_get_type_str(MP_OBJ_FROM_PTR(nlr.ret_val)));
	}
}

static void print_exception(const void *nothing, mp_obj_t exception)
{
	(void)nothing;
	mp_obj_print_exception(MICROPY_ERROR_PRINTER, exception);
}

static int status_of(mp_obj_t exception)
{
	if (mp_obj_exception_match(exception, MP_OBJ_FROM_PTR(&mp_type_SystemExit))) {
		return exit_status(exception);
	}
	protected_print(print_exception, NULL, exception);
	return 1;
}

int protected_run(void (*run)(const void *what), const void *what)
{
	nlr_buf_t nlr;

	mp_hal_set_interrupt_char(CHAR_CTRL_C);
	if (nlr_push(&nlr) == 0) {
		run(what);
		mp_hal_set_interrupt_char(-1);
		mp_handle_pending(true);
		nlr_pop();
		return 0;
	}
	mp_hal_set_interrupt_char(-1);
	mp_handle_pending(false);
	return status_of(MP_OBJ_FROM_PTR(nlr.ret_val));
}
