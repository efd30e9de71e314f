/* SPDX-License-Identifier: MIT */
/* The interpreter's life: an empty heap and a fresh state for each session. */
#ifndef PORT_CORTEX_M_SESSION_H
#define PORT_CORTEX_M_SESSION_H

#include <stdbool.h>

#include "py/obj.h"

void session_start(void);

/** Runs what was registered with atexit, ends all other threads, runs finalisers. */
void session_stop(void);

/**
 * Calls @run(@what), and lets Ctrl-C in while it runs. An exception is printed. Returns the exit
 * status: that of SystemExit, 1 for any other exception, otherwise 0.
 */
int session_run(void (*run)(const void *what), const void *what);

#endif
