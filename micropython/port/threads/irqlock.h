/* SPDX-License-Identifier: MIT */
/* The core's atomic section with threads is the kernel's interrupt lock. */
#ifndef PORT_THREADS_IRQLOCK_H
#define PORT_THREADS_IRQLOCK_H

#include <zephyr/irq.h>

#define MICROPY_BEGIN_ATOMIC_SECTION()    irq_lock()
#define MICROPY_END_ATOMIC_SECTION(state) irq_unlock(state)

#endif
