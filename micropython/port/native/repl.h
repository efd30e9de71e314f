/* SPDX-License-Identifier: MIT */
/* The REPL of a terminal. */
#ifndef PORT_NATIVE_REPL_H
#define PORT_NATIVE_REPL_H

#include "replboard.h"

/**
 * Reads and runs statements until Ctrl-D. Ctrl-A turns standard input into a board's serial
 * line with the raw REPL. Returns an exit status, or REPL_SOFT_RESET when the raw REPL asks
 * for a new session, which then continues there.
 */
int repl_run(void);

#endif
