/* SPDX-License-Identifier: MIT */
/*
 * Whether a heap is sound: its chunks are, and the lists hold exactly the free ones. Of a heap
 * that is not, nothing is read outside its memory.
 * Lock: the caller's.
 */
#include "lib/heap.h"

/** What the chunks add up to. */
struct sums {
	size_t free_chunks;
	size_t free_bytes;
	size_t allocated_bytes;
};

#ifdef CONFIG_SYS_HEAP_RUNTIME_STATS

static bool stats_are_right(const struct z_heap *heap, const struct sums *sums)
{
	return heap->free_bytes == sums->free_bytes &&
	       heap->allocated_bytes == sums->allocated_bytes &&
	       heap->max_allocated_bytes >= sums->allocated_bytes;
}

#else

static bool stats_are_right(const struct z_heap *heap, const struct sums *sums)
{
	ARG_UNUSED(heap);
	ARG_UNUSED(sums);
	return true;
}

#endif

/** Whether a chunk of @a units units fits between @a chunk and the end marker. */
static bool fits(const struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	return units >= MIN_UNITS && units <= heap->end - chunk;
}

/** Whether @a chunk, free, tells its size also at its end and is followed by a used one. */
static bool free_chunk_is_sound(const struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	chunk_t next = chunk + units;

	return *chunk_size_before(heap, next) == units && chunk_is_used(heap, next) &&
	       chunk_follows_free(heap, next);
}

static bool chunk_is_sound(const struct z_heap *heap, chunk_t chunk, struct sums *sums)
{
	uint32_t units = chunk_size(heap, chunk);

	if (!fits(heap, chunk, units)) {
		return false;
	}
	if (chunk_is_used(heap, chunk)) {
		sums->allocated_bytes += chunk_bytes(units);
		return !chunk_follows_free(heap, chunk + units);
	}
	sums->free_chunks++;
	sums->free_bytes += chunk_bytes(units);
	return free_chunk_is_sound(heap, chunk, units);
}

static bool chunks_are_sound(const struct z_heap *heap, struct sums *sums)
{
	chunk_t chunk = heap_first(heap->end);

	if (chunk_follows_free(heap, chunk)) {
		return false;
	}
	while (chunk < heap->end) {
		if (!chunk_is_sound(heap, chunk, sums)) {
			return false;
		}
		chunk += chunk_size(heap, chunk);
	}
	return (*chunk_header(heap, heap->end) | CHUNK_PREV_FREE) == (CHUNK_USED | CHUNK_PREV_FREE);
}

/** Whether @a chunk may follow @a prev in the list of @a class. */
static bool link_is_sound(const struct z_heap *heap, unsigned int class, chunk_t prev,
			  chunk_t chunk)
{
	return chunk >= heap_first(heap->end) && chunk < heap->end &&
	       fits(heap, chunk, chunk_size(heap, chunk)) && !chunk_is_used(heap, chunk) &&
	       class_of(chunk_size(heap, chunk)) == class && *chunk_prev_free(heap, chunk) == prev;
}

/** @return how many chunks the list of @a class has; more than @a limit if something is wrong with it. */
static size_t list_length(const struct z_heap *heap, unsigned int class, size_t limit)
{
	size_t length = 0;
	chunk_t prev = 0;

	for (chunk_t chunk = heap->first_free[class]; chunk != 0U;
	     chunk = *chunk_next_free(heap, chunk)) {
		if (++length > limit || !link_is_sound(heap, class, prev, chunk)) {
			return limit + 1U;
		}
		prev = chunk;
	}
	return length;
}

/** Whether the bit and the head of the list of @a class say the same; classes that the heap has not have no bit. */
static bool bit_is_right(const struct z_heap *heap, unsigned int class)
{
	bool occupied = (heap->occupied[class / 32U] & BIT(class % 32U)) != 0U;

	return occupied == (class < heap_classes(heap->end) && heap->first_free[class] != 0U);
}

static bool lists_are_sound(const struct z_heap *heap, const struct sums *sums)
{
	size_t listed = 0;

	for (unsigned int class = 0; class < CLASS_WORDS * 32U; class ++) {
		if (!bit_is_right(heap, class)) {
			return false;
		}
	}
	for (unsigned int class = 0; class < heap_classes(heap->end); class ++) {
		listed += list_length(heap, class, sums->free_chunks);
	}
	return listed == sums->free_chunks;
}

bool sys_heap_validate(struct sys_heap *heap)
{
	struct sums sums = {0};

	return heap->heap == heap_start(heap->init_mem) &&
	       heap->heap->end == heap_units(heap->init_mem, heap->init_bytes) &&
	       chunks_are_sound(heap->heap, &sums) && lists_are_sound(heap->heap, &sums) &&
	       stats_are_right(heap->heap, &sums);
}
