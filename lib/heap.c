/* SPDX-License-Identifier: MIT */
/*
 * Heaps: segregated fit in two levels. A request looks at a few chunks of its own
 * size class, where some may be too small, and then takes any of the next class that is not empty,
 * found by a bit map. Chunks that are freed join their free neighbours at once.
 * Lock: the caller's.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/sys/__assert.h>
#include <zephyr/sys/check.h>

#include "lib/heap.h"

#ifdef CONFIG_SYS_HEAP_RUNTIME_STATS

static void count_free(struct z_heap *heap, size_t bytes)
{
	heap->free_bytes += bytes;
}

static void count_allocated(struct z_heap *heap, size_t bytes)
{
	heap->allocated_bytes += bytes;
	heap->max_allocated_bytes = MAX(heap->max_allocated_bytes, heap->allocated_bytes);
}

int sys_heap_runtime_stats_get(struct sys_heap *heap, struct sys_memory_stats *stats)
{
	CHECKIF(heap == NULL || stats == NULL) {
		return -EINVAL;
	}
	stats->free_bytes = heap->heap->free_bytes;
	stats->allocated_bytes = heap->heap->allocated_bytes;
	stats->max_allocated_bytes = heap->heap->max_allocated_bytes;
	return 0;
}

int sys_heap_runtime_stats_reset_max(struct sys_heap *heap)
{
	CHECKIF(heap == NULL) {
		return -EINVAL;
	}
	heap->heap->max_allocated_bytes = heap->heap->allocated_bytes;
	return 0;
}

#else

static void count_free(struct z_heap *heap, size_t bytes)
{
	ARG_UNUSED(heap);
	ARG_UNUSED(bytes);
}

static void count_allocated(struct z_heap *heap, size_t bytes)
{
	ARG_UNUSED(heap);
	ARG_UNUSED(bytes);
}

#endif /* CONFIG_SYS_HEAP_RUNTIME_STATS */

/*
 * Lists of free chunks
 */

static void list_add(struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	unsigned int class = class_of(units);
	chunk_t next = heap->first_free[class];

	*chunk_next_free(heap, chunk) = next;
	*chunk_prev_free(heap, chunk) = 0U;
	if (next != 0U) {
		*chunk_prev_free(heap, next) = chunk;
	}
	heap->first_free[class] = chunk;
	heap->occupied[class / 32U] |= BIT(class % 32U);
	count_free(heap, chunk_bytes(units));
}

static void list_remove(struct z_heap *heap, chunk_t chunk)
{
	uint32_t units = chunk_size(heap, chunk);
	chunk_t next = *chunk_next_free(heap, chunk);
	chunk_t prev = *chunk_prev_free(heap, chunk);

	if (next != 0U) {
		*chunk_prev_free(heap, next) = prev;
	}
	if (prev != 0U) {
		*chunk_next_free(heap, prev) = next;
	} else {
		unsigned int class = class_of(units);

		heap->first_free[class] = next;
		heap->occupied[class / 32U] &= ~(next == 0U ? BIT(class % 32U) : 0U);
	}
	count_free(heap, -chunk_bytes(units));
}

/** @return the first chunk of a class above @a class, or 0. */
static chunk_t first_above(const struct z_heap *heap, unsigned int class)
{
	unsigned int index = (class + 1U) / 32U;
	uint32_t bits = heap->occupied[index] & (~0U << (class + 1U) % 32U);

	while (bits == 0U) {
		if (++index == CLASS_WORDS) {
			return 0;
		}
		bits = heap->occupied[index];
	}
	return heap->first_free[index * 32U + find_lsb_set(bits) - 1U];
}

/** @return a free chunk of at least @a units units, which the heap as a whole has, or 0. */
static chunk_t find_free(const struct z_heap *heap, uint32_t units)
{
	unsigned int class = class_of(units);
	chunk_t chunk = heap->first_free[class];

	for (int i = 0; i < CONFIG_SYS_HEAP_ALLOC_LOOPS && chunk != 0U; i++) {
		if (chunk_size(heap, chunk) >= units) {
			return chunk;
		}
		chunk = *chunk_next_free(heap, chunk);
	}
	return first_above(heap, class);
}

/*
 * Chunks
 */

/** Make @a units units at @a chunk, between used chunks, free. */
static void make_free(struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	*chunk_header(heap, chunk) = units * CHUNK_SIZE;
	*chunk_size_before(heap, chunk + units) = units;
	*chunk_header(heap, chunk + units) |= CHUNK_PREV_FREE;
	list_add(heap, chunk, units);
}

/** Make the chunk of @a units units at @a chunk, in no list, used; the one before it is used too. */
static void make_used(struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	*chunk_header(heap, chunk) = units * CHUNK_SIZE | CHUNK_USED;
	*chunk_header(heap, chunk + units) &= ~CHUNK_PREV_FREE;
}

/** Free the used @a chunk, which joins its free neighbours. */
static void release(struct z_heap *heap, chunk_t chunk)
{
	uint32_t units = chunk_size(heap, chunk);
	chunk_t next = chunk + units;

	/* Then a second free shows, also when this is no longer a header. */
	*chunk_header(heap, chunk) &= ~CHUNK_USED;
	if (!chunk_is_used(heap, next)) {
		list_remove(heap, next);
		units += chunk_size(heap, next);
	}
	if (chunk_follows_free(heap, chunk)) {
		uint32_t before = *chunk_size_before(heap, chunk);

		chunk -= before;
		list_remove(heap, chunk);
		units += before;
	}
	make_free(heap, chunk, units);
}

/** Free what the used @a chunk has behind its first @a units units, unless that is too little for a chunk. */
static void cut(struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	uint32_t all = chunk_size(heap, chunk);

	if (all - units < MIN_UNITS) {
		return;
	}
	*chunk_header(heap, chunk) -= (all - units) * CHUNK_SIZE;
	*chunk_header(heap, chunk + units) = (all - units) * CHUNK_SIZE | CHUNK_USED;
	release(heap, chunk + units);
}

/** @return the units of a chunk for @a bytes bytes, or 0 if the heap can not have such a chunk. */
static uint32_t units_for(const struct z_heap *heap, size_t bytes)
{
	if (bytes == 0U || bytes / UNIT >= heap->end) {
		return 0;
	}

	size_t units = (bytes + HEADER_BYTES + UNIT - 1U) / UNIT;

	return units < heap->end ? MAX((uint32_t)units, MIN_UNITS) : 0U;
}

static void *memory_of(const struct z_heap *heap, chunk_t chunk)
{
	return heap_word(heap, 2U * (size_t)chunk);
}

/** Whether @a mem looks like a block of @a heap. */
static bool is_block(const struct z_heap *heap, const void *mem)
{
	size_t offset = (size_t)((const char *)mem - (const char *)heap);
	size_t chunk = offset / UNIT;

	return offset % UNIT == 0U && chunk >= heap_first(heap->end) && chunk < heap->end &&
	       chunk_is_used(heap, (chunk_t)chunk) &&
	       chunk_size(heap, (chunk_t)chunk) <= heap->end - chunk;
}

static chunk_t chunk_of(const struct z_heap *heap, const void *mem)
{
	__ASSERT(is_block(heap, mem), "%p is not allocated from this heap (freed before?)", mem);
	return (chunk_t)((size_t)((const char *)mem - (const char *)heap) / UNIT);
}

/*
 * Calls
 */

void sys_heap_init(struct sys_heap *heap, void *mem, size_t bytes)
{
	struct z_heap *made = heap_start(mem);
	uint32_t end = heap_units(mem, bytes);

	__ASSERT(end > MIN_UNITS && heap_first(end) + MIN_UNITS <= end,
		 "%zu bytes are too few for a heap: Z_HEAP_MIN_SIZE", bytes);
	memset(made, 0, (size_t)heap_first(end) * UNIT);
	made->end = end;
	*chunk_header(made, end) = CHUNK_USED;
	make_free(made, heap_first(end), end - heap_first(end));
	heap->heap = made;
	heap->init_mem = mem;
	heap->init_bytes = bytes;
}

/** @return a used chunk of at least @a units units, or 0. */
static chunk_t take(struct z_heap *heap, uint32_t units)
{
	chunk_t chunk = units == 0U ? 0U : find_free(heap, units);

	if (chunk != 0U) {
		list_remove(heap, chunk);
		make_used(heap, chunk, chunk_size(heap, chunk));
	}
	return chunk;
}

/** Leave the used @a chunk, to be given out, @a units units. @return its memory. */
static void *finish(struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	cut(heap, chunk, units);
	count_allocated(heap, chunk_bytes(chunk_size(heap, chunk)));
	return memory_of(heap, chunk);
}

void *sys_heap_alloc(struct sys_heap *heap, size_t bytes)
{
	uint32_t units = units_for(heap->heap, bytes);
	chunk_t chunk = take(heap->heap, units);

	return chunk == 0U ? NULL : finish(heap->heap, chunk, units);
}

void *sys_heap_noalign_alloc(struct sys_heap *heap, size_t align, size_t bytes)
{
	ARG_UNUSED(align);
	return sys_heap_alloc(heap, bytes);
}

/** Free the first @a units units, 0 or enough for a chunk, of the used @a chunk. @return where the rest begins. */
static chunk_t cut_front(struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	if (units != 0U) {
		make_used(heap, chunk + units, chunk_size(heap, chunk) - units);
		make_free(heap, chunk, units);
	}
	return chunk + units;
}

/** @return the bytes, in front of @a mem, that an aligned block leaves: none, or enough for a chunk. */
static size_t gap_before(const void *mem, size_t align, size_t offset)
{
	size_t gap = -((uintptr_t)mem + offset) & (align - 1U);

	return gap == UNIT ? gap + align : gap;
}

void *z_heap_aligned_alloc(struct sys_heap *heap, size_t align, size_t offset, size_t bytes)
{
	struct z_heap *h = heap->heap;
	uint32_t units = units_for(h, bytes);

	__ASSERT((align & (align - 1U)) == 0U, "alignment %zu is not a power of 2", align);
	__ASSERT(offset % UNIT == 0U, "offset %zu is not a multiple of 8", offset);
	if (align <= UNIT) {
		return sys_heap_alloc(heap, bytes);
	}
	if (units == 0U || align / UNIT >= h->end - units) {
		return NULL;
	}

	/* The longest gap takes this much more. */
	chunk_t chunk = take(h, units + (uint32_t)(align / UNIT) + 1U);

	if (chunk == 0U) {
		return NULL;
	}

	size_t gap = gap_before(memory_of(h, chunk), align, offset);

	return finish(h, cut_front(h, chunk, (uint32_t)(gap / UNIT)), units);
}

void *sys_heap_aligned_alloc(struct sys_heap *heap, size_t align, size_t bytes)
{
	return z_heap_aligned_alloc(heap, align, 0U, bytes);
}

void sys_heap_free(struct sys_heap *heap, void *mem)
{
	if (mem == NULL) {
		return;
	}

	chunk_t chunk = chunk_of(heap->heap, mem);

	count_allocated(heap->heap, -chunk_bytes(chunk_size(heap->heap, chunk)));
	release(heap->heap, chunk);
}

size_t sys_heap_usable_size(struct sys_heap *heap, void *mem)
{
	return chunk_bytes(chunk_size(heap->heap, chunk_of(heap->heap, mem)));
}

/** Let the used @a chunk, of @a units units, take in the free one behind it. */
static void absorb_next(struct z_heap *heap, chunk_t chunk, uint32_t units)
{
	chunk_t next = chunk + units;
	word_t before = *chunk_header(heap, chunk) & CHUNK_PREV_FREE;

	list_remove(heap, next);
	make_used(heap, chunk, units + chunk_size(heap, next));
	*chunk_header(heap, chunk) |= before;
}

bool z_heap_resize(struct sys_heap *heap, void *mem, size_t bytes)
{
	struct z_heap *h = heap->heap;
	chunk_t chunk = chunk_of(h, mem);
	uint32_t have = chunk_size(h, chunk);
	uint32_t want = units_for(h, bytes);
	chunk_t next = chunk + have;

	if (want == 0U) {
		return false;
	}
	if (want > have) {
		if (chunk_is_used(h, next) || want - have > chunk_size(h, next)) {
			return false;
		}
		absorb_next(h, chunk, have);
	}
	count_allocated(h, -chunk_bytes(have));
	(void)finish(h, chunk, want);
	return true;
}

void *sys_heap_realloc(struct sys_heap *heap, void *ptr, size_t bytes)
{
	if (ptr == NULL) {
		return sys_heap_alloc(heap, bytes);
	}
	if (bytes == 0U) {
		sys_heap_free(heap, ptr);
		return NULL;
	}
	if (z_heap_resize(heap, ptr, bytes)) {
		return ptr;
	}

	void *moved = sys_heap_alloc(heap, bytes);

	if (moved != NULL) {
		/* What shrinks does so in place. */
		memcpy(moved, ptr, sys_heap_usable_size(heap, ptr));
		sys_heap_free(heap, ptr);
	}
	return moved;
}
