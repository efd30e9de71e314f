/* SPDX-License-Identifier: MIT */
/*
 * The form of a heap in memory, for lib/heap*.c.
 *
 * A heap is an array of 32-bit words. Chunks cover it without a gap from the first
 * chunk to the end marker, a used chunk of size 0. A chunk is named by the number of the 8-byte unit
 * at which its memory begins; its header is the word before. No chunk has the number 0.
 *
 *	 header | memory ...                         | header | ...
 *	 header | next free | previous free |...| size | header | ...      if free
 *
 * A free chunk is in the list of its size class, its size is repeated in its last word, and its
 * neighbours are used.
 */
#ifndef BREEZE_LIB_HEAP_H_
#define BREEZE_LIB_HEAP_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/sys/ffs.h>
#include <zephyr/sys/sys_heap.h>
#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

/** The application keeps what it likes in the same memory. */
typedef uint32_t __may_alias word_t;

/** The number of a chunk, or 0 for none. */
typedef uint32_t chunk_t;

#define UNIT         8U
#define HEADER_BYTES 4U
/** A header, two links and the size. */
#define MIN_UNITS 2U
/** A header has 30 bits for the size. */
#define MAX_UNITS (BIT(30) - 1U)

/** In a header, below the size: this chunk is used; the one before it is free. */
#define CHUNK_USED      1U
#define CHUNK_PREV_FREE 2U
#define CHUNK_SIZE      4U

/** Each power of 2 is divided into so many classes. */
#define CLASS_BITS  2
#define CLASS_WORDS 4

struct z_heap {
	/** The number of the end marker: the size of the heap. */
	word_t end;
#ifdef CONFIG_SYS_HEAP_RUNTIME_STATS
	/** Bytes that are free and used, without headers. */
	size_t free_bytes;
	size_t allocated_bytes;
	size_t max_allocated_bytes;
#endif
	/** A bit for each class: its list is not empty. */
	word_t occupied[CLASS_WORDS];
	/** The first free chunk of each class. */
	word_t first_free[];
};

/** Where in memory at @a mem a heap begins. */
static inline struct z_heap *heap_start(void *mem)
{
	return (struct z_heap *)ROUND_UP((uintptr_t)mem, UNIT);
}

/** The number of the end marker of a heap in @a bytes bytes at @a mem. */
static inline uint32_t heap_units(void *mem, size_t bytes)
{
	size_t skip = (uintptr_t)heap_start(mem) - (uintptr_t)mem;
	size_t units = bytes < skip ? 0U : (bytes - skip) / UNIT;

	return (uint32_t)MIN(units, MAX_UNITS);
}

static inline word_t *heap_word(const struct z_heap *heap, size_t index)
{
	return (word_t *)heap + index;
}

static inline word_t *chunk_header(const struct z_heap *heap, chunk_t chunk)
{
	return heap_word(heap, 2U * (size_t)chunk - 1U);
}

static inline uint32_t chunk_size(const struct z_heap *heap, chunk_t chunk)
{
	return *chunk_header(heap, chunk) / CHUNK_SIZE;
}

static inline bool chunk_is_used(const struct z_heap *heap, chunk_t chunk)
{
	return (*chunk_header(heap, chunk) & CHUNK_USED) != 0U;
}

/** Whether the chunk before @a chunk is free. */
static inline bool chunk_follows_free(const struct z_heap *heap, chunk_t chunk)
{
	return (*chunk_header(heap, chunk) & CHUNK_PREV_FREE) != 0U;
}

static inline word_t *chunk_next_free(const struct z_heap *heap, chunk_t chunk)
{
	return heap_word(heap, 2U * (size_t)chunk);
}

static inline word_t *chunk_prev_free(const struct z_heap *heap, chunk_t chunk)
{
	return heap_word(heap, 2U * (size_t)chunk + 1U);
}

/** The size of the free chunk that ends where @a chunk begins. */
static inline word_t *chunk_size_before(const struct z_heap *heap, chunk_t chunk)
{
	return heap_word(heap, 2U * (size_t)chunk - 2U);
}

static inline size_t chunk_bytes(uint32_t units)
{
	return (size_t)units * UNIT - HEADER_BYTES;
}

/** The class of chunks of @a units units: one for each size at first, then ever wider. */
static inline unsigned int class_of(uint32_t units)
{
	if (units < BIT(CLASS_BITS)) {
		return units - MIN_UNITS;
	}

	unsigned int level = find_msb_set(units) - 1U - CLASS_BITS;

	/* The top bit of what is left of the size adds a power of 2 to the level. */
	return (level << CLASS_BITS) + (units >> level) - MIN_UNITS;
}

BUILD_ASSERT(CONFIG_SYS_HEAP_ALLOC_LOOPS > 0, "an allocation must look at one chunk at least");

static inline unsigned int heap_classes(uint32_t end)
{
	return class_of(end) + 1U;
}

/** The first chunk of a heap whose end marker is @a end: behind the heads of the lists and a header. */
static inline chunk_t heap_first(uint32_t end)
{
	size_t bytes = sizeof(struct z_heap) + heap_classes(end) * sizeof(word_t) + HEADER_BYTES;

	return (chunk_t)DIV_ROUND_UP(bytes, UNIT);
}

#endif /* BREEZE_LIB_HEAP_H_ */
