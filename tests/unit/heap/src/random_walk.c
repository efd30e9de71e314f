/* SPDX-License-Identifier: MIT */
/*
 * Random allocations, resizings and frees, against a model that knows what is in each
 * block: blocks that overlap or lose their content differ from it. A failed check prints the
 * seed and the step. EXTRA_CFLAGS="-DSEEDS=n" runs seeds 1 to n.
 */
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/sys_heap.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/random.h"

#ifndef SEEDS
#define SEEDS 30
#endif
#define STEPS  2000
#define BLOCKS 200
#define MOST   24000

struct block {
	unsigned char *mem;
	size_t bytes;
	/** Byte i is tag + i. */
	unsigned char tag;
};

static char memory[MOST] __aligned(8);
static struct sys_heap heap;
static size_t heap_bytes;
static struct block blocks[BLOCKS];
static int seed;
static int step;
static int done[5];

#define check(condition, what)                                                                     \
	zassert_true(condition, "%s; seed %d, step %d, heap of %zu", what, seed, step, heap_bytes)

static void fill(struct block *block)
{
	block->tag = (unsigned char)random_bits();
	for (size_t i = 0; i < block->bytes; i++) {
		block->mem[i] = (unsigned char)(block->tag + i);
	}
}

static void check_content(const struct block *block, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		check(block->mem[i] == (unsigned char)(block->tag + i), "content was changed");
	}
}

static size_t random_size(void)
{
	static const size_t limits[] = {16, 64, 64, 256, 1024};

	return 1 + (size_t)random_below((
			   int64_t)(random_once_in(50) ? heap_bytes
						       : limits[random_below(ARRAY_SIZE(limits))]));
}

static void place(struct block *block, void *mem, size_t align, size_t bytes)
{
	if (mem == NULL) {
		return;
	}
	block->mem = mem;
	block->bytes = bytes;
	check(IS_ALIGNED(mem, align), "not aligned");
	check((char *)mem > memory && (char *)mem + bytes <= memory + heap_bytes, "not inside");
	check(sys_heap_usable_size(&heap, mem) >= bytes, "too small");
	fill(block);
	done[0]++;
}

static void allocate(struct block *block)
{
	size_t bytes = random_size();
	size_t align = (size_t)1 << random_below(9);

	if (random_once_in(3)) {
		place(block, sys_heap_aligned_alloc(&heap, align, bytes), align, bytes);
		done[1]++;
	} else {
		place(block, sys_heap_alloc(&heap, bytes), 8, bytes);
	}
}

static void release(struct block *block)
{
	check_content(block, block->bytes);
	sys_heap_free(&heap, block->mem);
	block->mem = NULL;
	done[2]++;
}

static void resize(struct block *block)
{
	size_t bytes = random_size();
	void *mem = sys_heap_realloc(&heap, block->mem, bytes);

	if (mem == NULL) {
		check(bytes > block->bytes, "shrinking failed");
		return;
	}
	done[mem == block->mem ? 3 : 4]++;
	block->mem = mem;
	check_content(block, MIN(bytes, block->bytes));
	block->bytes = bytes;
	fill(block);
}

static void take_step(void)
{
	struct block *block = &blocks[random_below(BLOCKS)];

	if (block->mem == NULL) {
		allocate(block);
	} else if (random_once_in(2)) {
		resize(block);
	} else {
		release(block);
	}
	check(sys_heap_validate(&heap), "the heap is damaged");
}

/** @return the largest block that can be allocated. */
static size_t largest(void)
{
	size_t bytes = heap_bytes;
	void *mem;

	while ((mem = sys_heap_alloc(&heap, bytes)) == NULL) {
		bytes--;
	}
	sys_heap_free(&heap, mem);
	return bytes;
}

static void run_seed(int number)
{
	seed = number;
	random_seed((uint32_t)seed);
	heap_bytes = 256 + (size_t)random_below(number % 2 == 0 ? 2048 : MOST - 256);
	sys_heap_init(&heap, memory, heap_bytes);

	size_t whole = largest();

	for (step = 0; step < STEPS; step++) {
		take_step();
	}
	for (int i = 0; i < BLOCKS; i++) {
		if (blocks[i].mem != NULL) {
			release(&blocks[i]);
		}
	}
	check(sys_heap_validate(&heap), "the heap is damaged");
	check(largest() == whole, "memory is lost");
}

ZTEST(heap_random_walk, test_blocks_keep_what_is_in_them)
{
	for (int number = 1; number <= SEEDS; number++) {
		run_seed(number);
	}
	TC_PRINT("seeds 1 to %d\n", SEEDS);
	for (size_t i = 0; i < ARRAY_SIZE(done); i++) {
		zassert_true(done[i] > 10 * SEEDS, "%zu was done %d times only", i, done[i]);
	}
}

ZTEST_SUITE(heap_random_walk, NULL, NULL, NULL, NULL, NULL);
