/* SPDX-License-Identifier: MIT */
/* The functions of _thread that start threads. */
#ifndef PORT_THREADS_START_H
#define PORT_THREADS_START_H

#include "py/obj.h"

MP_DECLARE_CONST_FUN_OBJ_KW(py_start_new_thread_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(py_start_joinable_thread_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(py_stack_size_obj);

/** Forgets what a session has set: the next begins with the usual stack size. */
void py_start_forget(void);

/** The kernel's priority that @priority names; raises ValueError for none. */
int py_get_priority(mp_obj_t priority);

#endif
