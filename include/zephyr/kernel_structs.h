/* SPDX-License-Identifier: MIT */
/*
 * The kernel's one global. Zephyr's names where debuggers or applications read
 * them; everything is protected by the interrupt lock.
 */
#ifndef ZEPHYR_KERNEL_STRUCTS_H_
#define ZEPHYR_KERNEL_STRUCTS_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/sys/clist.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A processor: there is one. */
struct _cpu {
	/** Depth of interrupt handlers, where the architecture counts them in software. */
	uint32_t nested;
	/** Runs when no other thread can; never in a ready level. */
	struct k_thread *idle_thread;
	/** The thread that runs, or was interrupted. Written by the architecture's switch only. */
	struct k_thread *current;
};

#define Z_READY_LEVELS (CONFIG_NUM_COOP_PRIORITIES + CONFIG_NUM_PREEMPT_PRIORITIES)
#define Z_READY_WORDS  DIV_ROUND_UP(Z_READY_LEVELS, 32)

/** The threads that can run: see kernel/sched/ready.c. */
struct z_ready_q {
	/** Which levels are not empty; the best priority is the highest bit of the first word. */
	uint32_t used[Z_READY_WORDS];
	sys_clist_t level[Z_READY_LEVELS];
};

/** The time slice of the thread in turn: see kernel/sched/slice.c. */
struct z_slice {
	/** Ticks that the thread in turn has had. */
	uint32_t used;
	/** Length of a turn, 0 for none. */
	uint32_t ticks;
	/** The clock tells of time passed. */
	bool watching;
};

/* What a switch and a wait need is together, within reach of one register. */
struct z_kernel {
	struct _cpu cpus[1];
	/** The thread that should run now; kept by kernel/sched/ready.c, obeyed by the switch. */
	struct k_thread *next;
#ifdef CONFIG_TIMESLICING
	struct z_slice slice;
#endif
	struct z_ready_q ready_q;
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
