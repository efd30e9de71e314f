/* SPDX-License-Identifier: MIT */
/* The configuration of a port that is not ours, with threads added to it (micropython/breeze.mk). */
#ifndef PORT_PORTS_MPCONFIGBREEZE_H
#define PORT_PORTS_MPCONFIGBREEZE_H

#include <mpconfigport.h>

#include "cortex_m/mpconfigthreads.h"
#include "threads/irqlock.h"
#include "threads/mpconfigthreads.h"

#define MICROPY_PY_THREAD (1)

/* A wait for events lets other threads run, and time is the kernel's. */
void port_wait_event(uintptr_t timeout_ms);
#define MICROPY_INTERNAL_WFE(timeout_ms) port_wait_event(timeout_ms)

#define mp_hal_ticks_cpu() k_cycle_get_32()

/* All threads end with the session. */
#ifndef MICROPY_PORT_DEINIT_FUNC
void mp_thread_deinit(void);
#define MICROPY_PORT_DEINIT_FUNC mp_thread_deinit()
#endif

#ifdef BREEZE_CONFIG
#include BREEZE_CONFIG
#endif

#endif
