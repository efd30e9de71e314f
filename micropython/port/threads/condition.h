/* SPDX-License-Identifier: MIT */
/* The types of module threading that are written in C, besides locks. */
#ifndef PORT_THREADS_CONDITION_H
#define PORT_THREADS_CONDITION_H

#include "py/obj.h"

extern const mp_obj_type_t py_condition_type;
extern const mp_obj_type_t py_event_type;
extern const mp_obj_type_t py_semaphore_type;
extern const mp_obj_type_t py_bounded_semaphore_type;

#endif
