/* SPDX-License-Identifier: MIT */
/*
 * A load for heaps: random allocations and frees that keep a heap about so full.
 * Lock: the caller's, in the functions that it gives.
 */
#include <zephyr/sys/sys_heap.h>
#include <zephyr/sys/util.h>

/** A block that is allocated. */
struct note {
	void *mem;
	size_t bytes;
};

struct load {
	struct note *notes;
	size_t max_blocks;
	size_t blocks;
	size_t in_use;
	size_t total;
	size_t target;
	uint32_t random;
};

/** A linear congruential generator, without its low bits, which have short periods. @return 0 to @a limit - 1. */
static uint32_t random_below(struct load *load, uint32_t limit)
{
	load->random = load->random * 1664525U + 1013904223U;
	return (uint32_t)(((uint64_t)load->random * limit) >> 32);
}

/** @return a size: each is half as likely as one half as large, up to a quarter of the heap. */
static size_t random_size(struct load *load)
{
	uint32_t largest = (uint32_t)MIN(load->total / 4U, UINT32_MAX);
	uint32_t halvings = random_below(load, (uint32_t)LOG2(MAX(largest, 1U)) + 1U);

	return 1U + random_below(load, MAX(largest >> halvings, 1U));
}

/** Whether to allocate next: mostly, below the target; seldom, above it. */
static bool should_alloc(struct load *load)
{
	bool likely = load->in_use < load->target;

	if (load->blocks == 0U || load->blocks == load->max_blocks) {
		return load->blocks == 0U;
	}
	return (random_below(load, 4) != 0U) == likely;
}

static struct note alloc_one(struct load *load, void *(*alloc_fn)(void *arg, size_t bytes),
			     void *arg)
{
	size_t bytes = random_size(load);
	struct note note = {.mem = alloc_fn(arg, bytes), .bytes = bytes};

	if (note.mem != NULL) {
		load->notes[load->blocks++] = note;
		load->in_use += bytes;
	}
	return note;
}

static void free_one(struct load *load, void (*free_fn)(void *arg, void *p), void *arg)
{
	size_t which = random_below(load, (uint32_t)load->blocks);
	struct note note = load->notes[which];

	load->notes[which] = load->notes[--load->blocks];
	load->in_use -= note.bytes;
	free_fn(arg, note.mem);
}

void sys_heap_stress(void *(*alloc_fn)(void *arg, size_t bytes),
		     void (*free_fn)(void *arg, void *p), void *arg, size_t total_bytes,
		     uint32_t op_count, void *scratch_mem, size_t scratch_bytes, int target_percent,
		     struct z_heap_stress_result *result)
{
	struct load load = {
		.notes = scratch_mem,
		.max_blocks = MIN(scratch_bytes / sizeof(struct note), UINT32_MAX),
		.total = total_bytes,
		.target = (size_t)((uint64_t)total_bytes * (unsigned int)target_percent / 100U),
		.random = 1,
	};

	*result = (struct z_heap_stress_result){0};
	for (uint32_t i = 0; i < op_count && load.max_blocks > 0U; i++) {
		if (should_alloc(&load)) {
			result->total_allocs++;
			result->successful_allocs +=
				alloc_one(&load, alloc_fn, arg).mem != NULL ? 1U : 0U;
		} else {
			result->total_frees++;
			free_one(&load, free_fn, arg);
		}
		result->accumulated_in_use_bytes += load.in_use;
	}
}
