/* SPDX-License-Identifier: MIT */
/* On a board all waits are of the thread layer's own kinds, which it ends itself. */
#ifndef PORT_CORTEX_M_WAKE_H
#define PORT_CORTEX_M_WAKE_H

#include <zephyr/kernel.h>

static inline void port_wake_poll(k_tid_t thread)
{
	(void)thread;
}

#endif
