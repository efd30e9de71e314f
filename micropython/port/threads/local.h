/* SPDX-License-Identifier: MIT */
/* _thread._Local, which threading.local is made of. */
#ifndef PORT_THREADS_LOCAL_H
#define PORT_THREADS_LOCAL_H

#include "py/obj.h"

extern const mp_obj_type_t py_local_type;

#endif
