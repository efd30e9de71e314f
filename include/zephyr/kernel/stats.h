/* SPDX-License-Identifier: MIT */
/*
 * Run-time statistics (CONFIG_SCHED_THREAD_USAGE): the cycles that threads and the processor have
 * spent. sys_clock_hw_cycles_per_sec() of them are a second; the time that interrupt handlers take is
 * counted for the thread that they interrupt.
 */
#ifndef ZEPHYR_KERNEL_STATS_H_
#define ZEPHYR_KERNEL_STATS_H_

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct k_thread;

/** What is counted for a thread or the processor. Protected by the interrupt lock. */
struct k_cycle_stats {
	uint64_t total;
	bool track_usage;
#ifdef CONFIG_SCHED_THREAD_USAGE_ANALYSIS
	/** Cycles of the present turn, the longest and the number of turns: from switched in to switched out. */
	uint64_t current;
	uint64_t longest;
	uint32_t num_windows;
#endif
};

/** A copy of the statistics, all in cycles. */
typedef struct k_thread_runtime_stats {
	/** Of a thread: how long it has run. Of the processor: busy or idle. */
	uint64_t execution_cycles;
	/** How long it has run; of the processor, not counting the idle thread. */
	uint64_t total_cycles;
	/** The present or last turn, the longest, and the average (CONFIG_SCHED_THREAD_USAGE_ANALYSIS, else 0). */
	uint64_t current_cycles;
	uint64_t peak_cycles;
	uint64_t average_cycles;
	/** Of the processor: how long the idle thread has run. 0 for a thread. */
	uint64_t idle_cycles;
} k_thread_runtime_stats_t;

#ifdef CONFIG_SCHED_THREAD_USAGE

/**
 * Get the statistics of @a thread up to now. Any context; does not block.
 * @retval 0        *@a stats is set.
 * @retval -EINVAL  a pointer is NULL.
 */
int k_thread_runtime_stats_get(struct k_thread *thread, k_thread_runtime_stats_t *stats);

/** As k_thread_runtime_stats_get(), of all processors together; there is one. */
int k_thread_runtime_stats_all_get(k_thread_runtime_stats_t *stats);

/**
 * As k_thread_runtime_stats_get(), of processor @a cpu.
 * @retval -EINVAL  also: @a cpu is not 0.
 */
int k_thread_runtime_stats_cpu_get(int cpu, k_thread_runtime_stats_t *stats);

/**
 * Count for @a thread from now on, or no more; what has been counted stays. Any context; neither blocks.
 * @retval 0        done, also if nothing changed.
 * @retval -EINVAL  @a thread is NULL.
 */
int k_thread_runtime_stats_enable(struct k_thread *thread);
int k_thread_runtime_stats_disable(struct k_thread *thread);

/** Count for the processor from now on, or no more; threads are counted as before. Any context. */
void k_sys_runtime_stats_enable(void);
void k_sys_runtime_stats_disable(void);

#else

static inline int k_thread_runtime_stats_get(struct k_thread *thread,
					     k_thread_runtime_stats_t *stats)
{
	(void)thread;
	(void)stats;
	return -ENOTSUP;
}

static inline int k_thread_runtime_stats_all_get(k_thread_runtime_stats_t *stats)
{
	(void)stats;
	return -ENOTSUP;
}

#endif /* CONFIG_SCHED_THREAD_USAGE */

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_STATS_H_ */
