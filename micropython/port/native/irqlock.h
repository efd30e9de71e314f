/* SPDX-License-Identifier: MIT */
/*
 * The atomic section without threads: the only concurrency is our own signal handlers, which
 * leave their work for the end of the section instead of being blocked by a system call.
 */
#ifndef PORT_NATIVE_IRQLOCK_H
#define PORT_NATIVE_IRQLOCK_H

#include <stdint.h>

extern volatile uint32_t port_irq_depth;
extern volatile uint32_t port_irq_deferred;
void port_irq_run_deferred(void);

static inline uint32_t port_irq_lock(void)
{
	uint32_t depth = port_irq_depth;

	port_irq_depth = depth + 1;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	return depth;
}

static inline void port_irq_unlock(uint32_t depth)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	port_irq_depth = depth;
	if (depth == 0 && port_irq_deferred != 0) {
		port_irq_run_deferred();
	}
}

#define MICROPY_BEGIN_ATOMIC_SECTION()    port_irq_lock()
#define MICROPY_END_ATOMIC_SECTION(state) port_irq_unlock(state)

#endif
