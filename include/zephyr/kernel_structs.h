/* SPDX-License-Identifier: MIT */
/*
 * The kernel's one global. Zephyr's names where debuggers or applications read
 * them; everything is protected by the interrupt lock.
 */
#ifndef ZEPHYR_KERNEL_STRUCTS_H_
#define ZEPHYR_KERNEL_STRUCTS_H_

#include <stdint.h>

#include <zephyr/kernel/thread.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A processor: there is one. */
struct _cpu {
	/** Depth of interrupt handlers, where the architecture counts them in software. */
	uint32_t nested;
	/** The thread that runs, or was interrupted. Written by the architecture's switch only. */
	struct k_thread *current;
	/** Runs when no other thread can; never in a ready level. */
	struct k_thread *idle_thread;
};

struct z_kernel {
	struct _cpu cpus[1];
	/** The thread that should run now; kept by kernel/sched/ready.c, obeyed by the switch. */
	struct k_thread *next;
#ifdef CONFIG_THREAD_MONITOR
	/** All threads, linked through next_thread. */
	struct k_thread *threads;
#endif
};

extern struct z_kernel _kernel;

#define _current (_kernel.cpus[0].current)

static inline k_tid_t k_current_get(void)
{
	return _current;
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_STRUCTS_H_ */
