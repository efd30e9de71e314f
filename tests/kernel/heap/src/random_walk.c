/* SPDX-License-Identifier: MIT */
/*
 * Random requests of threads, with and without waiting, frees by threads and interrupt handlers,
 * timeouts and aborts. After each step all blocks have their content, and nobody waits whose request
 * could be satisfied. A failed check prints seed and step. EXTRA_CFLAGS="-DSEEDS=n" runs seeds
 * 1 to n.
 */
#include <string.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/random.h"
#include "tests/kernel/support/worker.h"

#ifndef SEEDS
#define SEEDS 20
#endif
#define STEPS      500
#define BLOCKS     12
#define HEAP_BYTES 1500

struct block {
	char *mem;
	size_t bytes;
	char tag;
};

/** What a worker does. */
struct wish {
	size_t bytes;
	size_t align;
	int ticks;
	/** The block that is made or resized. */
	struct block *block;
};

static char memory[HEAP_BYTES];
static struct k_heap heap;
static struct block blocks[BLOCKS];
static struct wish wishes[WORKERS];
static int seed;
static int step;
static int waited;
static int served;
static int timed_out;

#define check(condition, what) zassert_true(condition, "%s; seed %d, step %d", what, seed, step)

static void fill(struct block *block)
{
	block->tag = (char)random_bits();
	memset(block->mem, block->tag, block->bytes);
}

static void check_content(const struct block *block, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		check(block->mem[i] == block->tag, "content was changed");
	}
}

static k_timeout_t timeout_of(const struct wish *wish)
{
	return wish->ticks < 0 ? K_FOREVER : K_TICKS(wish->ticks);
}

static void *request(const struct wish *wish)
{
	if (wish->block->mem != NULL) {
		return k_heap_realloc(&heap, wish->block->mem, wish->bytes, timeout_of(wish));
	}
	return k_heap_aligned_alloc(&heap, wish->align, wish->bytes, timeout_of(wish));
}

static int carry_out(void *arg)
{
	struct wish *wish = arg;
	struct block *block = wish->block;
	char *mem = request(wish);

	if (mem == NULL) {
		return -1;
	}
	check(IS_ALIGNED(mem, wish->align), "not aligned");
	block->mem = mem;
	check_content(block, MIN(block->bytes, wish->bytes));
	block->bytes = wish->bytes;
	fill(block);
	return 0;
}

static bool waits(int worker)
{
	return worker_made[worker] && worker_result(worker) == INT32_MIN;
}

/** Whether a worker waits to resize @a block or to make it. */
static bool is_awaited(const struct block *block)
{
	for (int i = 0; i < WORKERS; i++) {
		if (waits(i) && wishes[i].block == block) {
			return true;
		}
	}
	return false;
}

static void ask(void)
{
	int worker = (int)random_below(WORKERS);
	struct block *block = &blocks[random_below(BLOCKS)];

	if (waits(worker) || is_awaited(block)) {
		return;
	}
	wishes[worker] = (struct wish){
		.bytes = 1 + (size_t)random_below(random_once_in(3) ? 600 : 100),
		.align = block->mem == NULL && random_once_in(3) ? 64 : 1,
		.ticks = (int)random_below(12) - 1,
		.block = block,
	};
	if (block->mem == NULL) {
		block->bytes = 0;
	}
	run_worker(worker, (int)random_below(10), carry_out, &wishes[worker]);
	waited += waits(worker) ? 1 : 0;
}

static void release(const void *mem)
{
	k_heap_free(&heap, (void *)mem);
}

static void free_one(void)
{
	struct block *block = &blocks[random_below(BLOCKS)];
	char *mem = block->mem;

	if (mem == NULL || is_awaited(block)) {
		return;
	}
	check_content(block, block->bytes);
	block->mem = NULL;
	if (random_once_in(2)) {
		irq_offload(release, mem);
	} else {
		release(mem);
	}
}

static void abort_one(void)
{
	int worker = (int)random_below(WORKERS);

	if (waits(worker)) {
		k_thread_abort(&worker_threads[worker]);
		worker_made[worker] = false;
	}
}

static int count_waiting(void)
{
	int count = 0;

	for (int i = 0; i < WORKERS; i++) {
		count += waits(i) ? 1 : 0;
	}
	return count;
}

static void take_step(void)
{
	static void (*const steps[])(void) = {ask, ask, ask, free_one, free_one, abort_one};
	int64_t which = random_below(20);
	int waiting = count_waiting();

	if (which == 0) {
		k_sleep(K_TICKS(1 + random_below(5)));
		timed_out += waiting - count_waiting();
		return;
	}
	steps[which == 1 ? 5 : which % 5]();
	run_others();
	served += which != 1 ? MAX(waiting - count_waiting(), 0) : 0;
}

static void check_waiters(void)
{
	for (int i = 0; i < WORKERS; i++) {
		if (waits(i)) {
			void *mem = k_heap_aligned_alloc(&heap, wishes[i].align, wishes[i].bytes,
							 K_NO_WAIT);

			check(mem == NULL, "somebody waits for what there is");
		}
	}
}

static void check_all(void)
{
	check(sys_heap_validate(&heap.heap), "the heap is damaged");
	for (int i = 0; i < BLOCKS; i++) {
		if (blocks[i].mem != NULL) {
			check_content(&blocks[i], blocks[i].bytes);
		}
	}
	check_waiters();
}

static void run_seed(int number)
{
	seed = number;
	random_seed((uint32_t)seed);
	k_heap_init(&heap, memory, sizeof(memory));
	memset(blocks, 0, sizeof(blocks));
	for (step = 0; step < STEPS; step++) {
		take_step();
		check_all();
	}
	retire_workers();
	for (int i = 0; i < BLOCKS; i++) {
		k_heap_free(&heap, blocks[i].mem);
	}
	check(k_heap_alloc(&heap, HEAP_BYTES - 200, K_NO_WAIT) != NULL, "memory is lost");
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(heap_random_walk, test_nobody_waits_for_what_there_is)
{
	for (int number = 1; number <= SEEDS; number++) {
		run_seed(number);
	}
	TC_PRINT("seeds 1 to %d: %d waited, %d were served, %d timed out\n", SEEDS, waited, served,
		 timed_out);
	zassert_true(waited > 10 * SEEDS && served > 5 * SEEDS && timed_out > 5 * SEEDS);
}

ZTEST_SUITE(heap_random_walk, NULL, NULL, NULL, after, NULL);
