/* SPDX-License-Identifier: MIT */
/*
 * Stacks from memory: k_thread_stack_alloc() and k_thread_stack_free().
 *
 * Stacks are cut from slabs: aligned, mapped regions whose head describes the
 * stacks in it. All stacks of a slab have one size class. A free stack is on
 * the hot list of its class while the cache has room for its memory, and else
 * on the cold list, its memory returned to the system; address space is kept for reuse.
 * A stack gets its guard when it is first cut. Where the system can not put
 * guards into a mapping, a guard splits it in two, and the number of mappings is
 * limited: stacks beyond that go without.
 * Lock: the interrupt lock.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <zephyr/kernel/thread_stack.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"
#include "arch/posix/sanitizer.h"
#include "arch/posix/stack_alloc.h"

#define PAGE       ((size_t)CONFIG_NATIVE_PAGE_SIZE)
#define SLAB_ALIGN ((size_t)16 << 20)
#define CACHE      ((size_t)CONFIG_NATIVE_STACK_CACHE * 1024)

/** No machine has more to map; and the table of classes ends there. */
#define MAX_SIZE MIN((uint64_t)1 << 40, (uint64_t)SIZE_MAX / 4)

/** Size classes: 8 for each power of two of pages. */
#define CLASSES_PER_DOUBLING 8U
#define CLASSES              256U

enum state {
	FREE,
	ALLOCATED,
	IN_USE,
};

struct entry {
	struct entry *next;
	enum state state;
};

struct slab {
	/** Next in the same bucket of the table of all slabs. */
	struct slab *next;
	struct size_class *size_class;
	/**
	 * The first stack, the distance from one to the next, and how many were cut of how many.
	 */
	char *first;
	size_t stride;
	unsigned int cut, count;
	struct entry entries[];
};

struct size_class {
	struct entry *hot, *cold;
	/** The slab that new stacks are cut from. */
	struct slab *slab;
};

static struct size_class classes[CLASSES];
static struct slab *buckets[1024];
static size_t hot_bytes;

/*
 * Size classes
 */

/** The smallest class whose stacks have @a pages pages, 1 or more. */
static unsigned int class_of(size_t pages)
{
	unsigned int log, step;

	if (pages <= 2 * CLASSES_PER_DOUBLING) {
		return (unsigned int)pages;
	}
	log = (unsigned int)(63 - __builtin_clzll(pages - 1));
	step = (unsigned int)((pages - 1) >> (log - 3)) - CLASSES_PER_DOUBLING + 1;
	return 2 * CLASSES_PER_DOUBLING + (log - 4) * CLASSES_PER_DOUBLING + step;
}

/** The pages that a stack of @a number has. */
static size_t pages_of(unsigned int number)
{
	unsigned int above;

	if (number <= 2 * CLASSES_PER_DOUBLING) {
		return number;
	}
	above = number - 2 * CLASSES_PER_DOUBLING - 1;
	return (size_t)(CLASSES_PER_DOUBLING + above % CLASSES_PER_DOUBLING + 1)
	       << (above / CLASSES_PER_DOUBLING + 1);
}

/*
 * Slabs
 */

static struct slab **bucket_of(const void *address)
{
	return &buckets[(uintptr_t)address / SLAB_ALIGN % ARRAY_SIZE(buckets)];
}

/** The entry of the stack @a object, or NULL if there is no such stack. */
static struct entry *find(const void *object)
{
	uintptr_t base = ROUND_DOWN((uintptr_t)object, SLAB_ALIGN);
	struct slab *slab = *bucket_of(object);
	size_t offset;

	while (slab != NULL && (uintptr_t)slab != base) {
		slab = slab->next;
	}
	if (slab == NULL) {
		return NULL;
	}
	offset = (size_t)((const char *)object - slab->first);
	return offset % slab->stride == 0 && offset / slab->stride < slab->cut
		       ? &slab->entries[offset / slab->stride]
		       : NULL;
}

static struct slab *slab_of(const struct entry *entry)
{
	return (struct slab *)ROUND_DOWN((uintptr_t)entry, SLAB_ALIGN);
}

static char *object_of(const struct entry *entry)
{
	const struct slab *slab = slab_of(entry);

	return slab->first + (size_t)(entry - slab->entries) * slab->stride;
}

/** Map @a size bytes whose address is a multiple of SLAB_ALIGN. */
static void *map_aligned(size_t size)
{
	char *start = mmap(NULL, size + SLAB_ALIGN, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
	char *aligned;

	if (start == MAP_FAILED) {
		return NULL;
	}
	aligned = (char *)ROUND_UP((uintptr_t)start, SLAB_ALIGN);
	if (aligned != start) {
		munmap(start, (size_t)(aligned - start));
	}
	munmap(aligned + size, (size_t)(start + SLAB_ALIGN - aligned));
	/* A huge page would make a stack that uses a few kilobytes take megabytes. */
	(void)madvise(aligned, size, MADV_NOHUGEPAGE);
	return aligned;
}

static struct slab *new_slab(struct size_class *size_class, size_t stride)
{
	unsigned int count = (unsigned int)MAX(SLAB_ALIGN / (stride + sizeof(struct entry)), 1U);
	size_t head, size;
	struct slab *slab;

	count -= count > 1 && ROUND_UP(sizeof(*slab) + count * sizeof(struct entry), PAGE) +
						 count * stride >
					 SLAB_ALIGN
			 ? 1U
			 : 0U;
	head = ROUND_UP(sizeof(*slab) + count * sizeof(struct entry), PAGE);
	size = ROUND_UP(head + count * stride, SLAB_ALIGN);
	slab = map_aligned(size);
	if (slab == NULL) {
		return NULL;
	}
	slab->size_class = size_class;
	slab->first = (char *)slab + head;
	slab->stride = stride;
	slab->count = count;
	slab->next = *bucket_of(slab);
	*bucket_of(slab) = slab;
	z_posix_stack_root(slab->first, count * stride);
	return slab;
}

/** The next stack of the class that has never been used, or NULL. */
static struct entry *cut(struct size_class *size_class, size_t stride)
{
	struct entry *entry;

	if (size_class->slab == NULL || size_class->slab->cut == size_class->slab->count) {
		struct slab *slab = new_slab(size_class, stride);

		if (slab == NULL) {
			return NULL;
		}
		size_class->slab = slab;
	}
	entry = &size_class->slab->entries[size_class->slab->cut++];
	z_posix_guard_map(object_of(entry));
	return entry;
}

/*
 * The lists of free stacks
 */

static struct entry *pop(struct entry **list)
{
	struct entry *entry = *list;

	if (entry != NULL) {
		*list = entry->next;
	}
	return entry;
}

static void push(struct entry **list, struct entry *entry)
{
	entry->next = *list;
	*list = entry;
}

static struct entry *take(struct size_class *size_class, size_t stride)
{
	struct entry *entry = pop(&size_class->hot);

	if (entry != NULL) {
		hot_bytes -= stride;
		return entry;
	}
	entry = pop(&size_class->cold);
	return entry != NULL ? entry : cut(size_class, stride);
}

/** Keep the memory of the stack if the cache has room for it. */
static void give(struct entry *entry)
{
	struct slab *slab = slab_of(entry);

	entry->state = FREE;
	if (hot_bytes + slab->stride <= CACHE) {
		hot_bytes += slab->stride;
		push(&slab->size_class->hot, entry);
		return;
	}
	(void)madvise(object_of(entry) + PAGE, slab->stride - PAGE, MADV_DONTNEED);
	push(&slab->size_class->cold, entry);
}

/*
 * Public
 */

k_thread_stack_t *k_thread_stack_alloc(size_t size, int flags)
{
	size_t pages = DIV_ROUND_UP(size, PAGE) + ARCH_STACK_RESERVED / PAGE;
	unsigned int number;
	struct entry *entry;
	unsigned int key;

	ARG_UNUSED(flags);
	if (size > MAX_SIZE) {
		return NULL;
	}
	number = class_of(pages);
	key = arch_irq_lock();
	entry = take(&classes[number], pages_of(number) * PAGE);
	if (entry != NULL) {
		entry->state = ALLOCATED;
	}
	arch_irq_unlock(key);
	return entry != NULL ? (k_thread_stack_t *)object_of(entry) : NULL;
}

int k_thread_stack_free(k_thread_stack_t *stack)
{
	unsigned int key = arch_irq_lock();
	struct entry *entry = find(stack);
	int result = 0;

	if (entry == NULL || entry->state == FREE) {
		result = -EINVAL;
	} else if (entry->state == IN_USE) {
		result = -EBUSY;
	} else {
		give(entry);
	}
	arch_irq_unlock(key);
	return result;
}

bool z_posix_stack_attach(const void *object)
{
	struct entry *entry = find(object);

	if (entry != NULL) {
		entry->state = IN_USE;
	}
	return entry != NULL;
}

bool z_posix_stack_detach(const void *object)
{
	struct entry *entry = find(object);

	if (entry != NULL && entry->state == IN_USE) {
		entry->state = ALLOCATED;
	}
	return entry != NULL;
}
