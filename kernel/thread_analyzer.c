/* SPDX-License-Identifier: MIT */
/*
 * The thread analyzer. The scheduler is locked while it looks at a thread, so that thread cannot end
 * and give its stack away; what is handed on is a copy, because a callback that waits lets others run.
 */
#include <string.h>

#include <zephyr/debug/thread_analyzer.h>
#include <zephyr/kernel/scheduling.h>
#include <zephyr/kernel/thread.h>
#include <zephyr/sys/printk.h>

/** The reserve of a suggested stack size, and what it is rounded up to, in bytes. */
#define LEAST_RESERVE 64U
#define STEP          64U

#define NAME_SIZE 32

static size_t suggest_size(size_t used)
{
	return ROUND_UP(used + MAX(used / 4U, LEAST_RESERVE), STEP);
}

static void copy_name(const struct k_thread *thread, char *buf)
{
	const char *name = k_thread_name_get((k_tid_t)thread);

	if (name != NULL && name[0] != '\0') {
		snprintk(buf, NAME_SIZE, "%s", name);
	} else {
		snprintk(buf, NAME_SIZE, "%p", (const void *)thread);
	}
}

static unsigned int percent(uint64_t part, uint64_t all)
{
	return all == 0U ? 0U : (unsigned int)(part * 100U / all);
}

static void look_at_usage(struct k_thread *thread, struct thread_analyzer_info *info)
{
	k_thread_runtime_stats_t all = {0};

	(void)k_thread_runtime_stats_get(thread, &info->usage);
	(void)k_thread_runtime_stats_all_get(&all);
	info->utilization = percent(info->usage.execution_cycles, all.execution_cycles);
}

static void analyze(const struct k_thread *thread, void *user_data)
{
	thread_analyzer_cb *cb = user_data;
	struct thread_analyzer_info info = {.stack_size = thread->stack_info.size};
	char name[NAME_SIZE];
	size_t unused = 0;

	(void)k_thread_stack_space_get(thread, &unused);
	info.stack_used = info.stack_size - unused;
	info.stack_suggested = suggest_size(info.stack_used);
	look_at_usage((struct k_thread *)thread, &info);
	copy_name(thread, name);
	info.name = name;
	(*cb)(&info);
}

void thread_analyzer_run(thread_analyzer_cb cb, unsigned int cpu)
{
	ARG_UNUSED(cpu);
	k_sched_lock();
	k_thread_foreach_unlocked(analyze, &cb);
	k_sched_unlock();
}

static void print_one(struct thread_analyzer_info *info)
{
	printk("%-24.24s %7zu %7zu  %3u %%  %7zu", info->name, info->stack_used, info->stack_size,
	       percent(info->stack_used, info->stack_size), info->stack_suggested);
	if (IS_ENABLED(CONFIG_SCHED_THREAD_USAGE)) {
		printk("  %3u %%  %llu", info->utilization,
		       (unsigned long long)info->usage.execution_cycles);
	}
	printk("\n");
}

void thread_analyzer_print(unsigned int cpu)
{
	printk("%-24s %7s %7s  %5s  %7s%s\n", "thread", "stack", "of", "", "suggest",
	       IS_ENABLED(CONFIG_SCHED_THREAD_USAGE) ? "    CPU  cycles" : "");
	thread_analyzer_run(print_one, cpu);
}
