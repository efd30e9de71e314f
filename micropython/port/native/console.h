/* SPDX-License-Identifier: MIT */
/*
 * The console: standard input and output, in one of two ways.
 *
 * As a program's: bytes stay in the kernel until read, Ctrl-C is SIGINT, and the terminal is
 * cooked except while a line is edited.
 * As a board's ("pumped"): bytes are moved into a ring buffer as they arrive, even while code
 * runs, so that a 0x03 byte interrupts it; lines end in CR LF. Used by raw REPL and --pty.
 */
#ifndef PORT_NATIVE_CONSOLE_H
#define PORT_NATIVE_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/** Attaches the signals; to be called once, before any other function of this file. */
void console_init(void);

/** Starts and stops the board's way. Stopping keeps bytes that were received. */
void console_pump_start(void);
void console_pump_stop(void);

bool console_is_pumped(void);

/** Whether a read would return at once; only meaningful while pumped. */
bool console_has_input(void);

/**
 * Takes up to @len bytes from the ring, waiting for at least one. Returns their number, 0 at
 * the end of the input, or -1 with errno EINTR. Only while pumped.
 */
ssize_t console_read(void *buf, size_t len);

/** Whether the input has ended; there will be no more bytes. */
bool console_at_eof(void);

/** Remembers the end of the input when a reader outside this file met it. */
void console_note_eof(void);

/** Leaves descriptors and terminal as the program found them. */
void console_restore(void);

#endif
