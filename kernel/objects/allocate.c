/* SPDX-License-Identifier: MIT */
/*
 * Memory without a heap named: from the system's heap, and from that of the current thread. In front
 * of each block is noted which it is from.
 * Lock: the interrupt lock.
 */
#include <string.h>

#include <zephyr/kernel/heap.h>
#include <zephyr/sys/math_extras.h>

#include "kernel/sched/scheduler.h"

/** In front of a block; as long as its alignment, or else the block would lose that. */
struct origin {
	struct k_heap *heap;
} __aligned(8);

/** @return a block behind its origin, or NULL. */
static void *alloc_from(struct k_heap *heap, size_t align, size_t size)
{
	struct origin *origin;
	size_t bytes;

	if (heap == NULL || size == 0U || size_add_overflow(size, sizeof(*origin), &bytes)) {
		return NULL;
	}

	unsigned int key = z_lock();

	origin = z_heap_aligned_alloc(&heap->heap, align, sizeof(*origin), bytes);
	z_unlock(key);
	if (origin == NULL) {
		return NULL;
	}
	origin->heap = heap;
	return origin + 1;
}

void k_free(void *ptr)
{
	struct origin *origin = ptr;

	if (ptr != NULL) {
		k_heap_free(origin[-1].heap, &origin[-1]);
	}
}

/** The heap of whom the kernel allocates for. */
static struct k_heap *current_heap(void)
{
	return arch_is_in_isr() ? Z_SYSTEM_HEAP : _current->resource_pool;
}

void *z_thread_malloc(size_t size)
{
	return alloc_from(current_heap(), 0U, size);
}

void *z_thread_aligned_alloc(size_t align, size_t size)
{
	return alloc_from(current_heap(), align, size);
}

#if CONFIG_HEAP_MEM_POOL_SIZE > 0

K_HEAP_DEFINE(_system_heap, CONFIG_HEAP_MEM_POOL_SIZE);

void *k_malloc(size_t size)
{
	return alloc_from(&_system_heap, 0U, size);
}

void *k_aligned_alloc(size_t align, size_t size)
{
	return alloc_from(&_system_heap, align, size);
}

void *k_calloc(size_t nmemb, size_t size)
{
	size_t bytes;

	if (size_mul_overflow(nmemb, size, &bytes)) {
		return NULL;
	}

	void *mem = k_malloc(bytes);

	return mem == NULL ? NULL : memset(mem, 0, bytes);
}

void *k_realloc(void *ptr, size_t size)
{
	struct origin *origin = ptr;
	size_t bytes;

	if (ptr == NULL) {
		return k_malloc(size);
	}
	if (size == 0U) {
		k_free(ptr);
		return NULL;
	}
	if (size_add_overflow(size, sizeof(*origin), &bytes)) {
		return NULL;
	}
	origin = k_heap_realloc(origin[-1].heap, &origin[-1], bytes, K_NO_WAIT);
	return origin == NULL ? NULL : origin + 1;
}

#endif /* CONFIG_HEAP_MEM_POOL_SIZE > 0 */
