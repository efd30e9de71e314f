/* SPDX-License-Identifier: MIT */
/* Where every Python thread is, also while the program hangs. */
#ifndef PORT_THREADS_TRACEBACK_H
#define PORT_THREADS_TRACEBACK_H

#include <stdbool.h>
#include <stdint.h>

#include "py/mpconfig.h"

#define PY_TRACEBACK_KEY 0x14

/**
 * Prints all Python threads, what they wait for and where they are, the innermost call first. Allocates
 * nothing and changes nothing. Any context: with the interpreter lock, or in an interrupt handler,
 * which then takes as long as printing does.
 */
#if MICROPY_PY_THREAD
void py_traceback_dump(void);
#else
static inline void py_traceback_dump(void)
{
}
#endif

/**
 * The key of the console that dumps while a program runs, that is while Ctrl-C would end it: Ctrl-T. At
 * the prompt, and when the program has taken Ctrl-C for itself, it is a byte like others.
 */
#if MICROPY_PY_THREAD
bool py_traceback_key(uint8_t byte);
#else
static inline bool py_traceback_key(uint8_t byte)
{
	(void)byte;
	return false;
}
#endif

/** Dumps in @us microseconds, with @repeat again so long after each dump, unless that is cancelled before. */
void py_traceback_dump_later(uint64_t us, bool repeat);

/** No dump will come, until one is asked for. */
void py_traceback_cancel(void);

#endif
