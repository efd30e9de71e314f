/* SPDX-License-Identifier: MIT */
/*
 * Memory slabs: allocating, waiting, handing over, statistics, and pointers that are no blocks.
 */
#include <errno.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

#define BLOCKS     3
#define BLOCK_SIZE 32

K_MEM_SLAB_DEFINE(defined_slab, 24, 2, 8);
K_MEM_SLAB_DEFINE_STATIC(odd_slab, 5, 2, 1);

static void *early_block;
static int early_result = -1;

static int allocate_early(void)
{
	early_result = k_mem_slab_alloc(&defined_slab, &early_block, K_NO_WAIT);
	k_mem_slab_free(&defined_slab, early_block);
	return 0;
}

SYS_INIT(allocate_early, EARLY, 0);

static char __aligned(sizeof(void *)) memory[BLOCKS * BLOCK_SIZE];
static struct k_mem_slab slab;
static void *blocks[BLOCKS];
static void *got[WORKERS];

static int alloc_forever(void *arg)
{
	return k_mem_slab_alloc(&slab, arg, K_FOREVER);
}

static int alloc_for_10_ticks(void *arg)
{
	return k_mem_slab_alloc(&slab, arg, K_TICKS(10));
}

static void wait_for_block(int index, int prio)
{
	got[index] = &slab;
	run_worker(index, prio, alloc_forever, &got[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

static void use_all(void)
{
	for (int i = 0; i < BLOCKS; i++) {
		zassert_ok(k_mem_slab_alloc(&slab, &blocks[i], K_NO_WAIT));
	}
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_ok(k_mem_slab_init(&slab, memory, BLOCK_SIZE, BLOCKS));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(mem_slab, test_defined_slab_needs_no_init)
{
	zassert_ok(early_result, "before any other start-up function");
	zassert_not_null(early_block);
	zassert_equal(k_mem_slab_num_free_get(&defined_slab), 2);
}

ZTEST(mem_slab, test_defined_block_size_is_rounded_up_to_words)
{
	zassert_equal(odd_slab.info.block_size, WB_UP(5));
	zassert_ok(k_mem_slab_alloc(&odd_slab, &blocks[0], K_NO_WAIT));
	zassert_ok(k_mem_slab_alloc(&odd_slab, &blocks[1], K_NO_WAIT));
	zassert_equal(k_mem_slab_alloc(&odd_slab, &blocks[2], K_NO_WAIT), -ENOMEM);
	k_mem_slab_free(&odd_slab, blocks[0]);
	k_mem_slab_free(&odd_slab, blocks[1]);
}

ZTEST(mem_slab, test_init_refuses_an_unaligned_buffer)
{
	zassert_equal(k_mem_slab_init(&slab, memory + 1, BLOCK_SIZE, 2), -EINVAL);
	zassert_equal_ptr(slab.buffer, memory, "a refused init changes nothing");
}

ZTEST(mem_slab, test_init_refuses_an_unaligned_block_size)
{
	zassert_equal(k_mem_slab_init(&slab, memory, BLOCK_SIZE + 1, 2), -EINVAL);
	zassert_equal(k_mem_slab_init(&slab, memory, 0, 2), -EINVAL);
}

ZTEST(mem_slab, test_init_refuses_more_than_memory)
{
	zassert_equal(k_mem_slab_init(&slab, memory, SIZE_MAX & ~(sizeof(void *) - 1), 2), -EINVAL);
}

ZTEST(mem_slab, test_blocks_are_distinct_and_inside_the_buffer)
{
	use_all();
	for (int i = 0; i < BLOCKS; i++) {
		zassert_equal_ptr(blocks[i], memory + i * BLOCK_SIZE);
	}
	zassert_equal(k_mem_slab_num_used_get(&slab), BLOCKS);
	zassert_equal(k_mem_slab_num_free_get(&slab), 0);
}

ZTEST(mem_slab, test_what_is_freed_last_is_allocated_first)
{
	void *block;

	use_all();
	k_mem_slab_free(&slab, blocks[0]);
	k_mem_slab_free(&slab, blocks[2]);
	zassert_equal(k_mem_slab_num_used_get(&slab), 1);
	zassert_ok(k_mem_slab_alloc(&slab, &block, K_NO_WAIT));
	zassert_equal_ptr(block, blocks[2]);
	zassert_ok(k_mem_slab_alloc(&slab, &block, K_FOREVER));
	zassert_equal_ptr(block, blocks[0]);
}

ZTEST(mem_slab, test_alloc_without_wait_fails_at_once)
{
	int64_t start = start_of_tick();
	void *block = &slab;

	use_all();
	zassert_equal(k_mem_slab_alloc(&slab, &block, K_NO_WAIT), -ENOMEM);
	zassert_is_null(block);
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(mem_slab, test_alloc_times_out_after_its_time)
{
	void *block = &slab;

	use_all();

	int64_t start = start_of_tick();

	zassert_equal(k_mem_slab_alloc(&slab, &block, K_TICKS(10)), -EAGAIN);
	zassert_is_null(block);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(mem_slab, test_freed_block_goes_to_the_waiter)
{
	void *block;

	use_all();
	wait_for_block(0, 1);
	k_mem_slab_free(&slab, blocks[1]);
	zassert_equal(k_mem_slab_num_used_get(&slab), BLOCKS);
	zassert_equal(k_mem_slab_alloc(&slab, &block, K_NO_WAIT), -ENOMEM,
		      "nobody slips in between");
	run_others();
	zassert_ok(worker_result(0));
	zassert_equal_ptr(got[0], blocks[1]);
}

ZTEST(mem_slab, test_best_waiter_is_served_first)
{
	use_all();
	wait_for_block(0, 5);
	wait_for_block(1, 3);
	wait_for_block(2, 3);
	for (int i = 0; i < BLOCKS; i++) {
		k_mem_slab_free(&slab, blocks[i]);
	}
	run_others();
	zassert_equal_ptr(got[1], blocks[0]);
	zassert_equal_ptr(got[2], blocks[1]);
	zassert_equal_ptr(got[0], blocks[2]);
}

ZTEST(mem_slab, test_waiter_that_timed_out_gets_nothing_later)
{
	use_all();
	run_worker(0, 1, alloc_for_10_ticks, &got[0]);
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), -EAGAIN);
	k_mem_slab_free(&slab, blocks[0]);
	zassert_equal(k_mem_slab_num_free_get(&slab), 1);
	zassert_is_null(got[0]);
}

static void free_in_isr(const void *arg)
{
	k_mem_slab_free(&slab, (void *)arg);
}

ZTEST(mem_slab, test_free_in_isr_serves_a_waiter)
{
	use_all();
	wait_for_block(0, 1);
	irq_offload(free_in_isr, blocks[2]);
	run_others();
	zassert_equal_ptr(got[0], blocks[2]);
}

ZTEST(mem_slab, test_free_preempts_a_preemptible_caller)
{
	use_all();
	wait_for_block(0, 1);
	k_thread_priority_set(k_current_get(), 4);
	k_mem_slab_free(&slab, blocks[2]);
	zassert_ok(worker_result(0));
}

static int isr_result;

static void alloc_in_isr(const void *arg)
{
	isr_result = k_mem_slab_alloc(&slab, (void **)arg, K_NO_WAIT);
}

ZTEST(mem_slab, test_alloc_without_wait_in_isr)
{
	void *block;

	irq_offload(alloc_in_isr, &block);
	zassert_ok(isr_result);
	zassert_equal_ptr(block, memory);
	zassert_ok(k_mem_slab_alloc(&slab, &blocks[1], K_NO_WAIT));
	zassert_ok(k_mem_slab_alloc(&slab, &blocks[2], K_NO_WAIT));
	irq_offload(alloc_in_isr, &block);
	zassert_equal(isr_result, -ENOMEM);
}

MISUSE_IN_ISR(wait_in_isr, k_mem_slab_alloc(&slab, &blocks[0], K_TICKS(1)))

ZTEST(mem_slab, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(wait_in_isr);
}

ZTEST(mem_slab, test_statistics_refuse_null)
{
	struct sys_memory_stats stats;

	zassert_equal(k_mem_slab_runtime_stats_get(NULL, &stats), -EINVAL);
	zassert_equal(k_mem_slab_runtime_stats_get(&slab, NULL), -EINVAL);
	zassert_equal(k_mem_slab_runtime_stats_reset_max(NULL), -EINVAL);
}

ZTEST(mem_slab, test_statistics_are_in_bytes)
{
	struct sys_memory_stats stats;
	bool tracked = IS_ENABLED(CONFIG_MEM_SLAB_TRACE_MAX_UTILIZATION);

	use_all();
	k_mem_slab_free(&slab, blocks[0]);
	zassert_ok(k_mem_slab_runtime_stats_get(&slab, &stats));
	zassert_equal(stats.allocated_bytes, 2 * BLOCK_SIZE);
	zassert_equal(stats.free_bytes, BLOCK_SIZE);
	zassert_equal(stats.max_allocated_bytes, tracked ? 3 * BLOCK_SIZE : 0);
}

ZTEST(mem_slab, test_most_used_is_remembered_until_reset)
{
	bool tracked = IS_ENABLED(CONFIG_MEM_SLAB_TRACE_MAX_UTILIZATION);

	use_all();
	k_mem_slab_free(&slab, blocks[0]);
	k_mem_slab_free(&slab, blocks[1]);
	zassert_equal(k_mem_slab_max_used_get(&slab), tracked ? 3 : 0);
	zassert_equal(k_mem_slab_runtime_stats_reset_max(&slab), tracked ? 0 : -ENOTSUP);
	zassert_equal(k_mem_slab_max_used_get(&slab), tracked ? 1 : 0);
	zassert_ok(k_mem_slab_alloc(&slab, &blocks[0], K_NO_WAIT));
	zassert_equal(k_mem_slab_max_used_get(&slab), tracked ? 2 : 0);
}

ZTEST_SUITE(mem_slab, NULL, NULL, before, after, NULL);

/*
 * CONFIG_MEM_SLAB_POINTER_VALIDATE
 */

static int fatal_errors;

void ztest_post_fatal_error_hook(unsigned int reason, const struct arch_esf *esf)
{
	ARG_UNUSED(esf);
	fatal_errors += reason == K_ERR_KERNEL_PANIC;
}

static int free_it(void *arg)
{
	k_mem_slab_free(&slab, arg);
	return 0;
}

/** Expect a fatal error that ends the thread, and nothing freed. */
static void expect_refused(void *block)
{
	uint32_t used = k_mem_slab_num_used_get(&slab);

	fatal_errors = 0;
	ztest_set_fault_valid(true);
	run_worker(0, 1, free_it, block);
	zassert_equal(fatal_errors, 1);
	zassert_equal(worker_result(0), INT32_MIN, "the thread has ended in the call");
	zassert_equal(k_mem_slab_num_used_get(&slab), used);
}

ZTEST(mem_slab_validation, test_foreign_pointers_are_fatal)
{
	zassert_ok(k_mem_slab_alloc(&slab, &blocks[0], K_NO_WAIT));
	expect_refused(memory - BLOCK_SIZE);
	expect_refused(memory + sizeof(memory));
	expect_refused(memory + 4);
	expect_refused(NULL);
}

ZTEST(mem_slab_validation, test_block_never_allocated_is_fatal)
{
	zassert_ok(k_mem_slab_alloc(&slab, &blocks[0], K_NO_WAIT));
	expect_refused(memory + BLOCK_SIZE);
}

ZTEST(mem_slab_validation, test_block_is_fatal_when_all_are_free)
{
	zassert_ok(k_mem_slab_alloc(&slab, &blocks[0], K_NO_WAIT));
	k_mem_slab_free(&slab, blocks[0]);
	expect_refused(blocks[0]);
}

ZTEST(mem_slab_validation, test_foreign_pointer_in_isr_is_fatal_and_frees_nothing)
{
	zassert_ok(k_mem_slab_alloc(&slab, &blocks[0], K_NO_WAIT));
	fatal_errors = 0;
	ztest_set_fault_valid(true);
	irq_offload(free_in_isr, memory + 4);
	zassert_equal(fatal_errors, 1);
	zassert_equal(k_mem_slab_num_used_get(&slab), 1);
}

ZTEST_SUITE(mem_slab_validation, NULL, NULL, before, after, NULL);
