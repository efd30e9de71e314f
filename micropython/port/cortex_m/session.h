/* SPDX-License-Identifier: MIT */
/* The interpreter's life: an empty heap and a fresh state for each session. */
#ifndef PORT_CORTEX_M_SESSION_H
#define PORT_CORTEX_M_SESSION_H

void session_start(void);

/** Runs what was registered with atexit, ends all other threads, runs finalisers. */
void session_stop(void);

#endif
