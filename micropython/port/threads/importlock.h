/* SPDX-License-Identifier: MIT */
/* The import lock; mpconfigport.h makes py_import() the core's import. */
#ifndef PORT_THREADS_IMPORTLOCK_H
#define PORT_THREADS_IMPORTLOCK_H

#include "py/obj.h"
#include "threads/pythread.h"

mp_obj_t py_import(size_t n_args, const mp_obj_t *args);

/** Writes what import @thread waits for. Returns the number of characters, 0 if it waits for none. */
int py_import_describe_wait(const struct py_thread *thread, char *buf, unsigned int size);

/** All other threads are gone, and main imports nothing. */
void py_import_forget(void);

#endif
