/* SPDX-License-Identifier: MIT */
/*
 * Stacks out of the Python heap. Each is in a block of its own, which begins with a link to the next, so
 * that one root leads the collector to all of them for as long as they are in use. It looks at all words of a
 * block, also at those that the thread no longer uses and at the guard, which can be read.
 * Protected by the interpreter lock.
 */
#include "heap_stack.h"

#include "py/gc.h"
#include "py/mpstate.h"

/* One free piece of the heap of at least so many bytes is left to Python, which could do nothing else without. */
#define LEFT_FOR_PYTHON (8 * 1024)

struct heap_stack {
	struct heap_stack *next;
	k_thread_stack_t *stack;
};

MP_REGISTER_ROOT_POINTER(struct heap_stack *port_heap_stacks);

static bool is_enough_left(void)
{
	void *rest = gc_alloc(LEFT_FOR_PYTHON, 0);

	gc_free(rest);
	return rest != NULL;
}

static struct heap_stack *alloc_block(size_t size)
{
	struct heap_stack *block = gc_alloc(size, 0);

	if (block != NULL && !is_enough_left()) {
		gc_free(block);
		return NULL;
	}
	return block;
}

/* There is no garbage: the caller has tried that. Counting what is free (gc_info) would take longer than a collection. */
static struct heap_stack *alloc_block_without_collection(size_t size)
{
	bool may_collect = MP_STATE_MEM(gc_auto_collect_enabled);

	MP_STATE_MEM(gc_auto_collect_enabled) = false;
	struct heap_stack *block = alloc_block(size);
	MP_STATE_MEM(gc_auto_collect_enabled) = may_collect;
	return block;
}

/* The collector knows a block by its first address only, and that is not aligned as a stack is. */
k_thread_stack_t *port_heap_stack_alloc(size_t size)
{
	size_t overhead = sizeof(struct heap_stack) + ARCH_STACK_ALIGN + K_THREAD_STACK_RESERVED;
	struct heap_stack *block = alloc_block_without_collection(overhead + size);

	if (block == NULL) {
		return NULL;
	}
	block->stack = (k_thread_stack_t *)ROUND_UP((uintptr_t)(block + 1), ARCH_STACK_ALIGN);
	block->next = MP_STATE_PORT(port_heap_stacks);
	MP_STATE_PORT(port_heap_stacks) = block;
	return block->stack;
}

/*
 * While the heap is locked gc_free() does nothing; the block is garbage then, and the next collection's. A port
 * that sweeps the whole heap before it ends its threads has freed it already.
 */
static void free_block(struct heap_stack *block)
{
	if (gc_nbytes(block) != 0) {
		gc_free(block);
	}
}

void port_heap_stack_free(k_thread_stack_t *stack)
{
	struct heap_stack **link = &MP_STATE_PORT(port_heap_stacks);

	while (*link != NULL && (*link)->stack != stack) {
		link = &(*link)->next;
	}
	if (*link != NULL) {
		struct heap_stack *block = *link;

		*link = block->next;
		free_block(block);
	}
}
