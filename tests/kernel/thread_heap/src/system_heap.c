/* SPDX-License-Identifier: MIT */
/*
 * k_malloc() and its kin.
 */
#include <string.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#if CONFIG_HEAP_MEM_POOL_SIZE > 0

static void *early_block;

static int allocate_early(void)
{
	early_block = k_malloc(8);
	k_free(early_block);
	return 0;
}

SYS_INIT(allocate_early, PRE_KERNEL_1, 0);

/** @return the largest block that k_malloc() gives now. */
static size_t largest_block(void)
{
	size_t bytes = CONFIG_HEAP_MEM_POOL_SIZE;
	void *mem;

	while ((mem = k_malloc(bytes)) == NULL) {
		bytes--;
	}
	k_free(mem);
	return bytes;
}

static size_t whole;

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	whole = largest_block();
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_true(sys_heap_validate(&_system_heap.heap));
	zassert_equal(largest_block(), whole, "memory is lost");
}

ZTEST(system_heap, test_malloc_works_at_start_up)
{
	zassert_not_null(early_block);
}

ZTEST(system_heap, test_most_of_the_pool_can_be_allocated)
{
	zassert_true(whole > CONFIG_HEAP_MEM_POOL_SIZE - 256, "%zu", whole);
}

ZTEST(system_heap, test_malloc_is_aligned_to_8)
{
	void *mem[20];

	for (int i = 0; i < 20; i++) {
		mem[i] = k_malloc((size_t)i + 1);
		zassert_true(mem[i] != NULL && IS_ALIGNED(mem[i], 8));
		memset(mem[i], 0xff, (size_t)i + 1);
	}
	for (int i = 0; i < 20; i++) {
		k_free(mem[i]);
	}
}

ZTEST(system_heap, test_nothing_and_too_much_are_null)
{
	zassert_is_null(k_malloc(0));
	zassert_is_null(k_aligned_alloc(16, 0));
	zassert_is_null(k_calloc(0, 1));
	zassert_is_null(k_calloc(1, 0));
	zassert_is_null(k_malloc(CONFIG_HEAP_MEM_POOL_SIZE));
	zassert_is_null(k_malloc(SIZE_MAX));
	zassert_is_null(k_calloc(SIZE_MAX / 2, 4), "overflow");
	zassert_is_null(k_calloc(CONFIG_HEAP_MEM_POOL_SIZE, 1));
	k_free(NULL);
}

ZTEST(system_heap, test_aligned_alloc_aligns)
{
	for (size_t align = 1; align <= 256; align *= 2) {
		void *mem = k_aligned_alloc(align, 24);

		zassert_true(mem != NULL && IS_ALIGNED(mem, align), "%zu", align);
		memset(mem, 0xff, 24);
		k_free(mem);
	}
}

ZTEST(system_heap, test_calloc_clears)
{
	char *mem = k_malloc(200);

	memset(mem, 0xff, 200);
	k_free(mem);
	mem = k_calloc(50, 4);
	for (int i = 0; i < 200; i++) {
		zassert_equal(mem[i], 0);
	}
	k_free(mem);
}

ZTEST(system_heap, test_realloc_keeps_the_content)
{
	char *mem = k_realloc(NULL, 30);
	void *fence = k_malloc(8);

	memset(mem, 7, 30);
	mem = k_realloc(mem, 300);
	for (int i = 0; i < 30; i++) {
		zassert_equal(mem[i], 7);
	}
	mem = k_realloc(mem, 10);
	zassert_equal(mem[9], 7);
	zassert_is_null(k_realloc(mem, CONFIG_HEAP_MEM_POOL_SIZE));
	zassert_is_null(k_realloc(mem, SIZE_MAX));
	zassert_equal(mem[9], 7, "left as it was");
	zassert_is_null(k_realloc(mem, 0));
	k_free(fence);
}

static void malloc_in_isr(const void *arg)
{
	*(void **)arg = k_malloc(10);
}

static void free_in_isr(const void *mem)
{
	k_free((void *)mem);
}

ZTEST(system_heap, test_malloc_and_free_in_isr)
{
	void *mem = NULL;

	irq_offload(malloc_in_isr, &mem);
	zassert_not_null(mem);
	irq_offload(free_in_isr, mem);
}

ZTEST_SUITE(system_heap, NULL, NULL, before, after, NULL);

#endif /* CONFIG_HEAP_MEM_POOL_SIZE > 0 */
