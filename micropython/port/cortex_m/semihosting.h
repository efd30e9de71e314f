/* SPDX-License-Identifier: MIT */
/*
 * Calls to the emulator that runs the firmware. Without CONFIG_SEMIHOST, on a real board, there is nobody to call, and
 * no command line.
 */
#ifndef PORT_CORTEX_M_SEMIHOSTING_H
#define PORT_CORTEX_M_SEMIHOSTING_H

#include <stdbool.h>
#include <stddef.h>

/** Gets the emulator's command line; false if there is none or it is longer than @size - 1. */
bool semihosting_command_line(char *line, size_t size);

/** Opens a file of the host for reading; -1 if that fails. */
int semihosting_open(const char *name);

/** Reads up to @size bytes; 0 at the end of the file and after an error. */
size_t semihosting_read(int handle, void *buf, size_t size);

void semihosting_close(int handle);

/** Sends what the console holds and ends the emulator. */
_Noreturn void semihosting_exit(int status);

#endif
