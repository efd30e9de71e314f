/* SPDX-License-Identifier: MIT */
/* The frame around a program of main's: Ctrl-C comes in, and what it raises ends here. */
#ifndef PORT_PROTECTED_H
#define PORT_PROTECTED_H

#include "py/obj.h"

#define PROTECTED_EXIT 0x100
/** No exit status: the session is to begin afresh. */
#define PROTECTED_SOFT_RESET 0x200

/** The value of a SystemExit that asks for a soft reset. */
extern const mp_obj_base_t protected_soft_reset;

/**
 * Calls @run(@what), and lets Ctrl-C in for exactly as long as it runs. Returns the exit status that
 * the program would have: 0 after a return; after SystemExit the status that it asks for, with
 * PROTECTED_EXIT set, or PROTECTED_SOFT_RESET; 1 after any other exception, which is printed.
 */
int protected_run(void (*run)(const void *what), const void *what);

/**
 * Calls @print(@what, @exception), which prints the exception to the error printer. That runs Python, where an argument has
 * a __repr__ or __str__ of its own; what that raises is named instead.
 */
void protected_print(void (*print)(const void *what, mp_obj_t exception), const void *what,
		     mp_obj_t exception);

#endif
