/* SPDX-License-Identifier: MIT */
/* What a Python thread does at present, in words: for tracebacks, tables and the report of a deadlock. */
#ifndef PORT_THREADS_DESCRIBE_H
#define PORT_THREADS_DESCRIBE_H

#include "threads/pythread.h"

/**
 * Writes the lock or the import that @thread waits for, and who holds it. With the interpreter lock, or
 * in an interrupt handler. Returns the number of characters, 0 if it waits for neither.
 */
int py_describe_wait(const struct py_thread *thread, char *buf, unsigned int size);

/** Writes what @thread does: "runs", "sleeps", "waits for ...". As py_describe_wait(). */
void py_describe(const struct py_thread *thread, char *buf, unsigned int size);

#endif
