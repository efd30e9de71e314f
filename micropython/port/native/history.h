/* SPDX-License-Identifier: MIT */
/* The REPL's history, kept in ~/.micropython.history as the upstream desk program does. */
#ifndef PORT_NATIVE_HISTORY_H
#define PORT_NATIVE_HISTORY_H

/** Without a home directory or a readable file there is no history; that is no error. */
void history_load(void);
void history_save(void);

#endif
