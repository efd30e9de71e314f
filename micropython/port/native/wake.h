/* SPDX-License-Identifier: MIT */
/* How a thread that waits for descriptors is woken. */
#ifndef PORT_NATIVE_WAKE_H
#define PORT_NATIVE_WAKE_H

#include <zephyr/arch/posix/native.h>

static inline void port_wake_poll(k_tid_t thread)
{
	native_poll_wake(thread);
}

#endif
