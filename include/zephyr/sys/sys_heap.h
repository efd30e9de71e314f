/* SPDX-License-Identifier: MIT */
/*
 * Heaps: blocks of any size out of one piece of memory. Allocating and freeing take
 * constant time, whatever the heap holds; a block costs 4 bytes besides what is asked for,
 * rounded up to 8. Blocks are aligned to 8 bytes.
 *
 * Nothing here locks or blocks: the caller keeps others from the same heap meanwhile, or uses
 * kernel/heap.h. With that, any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_SYS_HEAP_H_
#define ZEPHYR_INCLUDE_SYS_SYS_HEAP_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/sys/mem_stats.h>

#ifdef __cplusplus
extern "C" {
#endif

struct z_heap;

/** A heap. Its state lies at the start of its memory. */
struct sys_heap {
	struct z_heap *heap;
	/** What to give to sys_heap_init(), of a heap that is defined statically. */
	void *init_mem;
	size_t init_bytes;
};

/** The least memory that makes a heap from which something can be allocated, in bytes. */
#ifdef CONFIG_SYS_HEAP_RUNTIME_STATS
#define Z_HEAP_MIN_SIZE (72 + 4 * sizeof(size_t))
#else
#define Z_HEAP_MIN_SIZE 72
#endif

/**
 * Make @a heap of @a bytes bytes at @a mem, at least Z_HEAP_MIN_SIZE, which belong to it from now on. All is free; some of it,
 * less in proportion the larger it is, is taken for the heap's state. More than 8 GiB are not used.
 */
void sys_heap_init(struct sys_heap *heap, void *mem, size_t bytes);

/**
 * Allocate @a bytes bytes; what is in them is undefined. It may fail although there is room, if all free pieces that are
 * large enough are so by less than a quarter: of those only the first CONFIG_SYS_HEAP_ALLOC_LOOPS are looked at.
 * @return the block; NULL if @a bytes is 0 or none is found.
 */
void *sys_heap_alloc(struct sys_heap *heap, size_t bytes);

/** As sys_heap_alloc(): for tables of functions that take an alignment, which it ignores. */
void *sys_heap_noalign_alloc(struct sys_heap *heap, size_t align, size_t bytes);

/**
 * As sys_heap_alloc(), at an address that is a multiple of @a align, which is 0 or a power of 2. It looks for a piece
 * that is larger by @a align and 8 bytes; what is too much stays free.
 */
void *sys_heap_aligned_alloc(struct sys_heap *heap, size_t align, size_t bytes);

/**
 * Resize the block @a ptr: where it is, if there is room, or else by moving what is in it, which loses an alignment
 * above 8. NULL for @a ptr allocates. 0 for @a bytes frees.
 * @return the block; NULL if there is no room, and then @a ptr is as it was, or if @a bytes is 0.
 */
void *sys_heap_realloc(struct sys_heap *heap, void *ptr, size_t bytes);

/** Free the block @a mem; NULL is none. What is not allocated asserts, as far as that shows. */
void sys_heap_free(struct sys_heap *heap, void *mem);

/** @return how many bytes of the block @a mem may be used, at least as many as were asked for. */
size_t sys_heap_usable_size(struct sys_heap *heap, void *mem);

/** Look at all of @a heap, in time proportional to its blocks. @return whether its state is sound. */
bool sys_heap_validate(struct sys_heap *heap);

#ifdef CONFIG_SYS_HEAP_RUNTIME_STATS

/**
 * Tell the use of @a heap. A block counts with its usable size, and so does a free piece.
 * @retval 0        *@a stats is set.
 * @retval -EINVAL  @a heap or @a stats is NULL.
 */
int sys_heap_runtime_stats_get(struct sys_heap *heap, struct sys_memory_stats *stats);

/**
 * Begin the count of the most that was allocated anew.
 * @retval 0        done.
 * @retval -EINVAL  @a heap is NULL.
 */
int sys_heap_runtime_stats_reset_max(struct sys_heap *heap);

#endif /* CONFIG_SYS_HEAP_RUNTIME_STATS */

/** What sys_heap_stress() did. */
struct z_heap_stress_result {
	uint32_t total_allocs;
	uint32_t successful_allocs;
	uint32_t total_frees;
	/** The bytes that were allocated after each operation, added up. */
	uint64_t accumulated_in_use_bytes;
};

/**
 * Allocate and free at random, small blocks more often than large ones, always in the same sequence. Does not touch the
 * blocks, and leaves some allocated.
 * @param alloc_fn, free_fn  allocate and free; called with @a arg.
 * @param total_bytes        the size of the heap.
 * @param op_count           how many allocations and frees.
 * @param scratch_mem        @a scratch_bytes bytes for notes, two words for each block.
 * @param target_percent     about how full to keep the heap.
 */
void sys_heap_stress(void *(*alloc_fn)(void *arg, size_t bytes),
		     void (*free_fn)(void *arg, void *p), void *arg, size_t total_bytes,
		     uint32_t op_count, void *scratch_mem, size_t scratch_bytes, int target_percent,
		     struct z_heap_stress_result *result);

/*
 * For the kernel
 */

/**
 * As sys_heap_aligned_alloc(), but it is the address @a offset bytes, a multiple of 8, behind the start of the block that is
 * a multiple of @a align.
 */
void *z_heap_aligned_alloc(struct sys_heap *heap, size_t align, size_t offset, size_t bytes);

/** Give the block @a mem room for @a bytes bytes, not 0, where it is. @return whether there was room. */
bool z_heap_resize(struct sys_heap *heap, void *mem, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_SYS_HEAP_H_ */
