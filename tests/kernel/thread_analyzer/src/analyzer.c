/* SPDX-License-Identifier: MIT */
/*
 * The thread analyzer, and how much of its stack a thread has used.
 */
#include <string.h>

#include <zephyr/debug/stack.h>
#include <zephyr/debug/thread_analyzer.h>
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

#define DEEP (WORKER_STACK / 2)
/* As in auto.conf. */
#define INTERVAL 5

static struct thread_analyzer_info found;
static char sought[32];
static int visited;

static void look_for(struct thread_analyzer_info *info)
{
	visited++;
	if (strcmp(info->name, sought) == 0) {
		found = *info;
	}
}

/** Have the analyzer look at @a thread. */
static void analyze(struct k_thread *thread)
{
	const char *name = k_thread_name_get(thread);

	found = (struct thread_analyzer_info){.name = NULL};
	visited = 0;
	snprintk(sought, sizeof(sought), "%p", (void *)thread);
	if (name != NULL && name[0] != '\0') {
		strcpy(sought, name);
	}
	thread_analyzer_run(look_for, 0);
	zassert_not_null(found.name, "%s was not visited", sought);
}

static __noinline void touch_stack(void)
{
	char room[DEEP];

	memset(room, 0x5a, sizeof(room));
	zassert_equal(*(volatile char *)&room[DEEP / 2], 0x5a);
}

static int work_flat(void *arg)
{
	(void)k_sem_take(arg, K_FOREVER);
	touch_stack();
	(void)k_sem_take(arg, K_FOREVER);
	return 0;
}

static K_SEM_DEFINE(go, 0, 10);

ZTEST(thread_analyzer, test_peak_of_a_stack_grows_with_its_use)
{
	struct k_thread *thread = run_worker(0, 5, work_flat, &go);
	size_t unused_before;
	size_t unused;

	zassert_ok(k_thread_stack_space_get(thread, &unused_before));
	zassert_true(unused_before > 0 && unused_before < thread->stack_info.size);
	k_sem_give(&go);
	run_others();
	zassert_ok(k_thread_stack_space_get(thread, &unused));
	zassert_true(unused_before - unused >= DEEP / 2, "%zu and %zu bytes", unused_before,
		     unused);
}

ZTEST(thread_analyzer, test_analyzer_sees_what_the_stack_says)
{
	struct k_thread *thread = run_worker(0, 5, work_flat, &go);
	size_t unused;

	(void)k_thread_name_set(thread, "worker");
	zassert_ok(k_thread_stack_space_get(thread, &unused));
	analyze(thread);
	zassert_equal(found.stack_size, thread->stack_info.size);
	zassert_equal(found.stack_used, thread->stack_info.size - unused);
	zassert_true(found.stack_suggested >= found.stack_used + found.stack_used / 4);
	zassert_true(found.stack_suggested <= found.stack_used + found.stack_used / 4 + 128);
}

ZTEST(thread_analyzer, test_thread_without_a_name_is_told_by_its_address)
{
	struct k_thread *thread = run_worker(0, 5, work_flat, &go);

	analyze(thread);
}

static void count(const struct k_thread *thread, void *arg)
{
	ARG_UNUSED(thread);
	(*(int *)arg)++;
}

ZTEST(thread_analyzer, test_every_thread_is_visited)
{
	int threads = 0;

	run_worker(0, 5, work_flat, &go);
	run_worker(1, 5, work_flat, &go);
	analyze(k_current_get());
	k_thread_foreach(count, &threads);
	zassert_equal(visited, threads);
}

static void wait_a_bit(struct thread_analyzer_info *info)
{
	char name = info->name[0];

	visited++;
	(void)k_sleep(K_TICKS(1));
	zassert_equal(info->name[0], name);
}

static int end_at_once(void *arg)
{
	ARG_UNUSED(arg);
	return 0;
}

/** A callback that waits lets other threads run, and end. */
ZTEST(thread_analyzer, test_threads_may_end_while_the_callback_waits)
{
	for (int i = 0; i < WORKERS; i++) {
		start_worker(i, 5, end_at_once, NULL);
	}
	visited = 0;
	thread_analyzer_run(wait_a_bit, 0);
	for (int i = 0; i < WORKERS; i++) {
		zassert_true(jobs[i].done);
	}
	zassert_true(visited > 0);
}

/** @return the share of the calling thread in percent. */
static unsigned int own_share(void)
{
	k_thread_runtime_stats_t own, all;

	zassert_ok(k_thread_runtime_stats_get(k_current_get(), &own));
	zassert_ok(k_thread_runtime_stats_all_get(&all));
	return (unsigned int)(own.execution_cycles * 100U / all.execution_cycles);
}

ZTEST(thread_analyzer, test_share_of_the_processor)
{
	zassume_true(IS_ENABLED(CONFIG_SCHED_THREAD_USAGE));
	k_busy_wait(200000);

	/* The share of who runs grows. */
	unsigned int least = own_share();

	analyze(k_current_get());
	zassert_true(least > 0);
	zassert_true(found.utilization >= least, "%u, not %u", found.utilization, least);
	zassert_true(found.utilization <= own_share());
}

ZTEST(thread_analyzer, test_without_statistics_they_are_zero)
{
	zassume_false(IS_ENABLED(CONFIG_SCHED_THREAD_USAGE));
	k_thread_runtime_stats_t stats;

	analyze(k_current_get());
	zassert_equal(found.utilization, 0);
	zassert_equal(found.usage.execution_cycles, 0);
	zassert_equal(k_thread_runtime_stats_get(k_current_get(), &stats), -ENOTSUP);
	zassert_equal(k_thread_runtime_stats_all_get(&stats), -ENOTSUP);
}

/*
 * What is printed
 */

static char printed[4096];
static size_t printed_len;

static int capture(int c)
{
	if (printed_len + 1 < sizeof(printed)) {
		printed[printed_len++] = (char)c;
		printed[printed_len] = '\0';
	}
	return c;
}

static void capture_output_of(void (*print)(void))
{
	printk_hook_fn_t console = __printk_get_hook();

	printed_len = 0;
	printed[0] = '\0';
	__printk_hook_install(capture);
	print();
	__printk_hook_install(console);
}

static int lines_printed(void)
{
	int lines = 0;

	for (const char *at = printed; *at != '\0'; at++) {
		lines += *at == '\n' ? 1 : 0;
	}
	return lines;
}

static void print_analysis(void)
{
	thread_analyzer_print(0);
}

ZTEST(thread_analyzer, test_table_has_a_line_for_each_thread)
{
	int threads = 0;
	struct k_thread *thread = run_worker(0, 5, work_flat, &go);

	(void)k_thread_name_set(thread, "worker");
	k_thread_foreach(count, &threads);
	capture_output_of(print_analysis);
	zassert_equal(lines_printed(), threads + 1, "%s", printed);
	zassert_true(!IS_ENABLED(CONFIG_THREAD_NAME) || strstr(printed, "worker ") != NULL);
	TC_PRINT("%s", printed);
}

static void sleep_an_interval(void)
{
	(void)k_sleep(K_SECONDS(INTERVAL + 1));
}

ZTEST(thread_analyzer, test_analyzer_prints_by_itself)
{
	zassume_true(IS_ENABLED(CONFIG_THREAD_ANALYZER_AUTO));
	zassume_true(IS_ENABLED(CONFIG_NATIVE_VIRTUAL_CLOCK));
	capture_output_of(sleep_an_interval);
	zassert_not_null(strstr(printed, "idle"), "%s", printed);
}

static void log_own_stack(void)
{
	log_stack_usage(k_current_get());
}

ZTEST(thread_analyzer, test_one_stack_is_logged)
{
	capture_output_of(log_own_stack);
	zassert_equal(lines_printed(), 1);
	zassert_not_null(strstr(printed, "stack"));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
	(void)k_sem_init(&go, 0, 10);
}

ZTEST_SUITE(thread_analyzer, NULL, NULL, NULL, after, NULL);
