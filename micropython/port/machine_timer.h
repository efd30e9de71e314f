/* SPDX-License-Identifier: MIT */
/* machine.Timer, where there are threads. */
#ifndef PORT_MACHINE_TIMER_H
#define PORT_MACHINE_TIMER_H

#include "py/mpconfig.h"

#if MICROPY_PY_THREAD
#define PORT_MACHINE_TIMER {MP_ROM_QSTR(MP_QSTR_Timer), MP_ROM_PTR(&machine_timer_type)},

/** Stops all timers. At the end of a session, in main. */
void machine_timer_end_session(void);
#else
#define PORT_MACHINE_TIMER

static inline void machine_timer_end_session(void)
{
}
#endif

#endif
