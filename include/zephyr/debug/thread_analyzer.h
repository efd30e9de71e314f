/* SPDX-License-Identifier: MIT */
/*
 * The thread analyzer (CONFIG_THREAD_ANALYZER): how much stack and how much of the processor each
 * thread uses. CONFIG_THREAD_ANALYZER_AUTO has a thread of its own print it again and again.
 */
#ifndef ZEPHYR_DEBUG_THREAD_ANALYZER_H_
#define ZEPHYR_DEBUG_THREAD_ANALYZER_H_

#include <stddef.h>

#include <zephyr/kernel/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What is found out about a thread. */
struct thread_analyzer_info {
	/** Its name, or its address in hexadecimal. Valid during the call only. */
	const char *name;
	/** Bytes of stack, and how many of them were ever used. */
	size_t stack_size;
	size_t stack_used;
	/** A size with a reserve of a quarter for what has not happened yet. */
	size_t stack_suggested;
	/** With CONFIG_SCHED_THREAD_USAGE, else zero: what it ran, and its share of all cycles in percent. */
	k_thread_runtime_stats_t usage;
	unsigned int utilization;
};

/** Called by thread_analyzer_run() for each thread. @a info is valid during the call only. */
typedef void (*thread_analyzer_cb)(struct thread_analyzer_info *info);

/**
 * Call @a cb for every living thread, with the scheduler locked. Any thread; not in an interrupt handler. Takes
 * as long as it takes to look at every unused byte of all stacks; interrupts stay unlocked.
 * @param cpu  without effect: there is one.
 */
void thread_analyzer_run(thread_analyzer_cb cb, unsigned int cpu);

/** Print a table of all living threads with printk(). As thread_analyzer_run(). */
void thread_analyzer_print(unsigned int cpu);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_DEBUG_THREAD_ANALYZER_H_ */
