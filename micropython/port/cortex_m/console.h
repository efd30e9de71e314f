/* SPDX-License-Identifier: MIT */
/* The console as Python sees it; the rest of it is py/mphal.h. */
#ifndef PORT_CORTEX_M_CONSOLE_H
#define PORT_CORTEX_M_CONSOLE_H

/** Lets input in. Once, when main is a Python thread. */
void console_start(void);

#endif
