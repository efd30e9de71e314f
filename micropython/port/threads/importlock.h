/* SPDX-License-Identifier: MIT */
/* The import lock; mpconfigport.h makes py_import() the core's import. */
#ifndef PORT_THREADS_IMPORTLOCK_H
#define PORT_THREADS_IMPORTLOCK_H

#include "py/obj.h"

mp_obj_t py_import(size_t n_args, const mp_obj_t *args);

/** All other threads are gone, and main imports nothing. */
void py_import_forget(void);

#endif
