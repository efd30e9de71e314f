/* SPDX-License-Identifier: MIT */
/* The functions of _thread that start threads, and what module threading shares with them. */
#ifndef PORT_THREADS_START_H
#define PORT_THREADS_START_H

#include "py/obj.h"
#include "threads/pythread.h"

MP_DECLARE_CONST_FUN_OBJ_KW(py_start_new_thread_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(py_stack_size_obj);

/** Forgets what a session has set: the next begins with the usual stack size. */
void py_start_forget(void);

/** The kernel's priority that @priority names, main's for None; raises ValueError for none. */
int py_get_priority(mp_obj_t priority);

/** A stack's size in bytes, that of stack_size() for None; raises ValueError. */
size_t py_get_stack_size(mp_obj_t size);

/** What a thread with this @name is called by the kernel: without one, for None, like its function if that has one. */
const char *py_thread_name(mp_obj_t name, mp_obj_t function);

/** Starts a thread in the caller's name space; raises OSError when there is no memory for it. */
void py_start(struct py_thread_params *params);

#endif
