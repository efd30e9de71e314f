/* SPDX-License-Identifier: MIT */
/* The file system at the start of a session, and the programs on it that the user put there. */
#ifndef PORT_CORTEX_M_FILES_H
#define PORT_CORTEX_M_FILES_H

#include <stdbool.h>

/** Mounts it. After mp_init(). */
void files_mount(void);

/**
 * Runs boot.py and, unless that fails or a host has the line in raw mode, main.py, as far as there
 * are any. Returns false if the session is to begin afresh: a program called sys.exit() or
 * machine.soft_reset().
 */
bool files_run(void);

#endif
