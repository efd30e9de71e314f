/* SPDX-License-Identifier: MIT */
/* Stacks of threads out of the Python heap, for when nothing beside it has room for one. */
#ifndef PORT_CORTEX_M_HEAP_STACK_H
#define PORT_CORTEX_M_HEAP_STACK_H

#include <zephyr/kernel.h>

/**
 * Takes a stack as k_thread_stack_alloc() does, of @size bytes. With the interpreter lock, when a collection
 * has found no other memory for it; collects nothing. @return the stack, or NULL when the heap has none to spare or is locked.
 */
k_thread_stack_t *port_heap_stack_alloc(size_t size);

/** Gives back @stack, which no thread uses any more. With the interpreter lock; also while the heap is locked. */
void port_heap_stack_free(k_thread_stack_t *stack);

#endif
