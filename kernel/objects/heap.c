/* SPDX-License-Identifier: MIT */
/*
 * Heaps that threads can wait for. Who frees looks, from the best waiter on, for whom it is
 * enough now, and allocates in their place: so nobody slips in between. A
 * waiter's swap_data points to what it asks for.
 * Lock: the interrupt lock. Blocks are copied and cleared without it.
 */
#include <string.h>

#include <zephyr/kernel/heap.h>
#include <zephyr/sys/math_extras.h>

#include "kernel/sched/scheduler.h"

struct request {
	size_t align;
	size_t bytes;
	/** The block that should grow, or NULL. */
	void *old;
	/** The result. */
	void *mem;
};

void k_heap_init(struct k_heap *h, void *mem, size_t bytes)
{
	*h = (struct k_heap)Z_HEAP_INITIALIZER(*h, mem, bytes);
	sys_heap_init(&h->heap, mem, bytes);
}

int k_heap_array_get(struct k_heap **heap)
{
	int count;

	STRUCT_SECTION_GET(k_heap, 0, heap);
	STRUCT_SECTION_COUNT(k_heap, &count);
	return count;
}

/** @return whether @a request is satisfied. */
static bool satisfy(struct k_heap *h, struct request *request)
{
	if (request->old != NULL && z_heap_resize(&h->heap, request->old, request->bytes)) {
		request->mem = request->old;
	} else {
		request->mem = sys_heap_aligned_alloc(&h->heap, request->align, request->bytes);
	}
	return request->mem != NULL;
}

/** Memory was freed: wake the waiters for whom it is enough. */
static void serve_waiters(struct k_heap *h)
{
	struct k_thread *next;

	for (struct k_thread *thread = z_wait_q_first(&h->wait_q); thread != NULL; thread = next) {
		next = z_wait_q_next(&h->wait_q, thread);
		if (satisfy(h, thread->base.swap_data)) {
			z_wake(thread, 0);
		}
	}
}

/** @return the block, or NULL. */
static void *ask(struct k_heap *h, struct request *request, k_timeout_t timeout)
{
	unsigned int key = z_lock();

	if (satisfy(h, request)) {
		/* What is resized in place may have shrunk. */
		if (request->mem == request->old) {
			serve_waiters(h);
		}
		z_reschedule(key);
	} else if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
	} else {
		_current->base.swap_data = request;
		(void)z_wait(&h->wait_q, Z_WAIT_HEAP, timeout, key);
	}
	return request->mem;
}

void *k_heap_aligned_alloc(struct k_heap *h, size_t align, size_t bytes, k_timeout_t timeout)
{
	struct request request = {.align = align, .bytes = bytes};

	z_check_may_wait(timeout);
	return bytes == 0U ? NULL : ask(h, &request, timeout);
}

void *k_heap_alloc(struct k_heap *h, size_t bytes, k_timeout_t timeout)
{
	z_check_may_wait(timeout);
	return k_heap_aligned_alloc(h, 0U, bytes, timeout);
}

void *k_heap_calloc(struct k_heap *h, size_t num, size_t size, k_timeout_t timeout)
{
	size_t bytes;

	z_check_may_wait(timeout);
	if (size_mul_overflow(num, size, &bytes)) {
		return NULL;
	}

	void *mem = k_heap_aligned_alloc(h, 0U, bytes, timeout);

	return mem == NULL ? NULL : memset(mem, 0, bytes);
}

void *k_heap_realloc(struct k_heap *h, void *ptr, size_t bytes, k_timeout_t timeout)
{
	struct request request = {.bytes = bytes, .old = ptr};

	z_check_may_wait(timeout);
	if (bytes == 0U) {
		k_heap_free(h, ptr);
		return NULL;
	}

	void *mem = ask(h, &request, timeout);

	if (ptr != NULL && mem != NULL && mem != ptr) {
		/* It has moved because it grew. */
		memcpy(mem, ptr, sys_heap_usable_size(&h->heap, ptr));
		k_heap_free(h, ptr);
	}
	return mem;
}

void k_heap_free(struct k_heap *h, void *mem)
{
	unsigned int key = z_lock();

	sys_heap_free(&h->heap, mem);
	serve_waiters(h);
	z_reschedule(key);
}
