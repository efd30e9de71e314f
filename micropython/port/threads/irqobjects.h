/* SPDX-License-Identifier: MIT */
/* zephyr.Signal and zephyr.IRQQueue: what interrupt handlers feed. docs/python.md describes them for users. */
#ifndef PORT_THREADS_IRQOBJECTS_H
#define PORT_THREADS_IRQOBJECTS_H

#include "py/obj.h"

extern const mp_obj_type_t py_signal_type;
extern const mp_obj_type_t py_irqqueue_type;

#endif
