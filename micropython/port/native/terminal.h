/* SPDX-License-Identifier: MIT */
/* Modes of the terminal on standard input, and the pseudo-terminal of --pty. */
#ifndef PORT_NATIVE_TERMINAL_H
#define PORT_NATIVE_TERMINAL_H

enum terminal_mode {
	TERMINAL_COOKED, /* as the program found it */
	TERMINAL_LINE,   /* each key at once, no echo, no signals; output still processed */
	TERMINAL_RAW,    /* bytes pass unchanged both ways */
};

/** Remembers the state to return to; does nothing where standard input is no terminal. */
void terminal_save(void);

/**
 * Has the terminal send SIGQUIT for @key, or for its own again (TERMINAL_OWN_QUIT_KEY), in mode
 * TERMINAL_COOKED. Only for a process in the foreground. Safe in a signal handler.
 */
void terminal_set_quit_key(int key);
#define TERMINAL_OWN_QUIT_KEY (-1)

/** Changes the mode after pending output has drained. Safe in a signal handler. */
void terminal_set_mode(enum terminal_mode mode);

enum terminal_mode terminal_mode(void);

/**
 * Makes standard input, output and error the master of a new pseudo-terminal after printing
 * the name of its slave. The slave stays open, so clients may come and go. Keeps the present
 * master across a restart of the program. Returns 0 or -1 with errno set.
 */
int terminal_serve_pty(void);

#endif
