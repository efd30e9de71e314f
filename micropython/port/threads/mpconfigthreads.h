/* SPDX-License-Identifier: MIT */
/* What the thread layer asks of the core's configuration, in any port. */
#ifndef PORT_THREADS_MPCONFIGTHREADS_H
#define PORT_THREADS_MPCONFIGTHREADS_H

#include <stdint.h>

#define MICROPY_PY_THREAD_GIL  (1)
#define MICROPY_MPTHREADPORT_H "mpthreadport.h"
/*
 * At each backward jump the VM looks at one word, and if it is not 0 does what that asks for,
 * with the interpreter lock at entry and at return. Turns end there, and nowhere else: the core's
 * own count of jumps is left out (vm.h).
 */
extern volatile uint32_t mp_thread_attention;
void mp_thread_attend(void);
/* A traceback of a thread that runs shall not show the line before the loop. */
#define MICROPY_VM_HOOK_LOOP                                                                       \
	code_state->ip = ip + 1;                                                                   \
	if (__builtin_expect(mp_thread_attention, 0)) {                                            \
		mp_thread_attend();                                                                \
	}
/* A callback that main shall run ends its wait. */
#define MICROPY_SCHED_HOOK_SCHEDULED port_wake()
void port_wake(void);
#define mp_builtin___import__ py_import

#endif
