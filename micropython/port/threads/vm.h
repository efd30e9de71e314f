/* SPDX-License-Identifier: MIT */
/*
 * Included before py/vm.c, and only there. At each jump the core's VM counts down to where it would let go of
 * the interpreter lock, and at each call it sets that count. Our VM lets go where the hook of mpconfigthreads.h
 * says so, and the count would never get to its end: so the VM's code is compiled as if there were no such lock. All
 * that others share with it (the layout of the core's state) has been declared by then.
 */
#ifndef PORT_THREADS_VM_H
#define PORT_THREADS_VM_H

#include "py/mpstate.h"
#include "py/mpthread.h"
#include "py/runtime.h"

#undef MICROPY_PY_THREAD_GIL
#define MICROPY_PY_THREAD_GIL (0)

#endif
