/* SPDX-License-Identifier: MIT */
/*
 * Memory of any size: heaps that threads can wait for, the system's heap of CONFIG_HEAP_MEM_POOL_SIZE
 * bytes, and the heap of each thread, from which the kernel allocates on its behalf.
 *
 * Allocating and freeing take constant time besides what waiters get.
 */
#ifndef ZEPHYR_KERNEL_HEAP_H_
#define ZEPHYR_KERNEL_HEAP_H_

#include <stddef.h>

#include <zephyr/init.h>
#include <zephyr/kernel/thread.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/sys_heap.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A heap. Protected by the interrupt lock. */
struct k_heap {
	struct sys_heap heap;
	_wait_q_t wait_q;
};

#define Z_HEAP_INITIALIZER(obj, heap_mem, heap_bytes)                                              \
	{                                                                                          \
		.heap = {.init_mem = (heap_mem), .init_bytes = (heap_bytes)},                      \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q)                                             \
	}

/** As K_HEAP_DEFINE(), with the memory in a place that @a in_section, an attribute, tells. */
#define Z_HEAP_DEFINE_IN_SECT(name, bytes, in_section)                                             \
	static char in_section __aligned(8) kheap_##name[MAX(bytes, Z_HEAP_MIN_SIZE)];             \
	STRUCT_SECTION_ITERABLE(k_heap, name) =                                                    \
		Z_HEAP_INITIALIZER(name, kheap_##name, sizeof(kheap_##name));                      \
	static int kheap_init_##name(void)                                                         \
	{                                                                                          \
		sys_heap_init(&name.heap, kheap_##name, sizeof(kheap_##name));                     \
		return 0;                                                                          \
	}                                                                                          \
	SYS_INIT(kheap_init_##name, EARLY, 0)

/**
 * Define a heap in @a bytes bytes, of which some are taken for its state. It can be used from the initialisation level PRE_KERNEL_1 on.
 */
#define K_HEAP_DEFINE(name, bytes)                                                                 \
	Z_HEAP_DEFINE_IN_SECT(name, bytes, __noinit_named(kheap_buf_##name))

/** The same: no memory is cached. */
#define K_HEAP_DEFINE_NOCACHE(name, bytes) K_HEAP_DEFINE(name, bytes)

/** Make @a h a heap in @a bytes bytes, at least Z_HEAP_MIN_SIZE, at @a mem. Nobody may await it. Any context. */
void k_heap_init(struct k_heap *h, void *mem, size_t bytes);

/**
 * Allocate @a bytes bytes, aligned to 8; what is in them is undefined. Blocks up to @a timeout; in an interrupt handler only
 * with K_NO_WAIT. What is freed goes to the best waiter for which it is enough.
 * @return the block; NULL if there was no room in time, or @a bytes is 0.
 */
void *k_heap_alloc(struct k_heap *h, size_t bytes, k_timeout_t timeout);

/** As k_heap_alloc(), at an address that is a multiple of @a align, which is 0 or a power of 2. */
void *k_heap_aligned_alloc(struct k_heap *h, size_t align, size_t bytes, k_timeout_t timeout);

/** As k_heap_alloc(), for @a num elements of @a size bytes, all 0. @return NULL also if that is more than memory can be. */
void *k_heap_calloc(struct k_heap *h, size_t num, size_t size, k_timeout_t timeout);

/**
 * Resize the block @a ptr to @a bytes bytes, and move it if need be, which loses an alignment above 8. NULL for @a ptr
 * allocates; 0 for @a bytes frees. Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT.
 * @return the block; NULL if there was no room in time, and then @a ptr is as it was, or if @a bytes is 0.
 */
void *k_heap_realloc(struct k_heap *h, void *ptr, size_t bytes, k_timeout_t timeout);

/** Free the block @a mem of @a h; NULL is none. ISR-legal; a scheduling point. */
void k_heap_free(struct k_heap *h, void *mem);

/** Set *@a heap to the first of the heaps that are defined statically, in one array. Any context. @return how many there are. */
int k_heap_array_get(struct k_heap **heap);

/*
 * The system's heap, if CONFIG_HEAP_MEM_POOL_SIZE is not 0. None of these waits. Any context.
 */

/** @return @a size bytes, aligned to 8; NULL if there is no room, or @a size is 0. Any context. */
void *k_malloc(size_t size);

/** As k_malloc(), at a multiple of @a align, a power of 2. */
void *k_aligned_alloc(size_t align, size_t size);

/** As k_malloc(), for @a nmemb elements of @a size bytes, all 0. */
void *k_calloc(size_t nmemb, size_t size);

/**
 * Resize the block @a ptr, from any of these functions or from a thread's heap, in the heap it is from; NULL for @a ptr
 * is as k_malloc(), 0 for @a size as k_free().
 * @return the block, moved or not; NULL if there is no room, and then @a ptr is as it was, or if @a size is 0.
 */
void *k_realloc(void *ptr, size_t size);

/** Free the block @a ptr from k_malloc() and its kin, or z_thread_malloc(); NULL is none. ISR-legal; a scheduling point. */
void k_free(void *ptr);

#if CONFIG_HEAP_MEM_POOL_SIZE > 0
extern struct k_heap _system_heap;
#define Z_SYSTEM_HEAP (&_system_heap)
#else
#define Z_SYSTEM_HEAP ((struct k_heap *)NULL)
#endif

/*
 * The heap of a thread: that of its creator at first; of the first thread, the system's, if there is one.
 */

/** Have the kernel allocate for @a thread from @a heap; NULL for none. Any context. */
static inline void k_thread_heap_assign(struct k_thread *thread, struct k_heap *heap)
{
	thread->resource_pool = heap;
}

/** Have the kernel allocate for @a thread from the system's heap, if there is one. Any context. */
static inline void k_thread_system_pool_assign(struct k_thread *thread)
{
	thread->resource_pool = Z_SYSTEM_HEAP;
}

/**
 * Allocate @a size bytes from the heap of the current thread, in an interrupt handler from the system's; k_free() frees
 * them. Does not wait. Any context.
 * @return the block, aligned to 8; NULL if there is no heap or no room in it, or @a size is 0.
 */
void *z_thread_malloc(size_t size);

/** As z_thread_malloc(), at a multiple of @a align, a power of 2. */
void *z_thread_aligned_alloc(size_t align, size_t size);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_HEAP_H_ */
