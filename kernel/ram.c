/* SPDX-License-Identifier: MIT */
/*
 * The board's free RAM, first fit. Each region begins with its head and is
 * covered by blocks without a gap: a header of 8 bytes, then memory. To find
 * anything is to walk along the headers, so a pointer is checked for what it is and not for
 * what lies before it. Neighbours that are free become one when a walk passes.
 * Addresses and sizes are multiples of 8, so what is cut off a block always has room
 * for a header.
 * Lock: the scheduler's, because a walk is as long as there are blocks.
 */
#include <zephyr/kernel/scheduling.h>
#include <zephyr/sys/ram.h>
#include <zephyr/sys/util.h>

#define UNIT 8U

struct block {
	/** Bytes behind this header. */
	size_t size;
	size_t used;
} __aligned(UNIT);

struct region {
	struct region *next;
	char *end;
} __aligned(UNIT);

static struct region *regions;

static struct block *first_of(struct region *region)
{
	return (struct block *)(region + 1);
}

static char *end_of(struct block *block)
{
	return (char *)(block + 1) + block->size;
}

/** The block behind @a block, or NULL. */
static struct block *next_of(const struct region *region, struct block *block)
{
	char *end = end_of(block);

	return end < region->end ? (struct block *)end : NULL;
}

static void absorb_free_neighbours(const struct region *region, struct block *block)
{
	struct block *next;

	while ((next = next_of(region, block)) != NULL && next->used == 0U) {
		block->size += sizeof(*next) + next->size;
	}
}

/** Cut @a block behind its first @a size bytes. @return the block that begins there. */
static struct block *split(struct block *block, size_t size)
{
	struct block *rest = (struct block *)((char *)(block + 1) + size);

	*rest = (struct block){.size = block->size - size - sizeof(*rest)};
	block->size = size;
	return rest;
}

/** Take @a size bytes aligned to @a align out of the free @a block, if it has them. */
static void *take(struct block *block, size_t align, size_t size)
{
	uintptr_t start = (uintptr_t)(block + 1);
	size_t skip = ROUND_UP(start, align) - start;

	if (skip > block->size || block->size - skip < size) {
		return NULL;
	}
	if (skip > 0U) {
		block = split(block, skip - sizeof(*block));
	}
	if (block->size > size) {
		(void)split(block, size);
	}
	block->used = 1;
	return block + 1;
}

static void *take_from(struct region *region, size_t align, size_t size)
{
	for (struct block *block = first_of(region); block != NULL;
	     block = next_of(region, block)) {
		if (block->used == 0U) {
			absorb_free_neighbours(region, block);
			void *memory = take(block, align, size);
			if (memory != NULL) {
				return memory;
			}
		}
	}
	return NULL;
}

void sys_ram_add(void *start, size_t size)
{
	uintptr_t low = ROUND_UP((uintptr_t)start, UNIT);
	uintptr_t high = ROUND_DOWN((uintptr_t)start + size, UNIT);
	struct region *region = (struct region *)low;

	if (high < low + sizeof(*region) + sizeof(struct block)) {
		return;
	}
	*first_of(region) = (struct block){
		.size = high - low - sizeof(*region) - sizeof(struct block),
	};
	region->end = (char *)high;
	k_sched_lock();
	region->next = regions;
	regions = region;
	k_sched_unlock();
}

void *sys_ram_alloc(size_t align, size_t size)
{
	void *memory = NULL;

	if (size == 0U || size > SIZE_MAX - UNIT) {
		return NULL;
	}
	size = ROUND_UP(size, UNIT);
	k_sched_lock();
	for (struct region *region = regions; region != NULL && memory == NULL;
	     region = region->next) {
		memory = take_from(region, MAX(align, UNIT), size);
	}
	k_sched_unlock();
	return memory;
}

/** The used block whose memory begins at @a ptr, or NULL. With the scheduler locked. */
static struct block *find(const void *ptr)
{
	for (struct region *region = regions; region != NULL; region = region->next) {
		struct block *block = first_of(region);

		while (block != NULL && ((const void *)(block + 1) != ptr || block->used == 0U)) {
			block = next_of(region, block);
		}
		if (block != NULL) {
			return block;
		}
	}
	return NULL;
}

bool sys_ram_free(void *ptr)
{
	struct block *block;

	k_sched_lock();
	block = find(ptr);
	if (block != NULL) {
		block->used = 0;
	}
	k_sched_unlock();
	return block != NULL;
}

size_t sys_ram_size(const void *ptr)
{
	const struct block *block;
	size_t size;

	k_sched_lock();
	block = find(ptr);
	size = block != NULL ? block->size : 0U;
	k_sched_unlock();
	return size;
}

size_t sys_ram_largest(void)
{
	size_t largest = 0;

	k_sched_lock();
	for (struct region *region = regions; region != NULL; region = region->next) {
		for (struct block *block = first_of(region); block != NULL;
		     block = next_of(region, block)) {
			if (block->used == 0U) {
				absorb_free_neighbours(region, block);
				largest = MAX(largest, block->size);
			}
		}
	}
	k_sched_unlock();
	return largest;
}
