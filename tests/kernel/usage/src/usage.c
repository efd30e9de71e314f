/* SPDX-License-Identifier: MIT */
/*
 * Run-time statistics. Upper bounds are other statistics, never a guess how fast a machine is.
 */
#include <errno.h>

#include <zephyr/irq_offload.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

#define TURN_US 3000U
#define TURN    k_us_to_cyc_floor64(TURN_US)

static struct k_sem turns;
static struct k_thread *idle;

static k_thread_runtime_stats_t stats_of(struct k_thread *thread)
{
	k_thread_runtime_stats_t stats;

	zassert_ok(k_thread_runtime_stats_get(thread, &stats));
	return stats;
}

static k_thread_runtime_stats_t stats_of_all(void)
{
	k_thread_runtime_stats_t stats;

	zassert_ok(k_thread_runtime_stats_all_get(&stats));
	return stats;
}

static uint64_t cycles_of(struct k_thread *thread)
{
	return stats_of(thread).execution_cycles;
}

static uint64_t cycles_of_all(void)
{
	return stats_of_all().execution_cycles;
}

/** Compute for the time of one turn, @a arg times in all, each when turns is given. */
static int compute(void *arg)
{
	for (int i = 0; i < (int)(intptr_t)arg; i++) {
		(void)k_sem_take(&turns, K_FOREVER);
		k_busy_wait(TURN_US);
	}
	(void)k_sem_take(&turns, K_FOREVER);
	return 0;
}

static struct k_thread *start_computing(int worker, int times)
{
	return run_worker(worker, 5, compute, (void *)(intptr_t)times);
}

static void give_a_turn(void)
{
	k_sem_give(&turns);
	run_others();
}

static void look_for_idle(const struct k_thread *thread, void *unused)
{
	ARG_UNUSED(unused);
	if (strcmp(k_thread_name_get((k_tid_t)thread), "idle") == 0) {
		idle = (struct k_thread *)thread;
	}
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	(void)k_sem_init(&turns, 0, 10);
	k_thread_foreach(look_for_idle, NULL);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(usage, test_thread_has_used_what_it_computed)
{
	struct k_thread *thread = start_computing(0, 3);
	uint64_t before_turn = cycles_of(thread);
	uint64_t all_before = cycles_of_all();

	give_a_turn();
	uint64_t used = cycles_of(thread) - before_turn;
	uint64_t passed = cycles_of_all() - all_before;

	zassert_true(used >= TURN, "%llu of %llu", (unsigned long long)used,
		     (unsigned long long)TURN);
	zassert_true(used <= passed);
}

ZTEST(usage, test_waiting_thread_uses_nothing)
{
	struct k_thread *waiting = start_computing(0, 1);
	uint64_t used = cycles_of(waiting);

	k_busy_wait(TURN_US);
	(void)k_sleep(K_TICKS(2));
	zassert_equal(cycles_of(waiting), used);
}

ZTEST(usage, test_running_thread_sees_its_time_pass)
{
	uint64_t used = cycles_of(k_current_get());

	k_busy_wait(TURN_US);
	zassert_true(cycles_of(k_current_get()) - used >= TURN);
}

ZTEST(usage, test_idle_time_is_the_idle_threads)
{
	k_thread_runtime_stats_t all_before = stats_of_all();
	uint64_t idle_before = cycles_of(idle);

	(void)k_sleep(K_TICKS(3));

	k_thread_runtime_stats_t all = stats_of_all();
	uint64_t slept = all.idle_cycles - all_before.idle_cycles;

	zassert_true(slept >= k_ticks_to_cyc_floor64(2));
	zassert_equal(cycles_of(idle) - idle_before, slept);
	zassert_equal(all.execution_cycles, all.total_cycles + all.idle_cycles);
}

/** Every cycle is counted for exactly one thread. */
ZTEST(usage, test_threads_and_idle_add_up_to_all)
{
	struct k_thread *workers[] = {start_computing(0, 2), start_computing(1, 2)};
	struct k_thread *self = k_current_get();
	uint64_t all_at_start = cycles_of_all();
	uint64_t sum = 0 - cycles_of(self) - cycles_of(idle) - cycles_of(workers[0]) -
		       cycles_of(workers[1]);
	uint64_t all_after_start = cycles_of_all();

	k_sem_give(&turns);
	k_sem_give(&turns);
	k_sem_give(&turns);
	(void)k_sleep(K_TICKS(3));

	uint64_t all_at_end = cycles_of_all();

	sum += cycles_of(workers[0]) + cycles_of(workers[1]) + cycles_of(idle) + cycles_of(self);
	uint64_t all_after_end = cycles_of_all();

	zassert_true(sum >= all_at_end - all_after_start, "cycles are missing");
	zassert_true(sum <= all_after_end - all_at_start, "cycles are counted twice");
}

static void busy_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	k_busy_wait(TURN_US);
}

ZTEST(usage, test_handler_counts_for_the_interrupted_thread)
{
	uint64_t used = cycles_of(k_current_get());

	irq_offload(busy_in_isr, NULL);
	zassert_true(cycles_of(k_current_get()) - used >= TURN);
}

static struct k_thread *looked_at;
static uint64_t seen_in_isr;

static void look_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	seen_in_isr = cycles_of(looked_at);
}

ZTEST(usage, test_handler_may_ask)
{
	looked_at = k_current_get();
	uint64_t used = cycles_of(looked_at);

	irq_offload(look_in_isr, NULL);
	zassert_true(seen_in_isr >= used);
	zassert_true(seen_in_isr <= cycles_of(looked_at));
}

ZTEST(usage, test_dead_thread_keeps_its_statistics)
{
	struct k_thread *thread = start_computing(0, 1);

	give_a_turn();
	k_thread_abort(thread);
	uint64_t used = cycles_of(thread);

	zassert_true(used >= TURN);
	k_busy_wait(TURN_US);
	zassert_equal(cycles_of(thread), used);
}

ZTEST(usage, test_new_thread_has_used_nothing)
{
	struct k_thread *thread = start_computing(0, 1);

	give_a_turn();
	k_thread_abort(thread);
	thread = start_worker_after(0, 5, compute, NULL, K_FOREVER);
	zassert_equal(cycles_of(thread), 0);
}

ZTEST(usage, test_nothing_is_counted_while_disabled)
{
	struct k_thread *thread = start_computing(0, 4);

	give_a_turn();
	uint64_t used = cycles_of(thread);

	zassert_ok(k_thread_runtime_stats_disable(thread));
	give_a_turn();
	zassert_equal(cycles_of(thread), used, "counted while disabled");
	zassert_ok(k_thread_runtime_stats_enable(thread));
	zassert_ok(k_thread_runtime_stats_enable(thread));
	give_a_turn();
	zassert_true(cycles_of(thread) - used >= TURN, "not counted when enabled");
}

ZTEST(usage, test_thread_that_enables_itself_is_counted_from_there)
{
	struct k_thread *self = k_current_get();

	zassert_ok(k_thread_runtime_stats_disable(self));
	uint64_t used = cycles_of(self);

	k_busy_wait(TURN_US);
	zassert_ok(k_thread_runtime_stats_enable(self));
	uint64_t all_before = cycles_of_all();

	k_busy_wait(TURN_US);
	uint64_t more = cycles_of(self) - used;

	zassert_true(more >= TURN);
	zassert_true(more < cycles_of_all() - all_before + TURN, "the time before counts");
}

ZTEST(usage, test_processor_can_be_disabled)
{
	k_sys_runtime_stats_disable();
	k_thread_runtime_stats_t stopped = stats_of_all();
	uint64_t own = cycles_of(k_current_get());

	k_busy_wait(TURN_US);
	(void)k_sleep(K_TICKS(2));
	zassert_equal(cycles_of_all(), stopped.execution_cycles);
	zassert_true(cycles_of(k_current_get()) - own >= TURN, "threads are counted as before");
	k_sys_runtime_stats_enable();
	k_sys_runtime_stats_enable();
	k_busy_wait(TURN_US);
	zassert_true(cycles_of_all() - stopped.execution_cycles >= TURN);
}

ZTEST(usage, test_turns_of_a_thread)
{
	struct k_thread *thread = start_computing(0, 5);

	zassume_true(IS_ENABLED(CONFIG_SCHED_THREAD_USAGE_ANALYSIS));
	/* The first turn ended in the wait for the first give: so two turns now. */
	give_a_turn();
	k_thread_runtime_stats_t first = stats_of(thread);

	zassert_true(first.current_cycles >= TURN);
	zassert_equal(first.peak_cycles, first.current_cycles);
	zassert_equal(first.average_cycles, first.execution_cycles / 2);
	/* Two gives at once are one turn. */
	k_sem_give(&turns);
	give_a_turn();
	k_thread_runtime_stats_t second = stats_of(thread);

	zassert_true(second.current_cycles >= 2 * TURN);
	zassert_equal(second.peak_cycles, second.current_cycles);
	zassert_equal(second.execution_cycles, first.execution_cycles + second.current_cycles);
	zassert_equal(second.average_cycles, second.execution_cycles / 3);
	/* A shorter one leaves the longest alone. */
	k_sem_give(&turns);
	run_others();
	k_thread_runtime_stats_t third = stats_of(thread);

	zassert_true(third.current_cycles < second.current_cycles);
	zassert_equal(third.peak_cycles, second.peak_cycles);
}

ZTEST(usage, test_turns_of_the_processor)
{
	zassume_true(IS_ENABLED(CONFIG_SCHED_THREAD_USAGE_ANALYSIS));
	(void)k_sleep(K_TICKS(2));
	k_busy_wait(TURN_US);
	k_thread_runtime_stats_t first = stats_of_all();

	zassert_true(first.current_cycles >= TURN);
	zassert_true(first.peak_cycles >= first.current_cycles);
	(void)k_sleep(K_TICKS(2));
	k_thread_runtime_stats_t second = stats_of_all();

	zassert_true(second.current_cycles < second.total_cycles - first.total_cycles + 1);
	zassert_true(second.average_cycles <= second.peak_cycles);
}

ZTEST(usage, test_without_analysis_turns_are_zero)
{
	k_thread_runtime_stats_t stats = stats_of(k_current_get());

	zassume_false(IS_ENABLED(CONFIG_SCHED_THREAD_USAGE_ANALYSIS));
	zassert_equal(stats.current_cycles, 0);
	zassert_equal(stats.peak_cycles, 0);
	zassert_equal(stats.average_cycles, 0);
}

ZTEST(usage, test_misuse_is_refused)
{
	k_thread_runtime_stats_t stats;

	zassert_equal(k_thread_runtime_stats_get(NULL, &stats), -EINVAL);
	zassert_equal(k_thread_runtime_stats_get(k_current_get(), NULL), -EINVAL);
	zassert_equal(k_thread_runtime_stats_all_get(NULL), -EINVAL);
	zassert_equal(k_thread_runtime_stats_cpu_get(1, &stats), -EINVAL);
	zassert_equal(k_thread_runtime_stats_cpu_get(-1, &stats), -EINVAL);
	zassert_equal(k_thread_runtime_stats_enable(NULL), -EINVAL);
	zassert_equal(k_thread_runtime_stats_disable(NULL), -EINVAL);
	zassert_ok(k_thread_runtime_stats_cpu_get(0, &stats));
}

ZTEST_SUITE(usage, NULL, NULL, before, after, NULL);
