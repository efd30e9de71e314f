/* SPDX-License-Identifier: MIT */
/* The REPL of a serial line: friendly, raw, raw paste; for boards and for the desk's --pty. */
#ifndef PORT_REPLBOARD_H
#define PORT_REPLBOARD_H

/* Not an exit status: the session is to be started afresh. */
#define REPL_SOFT_RESET 0x200

/** Serves the REPL. Returns REPL_SOFT_RESET, or 0 when there is no more input. */
int board_repl_run(void);

/** Serves the raw REPL only. Returns as above, or -1 when Ctrl-B left it. */
int board_repl_run_raw(void);

#endif
