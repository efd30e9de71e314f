/* SPDX-License-Identifier: MIT */
/* The frame around a program of main's: Ctrl-C comes in, and what it raises ends here. */
#ifndef PORT_PROTECTED_H
#define PORT_PROTECTED_H

#define PROTECTED_EXIT 0x100

/**
 * Calls @run(@what), and lets Ctrl-C in for exactly as long as it runs. Returns the exit status that
 * the program would have: 0 after a return; after SystemExit the status that it asks for, with
 * PROTECTED_EXIT set; 1 after any other exception, which is printed.
 */
int protected_run(void (*run)(const void *what), const void *what);

#endif
