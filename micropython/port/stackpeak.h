/* SPDX-License-Identifier: MIT */
/* How much of a stack was ever used. */
#ifndef PORT_STACKPEAK_H
#define PORT_STACKPEAK_H

#include <zephyr/kernel.h>

/**
 * The most bytes of its stack that @thread ever had in use, 0 if that is not known. Any thread. Looks
 * at all that was never used.
 */
size_t port_stack_peak(const struct k_thread *thread);

#endif
