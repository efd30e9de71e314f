/* SPDX-License-Identifier: MIT */
/*
 * Run-time statistics. The cycles since the last look are counted for the thread that runs, at every
 * switch and whenever somebody asks; so nothing has to be known of the thread that comes next.
 *
 * A turn ("window" in the API's names) of a thread is from being switched in to being switched out, one of the
 * processor from the end to the next begin of idling.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/clock.h>
#include <zephyr/kernel/stats.h>

#include "kernel/sched/scheduler.h"
#include "kernel/sched/usage.h"

static struct {
	/** Everything before this has been counted. */
	uint64_t since;
	/** For whom was counted last: another one is in its first part of a turn. */
	const struct k_thread *last;
	bool was_idle;
	/** Of the processor: not idle, and idle. */
	struct k_cycle_stats busy;
	uint64_t idle;
} usage;

#ifdef CONFIG_SCHED_THREAD_USAGE_ANALYSIS

static void count_turn(struct k_cycle_stats *stats, uint64_t cycles, bool begins)
{
	if (begins || stats->num_windows == 0U) {
		stats->num_windows++;
		stats->current = 0;
	}
	stats->current += cycles;
	stats->longest = MAX(stats->longest, stats->current);
}

static void report_turns(const struct k_cycle_stats *from, k_thread_runtime_stats_t *to)
{
	to->current_cycles = from->current;
	to->peak_cycles = from->longest;
	to->average_cycles = from->num_windows == 0U ? 0U : from->total / from->num_windows;
}

#else

static void count_turn(struct k_cycle_stats *stats, uint64_t cycles, bool begins)
{
	ARG_UNUSED(stats);
	ARG_UNUSED(cycles);
	ARG_UNUSED(begins);
}

static void report_turns(const struct k_cycle_stats *from, k_thread_runtime_stats_t *to)
{
	ARG_UNUSED(from);
	ARG_UNUSED(to);
}

#endif /* CONFIG_SCHED_THREAD_USAGE_ANALYSIS */

static void count(struct k_cycle_stats *stats, uint64_t cycles, bool begins)
{
	if (stats->track_usage) {
		stats->total += cycles;
		count_turn(stats, cycles, begins);
	}
}

static void count_for_processor(uint64_t cycles, bool is_idle)
{
	if (!is_idle) {
		count(&usage.busy, cycles, usage.was_idle);
	} else if (usage.busy.track_usage) {
		usage.idle += cycles;
	}
	usage.was_idle = is_idle;
}

void z_usage_account(void)
{
	unsigned int key = z_lock();
	uint64_t now = sys_clock_cycle_get_64();
	uint64_t cycles = now - usage.since;

	usage.since = now;
	count_for_processor(cycles, _current == _kernel.cpus[0].idle_thread);
	count(&_current->base.usage, cycles, _current != usage.last);
	usage.last = _current;
	z_unlock(key);
}

void z_usage_start(void)
{
	usage.since = sys_clock_cycle_get_64();
	usage.busy.track_usage = IS_ENABLED(CONFIG_SCHED_THREAD_USAGE_AUTO_ENABLE);
}

int k_thread_runtime_stats_get(k_tid_t thread, k_thread_runtime_stats_t *stats)
{
	if (thread == NULL || stats == NULL) {
		return -EINVAL;
	}

	unsigned int key = z_lock();

	z_usage_account();
	*stats = (k_thread_runtime_stats_t){
		.execution_cycles = thread->base.usage.total,
		.total_cycles = thread->base.usage.total,
	};
	report_turns(&thread->base.usage, stats);
	z_unlock(key);
	return 0;
}

int k_thread_runtime_stats_all_get(k_thread_runtime_stats_t *stats)
{
	if (stats == NULL) {
		return -EINVAL;
	}

	unsigned int key = z_lock();

	z_usage_account();
	*stats = (k_thread_runtime_stats_t){
		.execution_cycles = usage.busy.total + usage.idle,
		.total_cycles = usage.busy.total,
		.idle_cycles = usage.idle,
	};
	report_turns(&usage.busy, stats);
	z_unlock(key);
	return 0;
}

int k_thread_runtime_stats_cpu_get(int cpu, k_thread_runtime_stats_t *stats)
{
	return cpu == 0 ? k_thread_runtime_stats_all_get(stats) : -EINVAL;
}

static int set_tracked(k_tid_t thread, bool track)
{
	if (thread == NULL) {
		return -EINVAL;
	}

	unsigned int key = z_lock();

	z_usage_account();
	if (track && !thread->base.usage.track_usage && thread == _current) {
		/* What it runs from now on is a turn of its own. */
		usage.last = NULL;
	}
	thread->base.usage.track_usage = track;
	z_unlock(key);
	return 0;
}

int k_thread_runtime_stats_enable(k_tid_t thread)
{
	return set_tracked(thread, true);
}

int k_thread_runtime_stats_disable(k_tid_t thread)
{
	return set_tracked(thread, false);
}

static void set_processor_tracked(bool track)
{
	unsigned int key = z_lock();

	z_usage_account();
	if (track && !usage.busy.track_usage) {
		usage.was_idle = true;
	}
	usage.busy.track_usage = track;
	z_unlock(key);
}

void k_sys_runtime_stats_enable(void)
{
	set_processor_tracked(true);
}

void k_sys_runtime_stats_disable(void)
{
	set_processor_tracked(false);
}
