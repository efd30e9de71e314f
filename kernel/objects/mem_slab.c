/* SPDX-License-Identifier: MIT */
/*
 * Memory slabs. While somebody waits no block is free: what is freed goes
 * straight to the best waiter, and num_used stays as it is.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/fatal.h>
#include <zephyr/kernel/mem_slab.h>
#include <zephyr/sys/check.h>

#include "kernel/sched/scheduler.h"

#ifdef CONFIG_MEM_SLAB_TRACE_MAX_UTILIZATION

static uint32_t max_used(const struct k_mem_slab *slab)
{
	return slab->info.max_used;
}

static void note_max_used(struct k_mem_slab *slab)
{
	slab->info.max_used = MAX(slab->info.max_used, slab->info.num_used);
}

static int reset_max_used(struct k_mem_slab *slab)
{
	slab->info.max_used = slab->info.num_used;
	return 0;
}

#else

static uint32_t max_used(const struct k_mem_slab *slab)
{
	ARG_UNUSED(slab);
	return 0;
}

static void note_max_used(struct k_mem_slab *slab)
{
	ARG_UNUSED(slab);
}

static int reset_max_used(struct k_mem_slab *slab)
{
	ARG_UNUSED(slab);
	return -ENOTSUP;
}

#endif

static bool is_valid(const struct k_mem_slab_info *info, const void *buffer)
{
	size_t bytes;

	return ((info->block_size | (uintptr_t)buffer) & (sizeof(void *) - 1)) == 0 &&
	       info->block_size != 0 &&
	       !__builtin_mul_overflow(info->block_size, info->num_blocks, &bytes);
}

int k_mem_slab_init(struct k_mem_slab *slab, void *buffer, size_t block_size, uint32_t num_blocks)
{
	struct k_mem_slab made = Z_MEM_SLAB_INITIALIZER(made, buffer, block_size, num_blocks);

	CHECKIF(!is_valid(&made.info, buffer)) {
		return -EINVAL;
	}
	*slab = made;
	return 0;
}

/** Take a free block: there is one. */
static char *take_block(struct k_mem_slab *slab)
{
	char *block = slab->free_list;

	if (block != NULL) {
		slab->free_list = *(char **)block;
	} else {
		block = slab->untouched;
		slab->untouched += slab->info.block_size;
	}
	slab->info.num_used++;
	note_max_used(slab);
	return block;
}

int k_mem_slab_alloc(struct k_mem_slab *slab, void **mem, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();

	if (slab->info.num_used < slab->info.num_blocks) {
		*mem = take_block(slab);
		z_unlock(key);
		return 0;
	}
	*mem = NULL;
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -ENOMEM;
	}
	_current->base.swap_data = mem;
	return z_wait(&slab->wait_q, Z_WAIT_MEM_SLAB, timeout, key);
}

/** Whether @a mem is a block that has been allocated; it may have been freed since. */
static bool is_block(const struct k_mem_slab *slab, const char *mem)
{
	return mem >= slab->buffer && mem < slab->untouched &&
	       (size_t)(mem - slab->buffer) % slab->info.block_size == 0;
}

static void put_block(struct k_mem_slab *slab, void *mem)
{
	struct k_thread *waiter = z_wake_first(&slab->wait_q, 0);

	if (waiter != NULL) {
		*(void **)waiter->base.swap_data = mem;
		return;
	}
	*(char **)mem = slab->free_list;
	slab->free_list = mem;
	slab->info.num_used--;
}

void k_mem_slab_free(struct k_mem_slab *slab, void *mem)
{
	unsigned int key = z_lock();

	if (IS_ENABLED(CONFIG_MEM_SLAB_POINTER_VALIDATE) &&
	    (!is_block(slab, mem) || slab->info.num_used == 0)) {
		z_unlock(key);
		k_panic();
		return;
	}
	put_block(slab, mem);
	z_reschedule(key);
}

uint32_t k_mem_slab_max_used_get(struct k_mem_slab *slab)
{
	return max_used(slab);
}

int k_mem_slab_runtime_stats_get(struct k_mem_slab *slab, struct sys_memory_stats *stats)
{
	CHECKIF(slab == NULL || stats == NULL) {
		return -EINVAL;
	}

	unsigned int key = z_lock();

	stats->allocated_bytes = slab->info.num_used * slab->info.block_size;
	stats->free_bytes = (slab->info.num_blocks - slab->info.num_used) * slab->info.block_size;
	stats->max_allocated_bytes = max_used(slab) * slab->info.block_size;
	z_unlock(key);
	return 0;
}

int k_mem_slab_runtime_stats_reset_max(struct k_mem_slab *slab)
{
	CHECKIF(slab == NULL) {
		return -EINVAL;
	}

	unsigned int key = z_lock();
	int result = reset_max_used(slab);

	z_unlock(key);
	return result;
}
