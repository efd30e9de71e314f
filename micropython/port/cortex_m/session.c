/* SPDX-License-Identifier: MIT */
/* Set-up is in the order the core needs: heap, interpreter, what hangs on it. */
#include "cortex_m/session.h"

#include "cortex_m/files.h"
#include "cortex_m/heap.h"
#include "machine_timer.h"
#include "protected.h"
#include "py/gc.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"

void session_start(void)
{
	heap_start();
	mp_init();
	readline_init0();
	files_mount();
}

static void call(const void *callable)
{
	mp_call_function_0(*(const mp_obj_t *)callable);
}

void session_stop(void)
{
	mp_obj_t at_exit = MP_STATE_VM(sys_exitfunc);

	if (mp_obj_is_callable(at_exit)) {
		protected_run(call, &at_exit);
	}
	PORT_SESSION_END();
	machine_timer_end_session();
	mp_thread_deinit();
	gc_sweep_all();
	mp_deinit();
}
