/* SPDX-License-Identifier: MIT */
/* What the board REPL needs of a board: a serial line whose input is noticed as it arrives. */
#ifndef PORT_REPLPORT_H
#define PORT_REPLPORT_H

#include <stdbool.h>

void repl_line_open(void);
void repl_line_close(void);

/** Whether the line is gone for good; never on a board. */
bool repl_input_ended(void);

#endif
