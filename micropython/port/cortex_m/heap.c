/* SPDX-License-Identifier: MIT */
/*
 * The heap's first part is half of the free RAM; when it is full the next is half of what is left by then, or as
 * much as the allocation needs. The collector gives back a part that is empty. The last of the RAM is left
 * out of it, so that a program whose heap has grown can still start a thread.
 */
#include "cortex_m/heap.h"

#include <zephyr/kernel.h>
#include <zephyr/sys/ram.h>

#include "py/gc.h"
#include "py/mpconfig.h"

/* Beyond this a larger part only makes each collection longer. */
#define FIRST_PART_MAX (256 * 1024)
/* Smaller ones are more work for the collector than they are worth. */
#define LATER_PART_MIN (16 * 1024)
/* The heap does not grow into this: a thread of the usual size, with what its control block takes. */
#define LEFT_FOR_STACKS (PORT_THREAD_STACK_SIZE + 512)

static char *first_part;
static size_t first_part_size;

void heap_init(void)
{
	size_t largest = sys_ram_largest();

	first_part_size = MIN(largest / 2, FIRST_PART_MAX);
	first_part = sys_ram_alloc(sizeof(void *), first_part_size);
	__ASSERT(first_part != NULL, "no RAM is left for the heap");
}

void heap_start(void)
{
	gc_init(first_part, first_part + first_part_size);
}

/* gc.c asks for as much as it has, and so for nearly all of a small RAM. */
void *port_heap_grow(size_t *size, size_t needed)
{
	size_t half = sys_ram_largest() / 2;

	*size = MIN(*size, MAX(needed, MAX(half, LATER_PART_MIN)));
	return sys_ram_alloc(sizeof(void *), *size);
}

void port_heap_shrink(void *area)
{
	(void)sys_ram_free(area);
}

size_t gc_get_max_new_split(void)
{
	size_t largest = sys_ram_largest();

	return largest > LEFT_FOR_STACKS ? largest - LEFT_FOR_STACKS : 0;
}
