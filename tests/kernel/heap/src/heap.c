/* SPDX-License-Identifier: MIT */
/*
 * Heaps that threads wait for: who gets what is freed, when, and in which order.
 */
#include <string.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

#define HEAP_BYTES 2048

K_HEAP_DEFINE(defined_heap, 512);
K_HEAP_DEFINE(tiny_heap, 1);
K_HEAP_DEFINE_NOCACHE(uncached_heap, 256);

static void *early_block;

static int allocate_early(void)
{
	early_block = k_heap_alloc(&defined_heap, 100, K_NO_WAIT);
	return 0;
}

SYS_INIT(allocate_early, PRE_KERNEL_1, 0);

static char memory[HEAP_BYTES];
static struct k_heap heap;
/** All of the heap. */
static void *all;
static size_t all_bytes;

/** What a worker asks for, and gets. */
static struct wish {
	size_t bytes;
	size_t align;
	k_timeout_t timeout;
	void *old;
	void *got;
} wishes[WORKERS];

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_heap_init(&heap, memory, sizeof(memory));
	all_bytes = HEAP_BYTES;
	while ((all = k_heap_alloc(&heap, all_bytes, K_NO_WAIT)) == NULL) {
		all_bytes--;
	}
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
	zassert_true(sys_heap_validate(&heap.heap));
}

static int ask(void *arg)
{
	struct wish *wish = arg;

	if (wish->old != NULL) {
		wish->got = k_heap_realloc(&heap, wish->old, wish->bytes, wish->timeout);
	} else {
		wish->got = k_heap_aligned_alloc(&heap, wish->align, wish->bytes, wish->timeout);
	}
	return wish->got != NULL ? 0 : -1;
}

/** Let worker @a index wait for @a bytes bytes. */
static void wait_for_bytes(int index, int prio, size_t bytes)
{
	wishes[index] = (struct wish){.bytes = bytes, .timeout = K_FOREVER};
	run_worker(index, prio, ask, &wishes[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

ZTEST(heap, test_defined_heap_needs_no_init)
{
	zassert_not_null(early_block);
	zassert_true((char *)early_block >= (char *)defined_heap.heap.init_mem);
	k_heap_free(&defined_heap, early_block);
	early_block = k_heap_alloc(&defined_heap, 400, K_NO_WAIT);
	zassert_not_null(early_block);
	k_heap_free(&defined_heap, early_block);
	zassert_true(sys_heap_validate(&defined_heap.heap));
	zassert_not_null(k_heap_alloc(&tiny_heap, 1, K_NO_WAIT), "any size has room for something");
}

ZTEST(heap, test_defined_heaps_are_in_one_array)
{
	struct k_heap *heaps;
	int count = k_heap_array_get(&heaps);
	int found = 0;

	for (int i = 0; i < count; i++) {
		found += &heaps[i] == &defined_heap || &heaps[i] == &tiny_heap ||
			 &heaps[i] == &uncached_heap;
	}
	zassert_equal(found, 3);
	zassert_equal(count, 3);
}

ZTEST(heap, test_nothing_is_null_at_once)
{
	k_heap_free(&heap, all);
	zassert_is_null(k_heap_alloc(&heap, 0, K_FOREVER));
	zassert_is_null(k_heap_calloc(&heap, 0, 8, K_FOREVER));
	zassert_is_null(k_heap_aligned_alloc(&heap, 16, 0, K_FOREVER));
	zassert_is_null(k_heap_calloc(&heap, SIZE_MAX / 2, 3, K_FOREVER), "overflow");
	k_heap_free(&heap, NULL);
}

ZTEST(heap, test_alloc_without_wait_fails_at_once)
{
	int64_t start = start_of_tick();

	zassert_is_null(k_heap_alloc(&heap, 8, K_NO_WAIT));
	zassert_is_null(k_heap_calloc(&heap, 1, 8, K_NO_WAIT));
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(heap, test_alloc_times_out_after_its_time)
{
	int64_t start = start_of_tick();

	zassert_is_null(k_heap_alloc(&heap, 8, K_TICKS(10)));
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(heap, test_calloc_clears)
{
	memset(all, 0xff, all_bytes);
	k_heap_free(&heap, all);

	char *mem = k_heap_calloc(&heap, 20, 30, K_NO_WAIT);

	for (int i = 0; i < 600; i++) {
		zassert_equal(mem[i], 0);
	}
}

ZTEST(heap, test_aligned_alloc_aligns)
{
	k_heap_free(&heap, all);
	for (size_t align = 0; align <= 256; align = align == 0 ? 1 : align * 2) {
		void *mem = k_heap_aligned_alloc(&heap, align, 20, K_NO_WAIT);

		zassert_not_null(mem);
		zassert_true(align == 0 || IS_ALIGNED(mem, align));
	}
}

ZTEST(heap, test_freed_memory_goes_to_the_waiter)
{
	wait_for_bytes(0, 1, 100);
	k_heap_free(&heap, all);
	zassert_is_null(k_heap_alloc(&heap, all_bytes, K_NO_WAIT), "nobody slips in between");
	run_others();
	zassert_ok(worker_result(0));
	zassert_equal_ptr(wishes[0].got, all);
}

ZTEST(heap, test_all_waiters_with_room_are_served_at_once)
{
	wait_for_bytes(0, 5, all_bytes / 3);
	wait_for_bytes(1, 3, all_bytes / 3);
	wait_for_bytes(2, 4, all_bytes / 4);
	k_heap_free(&heap, all);
	run_others();
	zassert_ok(worker_result(0));
	zassert_ok(worker_result(1));
	zassert_ok(worker_result(2));
}

ZTEST(heap, test_best_waiter_is_served_first)
{
	wait_for_bytes(0, 5, all_bytes);
	wait_for_bytes(1, 3, all_bytes);
	wait_for_bytes(2, 3, all_bytes);
	k_heap_free(&heap, all);
	run_others();
	zassert_ok(worker_result(1));
	zassert_equal(worker_result(2), INT32_MIN);
	k_heap_free(&heap, wishes[1].got);
	run_others();
	zassert_ok(worker_result(2));
	zassert_equal(worker_result(0), INT32_MIN);
	k_heap_free(&heap, wishes[2].got);
	run_others();
	zassert_ok(worker_result(0));
}

ZTEST(heap, test_waiter_keeps_its_place_when_too_little_is_freed)
{
	k_heap_free(&heap, all);

	void *part = k_heap_alloc(&heap, 100, K_NO_WAIT);

	all = k_heap_alloc(&heap, all_bytes - 200, K_NO_WAIT);
	wait_for_bytes(0, 3, all_bytes - 200);
	wait_for_bytes(1, 3, all_bytes - 200);
	k_heap_free(&heap, part);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	k_heap_free(&heap, all);
	run_others();
	zassert_ok(worker_result(0), "first come, first served");
	zassert_equal(worker_result(1), INT32_MIN);
}

ZTEST(heap, test_worse_waiter_gets_what_is_too_little_for_the_best)
{
	k_heap_free(&heap, all);

	void *part = k_heap_alloc(&heap, 100, K_NO_WAIT);

	all = k_heap_alloc(&heap, all_bytes - 120, K_NO_WAIT);
	wait_for_bytes(0, 3, all_bytes);
	wait_for_bytes(1, 7, 90);
	k_heap_free(&heap, part);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	zassert_equal_ptr(wishes[1].got, part);
}

ZTEST(heap, test_waiter_that_timed_out_gets_nothing_later)
{
	wishes[0] = (struct wish){.bytes = 8, .timeout = K_TICKS(10)};
	run_worker(0, 1, ask, &wishes[0]);
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), -1);
	zassert_is_null(wishes[0].got);
	k_heap_free(&heap, all);
	zassert_equal_ptr(k_heap_alloc(&heap, all_bytes, K_NO_WAIT), all);
}

ZTEST(heap, test_aborted_waiter_gets_nothing)
{
	wait_for_bytes(0, 1, 8);
	k_thread_abort(&worker_threads[0]);
	k_heap_free(&heap, all);
	zassert_equal_ptr(k_heap_alloc(&heap, all_bytes, K_NO_WAIT), all);
}

ZTEST(heap, test_waiter_gets_its_alignment)
{
	wishes[0] = (struct wish){.bytes = 40, .align = 256, .timeout = K_FOREVER};
	run_worker(0, 1, ask, &wishes[0]);
	k_heap_free(&heap, all);
	run_others();
	zassert_not_null(wishes[0].got);
	zassert_true(IS_ALIGNED(wishes[0].got, 256));
}

ZTEST(heap, test_realloc_allocates_and_frees)
{
	k_heap_free(&heap, all);

	char *mem = k_heap_realloc(&heap, NULL, 40, K_NO_WAIT);

	zassert_not_null(mem);
	memset(mem, 3, 40);
	mem = k_heap_realloc(&heap, mem, 400, K_NO_WAIT);
	zassert_equal(mem[39], 3);
	zassert_is_null(k_heap_realloc(&heap, mem, 0, K_FOREVER));
	zassert_equal_ptr(k_heap_alloc(&heap, all_bytes, K_NO_WAIT), all);
}

ZTEST(heap, test_realloc_without_room_leaves_the_block)
{
	memset(all, 4, all_bytes);
	zassert_is_null(k_heap_realloc(&heap, all, all_bytes + 8, K_NO_WAIT));
	zassert_is_null(k_heap_realloc(&heap, NULL, 8, K_NO_WAIT));
	zassert_equal(((char *)all)[all_bytes - 1], 4);
}

ZTEST(heap, test_shrinking_serves_a_waiter)
{
	wait_for_bytes(0, 1, all_bytes / 2);
	zassert_equal_ptr(k_heap_realloc(&heap, all, all_bytes / 4, K_NO_WAIT), all);
	run_others();
	zassert_ok(worker_result(0));
}

/** Two blocks and no room; the first, full of @a value, is to grow to @a bytes. @return the second. */
static void *wait_for_growth(size_t bytes, char value)
{
	k_heap_free(&heap, all);

	char *first = k_heap_alloc(&heap, 400, K_NO_WAIT);
	void *fence = k_heap_alloc(&heap, 400, K_NO_WAIT);

	memset(first, value, 400);
	all = k_heap_alloc(&heap, all_bytes - 816, K_NO_WAIT);
	zassert_not_null(all);
	wishes[0] = (struct wish){.bytes = bytes, .old = first, .timeout = K_FOREVER};
	run_worker(0, 1, ask, &wishes[0]);
	zassert_equal(worker_result(0), INT32_MIN, "waits");
	return fence;
}

ZTEST(heap, test_realloc_waits_for_room_behind_the_block)
{
	void *fence = wait_for_growth(700, 5);

	k_heap_free(&heap, fence);
	run_others();
	zassert_equal_ptr(wishes[0].got, wishes[0].old, "where it was");
}

ZTEST(heap, test_realloc_waits_for_room_elsewhere)
{
	wait_for_growth(900, 6);
	wait_for_bytes(1, 2, 300);
	k_heap_free(&heap, all);
	run_others();
	zassert_equal_ptr(wishes[0].got, all);
	for (int i = 0; i < 400; i++) {
		zassert_equal(((char *)wishes[0].got)[i], 6);
	}
	zassert_ok(worker_result(1), "the old block is free");
}

static void free_in_isr(const void *mem)
{
	k_heap_free(&heap, (void *)mem);
}

static void alloc_in_isr(const void *arg)
{
	*(void **)arg = k_heap_alloc(&heap, all_bytes, K_NO_WAIT);
}

ZTEST(heap, test_free_in_isr_serves_a_waiter)
{
	wait_for_bytes(0, 1, 8);
	irq_offload(free_in_isr, all);
	run_others();
	zassert_ok(worker_result(0));
}

ZTEST(heap, test_alloc_without_wait_in_isr)
{
	void *mem = &mem;

	irq_offload(alloc_in_isr, &mem);
	zassert_is_null(mem);
	k_heap_free(&heap, all);
	irq_offload(alloc_in_isr, &mem);
	zassert_equal_ptr(mem, all);
}

ZTEST(heap, test_free_preempts_a_preemptible_caller)
{
	wait_for_bytes(0, 1, 8);
	k_thread_priority_set(k_current_get(), 4);
	k_heap_free(&heap, all);
	zassert_ok(worker_result(0));
}

MISUSE_IN_ISR(wait_in_isr, (void)k_heap_alloc(&heap, 8, K_TICKS(1)))
MISUSE_IN_ISR(wait_to_clear_in_isr, (void)k_heap_calloc(&heap, 1, 8, K_TICKS(1)))
MISUSE_IN_ISR(wait_to_grow_in_isr, (void)k_heap_realloc(&heap, all, 8, K_TICKS(1)))

ZTEST(heap, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(wait_in_isr);
	expect_misuse_in_isr(wait_to_clear_in_isr);
	expect_misuse_in_isr(wait_to_grow_in_isr);
}

ZTEST_SUITE(heap, NULL, NULL, before, after, NULL);
