/* SPDX-License-Identifier: MIT */
/* Set-up is in the order the core needs: heap, interpreter, what hangs on it. */
#include "cortex_m/session.h"

#include "cortex_m/heap.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"

void session_start(void)
{
	heap_start();
	mp_init();
	readline_init0();
}

static void call(const void *callable)
{
	mp_call_function_0(*(const mp_obj_t *)callable);
}

void session_stop(void)
{
	mp_obj_t at_exit = MP_STATE_VM(sys_exitfunc);

	if (mp_obj_is_callable(at_exit)) {
		session_run(call, &at_exit);
	}
	mp_thread_deinit();
	gc_sweep_all();
	mp_deinit();
}

/* None exits with 0, a number with itself, anything else with 1. */
static int exit_status(mp_obj_t exception)
{
	mp_obj_t value = mp_obj_exception_get_value(exception);
	mp_int_t status = 0;

	if (value != mp_const_none && !mp_obj_get_int_maybe(value, &status)) {
		status = 1;
	}
	return (int)(status & 0xff);
}

static int status_of(mp_obj_t exception)
{
	if (mp_obj_exception_match(exception, MP_OBJ_FROM_PTR(&mp_type_SystemExit))) {
		return exit_status(exception);
	}
	mp_obj_print_exception(&mp_plat_print, exception);
	return 1;
}

int session_run(void (*run)(const void *what), const void *what)
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
