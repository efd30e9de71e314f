/* SPDX-License-Identifier: MIT */
/*
 * The desk's side of py/mphal.h: retried system calls, terminal input, the atomic section.
 */
#ifndef PORT_NATIVE_MPHALBOARD_H
#define PORT_NATIVE_MPHALBOARD_H

#include <errno.h>

#include "py/misc.h"

#ifndef CHAR_CTRL_C
#define CHAR_CTRL_C (3)
#endif

#if MICROPY_PY_THREAD
#include "threads/irqlock.h"
#else
#include "native/irqlock.h"
#endif

/*
 * Evaluates @call with the interpreter lock released, again whenever a signal interrupts it
 * (PEP 475): pending callbacks and KeyboardInterrupt are served in between. On any other
 * failure runs @on_error, where `err` is the error number.
 */
#define MP_HAL_RETRY_SYSCALL(result, call, on_error)                                               \
	do {                                                                                       \
		MP_THREAD_GIL_EXIT();                                                              \
		(result) = (call);                                                                 \
		int err = errno;                                                                   \
		MP_THREAD_GIL_ENTER();                                                             \
		if ((result) != -1) {                                                              \
			break;                                                                     \
		}                                                                                  \
		if (err != EINTR) {                                                                \
			on_error;                                                                  \
			break;                                                                     \
		}                                                                                  \
		mp_handle_pending(true);                                                           \
	} while (1)

/* For the files of the desk port that are compiled from the tree. */
#define RAISE_ERRNO(result, err)                                                                   \
	do {                                                                                       \
		if ((result) == -1) {                                                              \
			mp_raise_OSError(err);                                                     \
		}                                                                                  \
	} while (0)

/* Suspends until an event or for at most @timeout_ms (-1: no limit); never raises. */
void port_wait_event(mp_uint_t timeout_ms);
#define MICROPY_INTERNAL_WFE(timeout_ms) port_wait_event(timeout_ms)

/* input(): readline with the terminal in line mode for as long as it takes. */
int port_readline(vstr_t *line, const char *prompt);
#define mp_hal_readline port_readline

#define mp_hal_ticks_cpu() (0)
void mp_hal_get_random(size_t n, void *buf);

#endif
