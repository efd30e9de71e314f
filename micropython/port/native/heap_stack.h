/* SPDX-License-Identifier: MIT */
/* No stack comes out of the Python heap: beside it there is the memory of the machine. */
#ifndef PORT_NATIVE_HEAP_STACK_H
#define PORT_NATIVE_HEAP_STACK_H

#include <zephyr/kernel.h>

static inline k_thread_stack_t *port_heap_stack_alloc(size_t size)
{
	(void)size;
	return NULL;
}

static inline void port_heap_stack_free(k_thread_stack_t *stack)
{
	(void)stack;
}

#endif
