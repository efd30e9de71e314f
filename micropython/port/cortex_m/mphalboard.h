/* SPDX-License-Identifier: MIT */
/* A Cortex-M board's side of py/mphal.h. */
#ifndef PORT_CORTEX_M_MPHALBOARD_H
#define PORT_CORTEX_M_MPHALBOARD_H

#include <zephyr/kernel.h>

#include "py/mpconfig.h"
#include "threads/irqlock.h"

/* Suspends until an event or for at most @timeout_ms (-1: no limit); never raises. */
void port_wait_event(mp_uint_t timeout_ms);
#define MICROPY_INTERNAL_WFE(timeout_ms) port_wait_event(timeout_ms)

#define mp_hal_ticks_cpu()       k_cycle_get_32()
#define mp_hal_delay_us_fast(us) k_busy_wait(us)

#ifdef PORT_PINS_H
#include PORT_PINS_H
#endif

#endif
