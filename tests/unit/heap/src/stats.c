/* SPDX-License-Identifier: MIT */
/*
 * The counts of heaps, and what sys_heap_stress() does with a heap.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/sys_heap.h>
#include <zephyr/ztest.h>

#define NOTES 256

static char memory[16384] __aligned(8);
static struct sys_heap heap;

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	sys_heap_init(&heap, memory, sizeof(memory));
}

#ifdef CONFIG_SYS_HEAP_RUNTIME_STATS

static struct sys_memory_stats stats(void)
{
	struct sys_memory_stats now;

	zassert_ok(sys_heap_runtime_stats_get(&heap, &now));
	return now;
}

ZTEST(heap_stats, test_blocks_count_with_their_usable_size)
{
	size_t all = stats().free_bytes;

	zassert_equal(stats().allocated_bytes, 0);
	zassert_equal(stats().max_allocated_bytes, 0);

	void *mem = sys_heap_alloc(&heap, 101);
	size_t usable = sys_heap_usable_size(&heap, mem);

	zassert_equal(stats().allocated_bytes, usable);
	zassert_equal(stats().free_bytes, all - usable - 4, "less by a header");
	zassert_equal(stats().max_allocated_bytes, usable, "not the chunk that was cut");

	mem = sys_heap_realloc(&heap, mem, 1000);
	usable = sys_heap_usable_size(&heap, mem);
	zassert_equal(stats().allocated_bytes, usable);
	zassert_equal(stats().max_allocated_bytes, usable);

	void *aligned = sys_heap_aligned_alloc(&heap, 256, 50);

	usable += sys_heap_usable_size(&heap, aligned);
	zassert_equal(stats().allocated_bytes, usable);
	sys_heap_free(&heap, mem);
	sys_heap_free(&heap, aligned);
	zassert_equal(stats().allocated_bytes, 0);
	zassert_equal(stats().free_bytes, all);
	zassert_equal(stats().max_allocated_bytes, usable);
}

ZTEST(heap_stats, test_count_of_the_most_begins_anew)
{
	void *mem = sys_heap_alloc(&heap, 100);
	size_t small;

	sys_heap_free(&heap, sys_heap_alloc(&heap, 1000));
	small = sys_heap_usable_size(&heap, mem);
	zassert_true(stats().max_allocated_bytes > 1000);
	zassert_ok(sys_heap_runtime_stats_reset_max(&heap));
	zassert_equal(stats().max_allocated_bytes, small);
}

ZTEST(heap_stats, test_null_is_refused)
{
	struct sys_memory_stats now;

	zassert_equal(sys_heap_runtime_stats_get(NULL, &now), -EINVAL);
	zassert_equal(sys_heap_runtime_stats_get(&heap, NULL), -EINVAL);
	zassert_equal(sys_heap_runtime_stats_reset_max(NULL), -EINVAL);
}

#endif /* CONFIG_SYS_HEAP_RUNTIME_STATS */

static int64_t calls;

static void *alloc(void *arg, size_t bytes)
{
	zassert_equal_ptr(arg, &calls);
	zassert_true(bytes > 0 && bytes <= sizeof(memory) / 4);
	calls++;
	return sys_heap_alloc(&heap, bytes);
}

static void release(void *arg, void *mem)
{
	zassert_equal_ptr(arg, &calls);
	zassert_not_null(mem);
	calls++;
	sys_heap_free(&heap, mem);
	if (calls % 100 == 0) {
		zassert_true(sys_heap_validate(&heap));
	}
}

static struct z_heap_stress_result stress(uint32_t ops, size_t notes, int percent)
{
	static char scratch[NOTES * 2 * sizeof(void *)] __aligned(8);
	struct z_heap_stress_result result;

	calls = 0;
	sys_heap_stress(alloc, release, &calls, sizeof(memory), ops, scratch,
			notes * 2 * sizeof(void *), percent, &result);
	zassert_equal(result.total_allocs + result.total_frees, calls);
	return result;
}

ZTEST(heap_stats, test_stress_keeps_the_heap_about_so_full)
{
	struct z_heap_stress_result result = stress(50000, NOTES, 50);
	uint64_t mean = result.accumulated_in_use_bytes / 50000;

	TC_PRINT("%u of %u allocations, mean use %u%%\n", result.successful_allocs,
		 result.total_allocs, (unsigned int)(mean * 100 / sizeof(memory)));
	zassert_equal(calls, 50000);
	zassert_between_inclusive(mean * 100 / sizeof(memory), 40, 60);
	zassert_true(result.successful_allocs > result.total_allocs / 100 * 98);
}

ZTEST(heap_stats, test_stress_of_a_full_heap_goes_on)
{
	struct z_heap_stress_result result = stress(50000, NOTES, 100);
	uint64_t mean = result.accumulated_in_use_bytes / 50000;

	TC_PRINT("%u of %u allocations, mean use %u%%\n", result.successful_allocs,
		 result.total_allocs, (unsigned int)(mean * 100 / sizeof(memory)));
	zassert_true(result.successful_allocs < result.total_allocs);
	zassert_true(mean * 100 / sizeof(memory) > 60, "too little fits");
}

ZTEST(heap_stats, test_stress_has_as_many_blocks_as_notes)
{
	struct z_heap_stress_result result = stress(1000, 2, 90);

	zassert_true(result.successful_allocs <= result.total_frees + 2);
	result = stress(1000, 0, 90);
	zassert_equal(calls, 0);
	zassert_equal(result.total_allocs, 0);
}

ZTEST_SUITE(heap_stats, NULL, NULL, before, NULL, NULL);
