/* SPDX-License-Identifier: MIT */
/*
 * Memory slabs: blocks of one size, allocated and freed in constant time.
 */
#ifndef ZEPHYR_KERNEL_MEM_SLAB_H_
#define ZEPHYR_KERNEL_MEM_SLAB_H_

#include <stddef.h>
#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/mem_stats.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Sizes, in bytes and blocks, and use of a slab. */
struct k_mem_slab_info {
	uint32_t num_blocks;
	size_t block_size;
	uint32_t num_used;
#ifdef CONFIG_MEM_SLAB_TRACE_MAX_UTILIZATION
	uint32_t max_used;
#endif
};

/** A slab. Protected by the interrupt lock. Somebody waits only while all blocks are used. */
struct k_mem_slab {
	_wait_q_t wait_q;
	char *buffer;
	/** Blocks that were freed, linked through their first word. */
	char *free_list;
	/** Blocks from here on were never allocated: a static slab needs no list made for it. */
	char *untouched;
	struct k_mem_slab_info info;
};

#define Z_MEM_SLAB_INITIALIZER(obj, slab_buffer, slab_block_size, slab_num_blocks)                 \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q), .buffer = (slab_buffer),                   \
		.untouched = (slab_buffer),                                                        \
		.info = {                                                                          \
			.num_blocks = (slab_num_blocks),                                           \
			.block_size = (slab_block_size),                                           \
		},                                                                                 \
	}

#define Z_MEM_SLAB_BUFFER(name, block_size, num_blocks, align)                                     \
	BUILD_ASSERT((block_size) % (align) == 0, "block size: not a multiple of the alignment");  \
	BUILD_ASSERT(((align) & ((align)-1)) == 0, "alignment: not a power of 2");                 \
	static char __noinit_named(k_mem_slab_buf_##name) __aligned(WB_UP(align))                  \
		_k_mem_slab_buf_##name[(num_blocks)*WB_UP(block_size)]

/**
 * Define a slab that is ready for use.
 * @param slab_block_size  bytes in a block, a multiple of @a slab_align.
 * @param slab_align       alignment of the blocks, a power of 2. Both are rounded up to whole words.
 */
#define K_MEM_SLAB_DEFINE(name, slab_block_size, slab_num_blocks, slab_align)                      \
	Z_MEM_SLAB_BUFFER(name, slab_block_size, slab_num_blocks, slab_align);                     \
	STRUCT_SECTION_ITERABLE(k_mem_slab, name) = Z_MEM_SLAB_INITIALIZER(                        \
		name, _k_mem_slab_buf_##name, WB_UP(slab_block_size), slab_num_blocks)

/** As K_MEM_SLAB_DEFINE(), known in this file only. */
#define K_MEM_SLAB_DEFINE_STATIC(name, slab_block_size, slab_num_blocks, slab_align)               \
	Z_MEM_SLAB_BUFFER(name, slab_block_size, slab_num_blocks, slab_align);                     \
	static STRUCT_SECTION_ITERABLE(k_mem_slab, name) = Z_MEM_SLAB_INITIALIZER(                 \
		name, _k_mem_slab_buf_##name, WB_UP(slab_block_size), slab_num_blocks)

/**
 * Prepare @a slab with @a num_blocks blocks of @a block_size bytes in @a buffer. Nobody may await it. Any context.
 * @retval 0        done.
 * @retval -EINVAL  @a buffer or @a block_size is not a multiple of the word size, or the size is 0 or beyond memory.
 */
int k_mem_slab_init(struct k_mem_slab *slab, void *buffer, size_t block_size, uint32_t num_blocks);

/**
 * Allocate a block; what is in it is undefined. Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT.
 * @param mem  set to the block, or to NULL if none was got.
 * @retval 0        allocated.
 * @retval -ENOMEM  none is free, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  none was freed within @a timeout.
 */
int k_mem_slab_alloc(struct k_mem_slab *slab, void **mem, k_timeout_t timeout);

/**
 * Free block @a mem: it goes to the best waiter, if there is one. ISR-legal; a scheduling point.
 * What is no block of @a slab is a fatal error with CONFIG_MEM_SLAB_POINTER_VALIDATE.
 */
void k_mem_slab_free(struct k_mem_slab *slab, void *mem);

/** @return how many blocks are used. Any context. */
static inline uint32_t k_mem_slab_num_used_get(struct k_mem_slab *slab)
{
	return slab->info.num_used;
}

/** @return the most blocks that were used at one time; 0 without CONFIG_MEM_SLAB_TRACE_MAX_UTILIZATION. Any context. */
uint32_t k_mem_slab_max_used_get(struct k_mem_slab *slab);

/** @return how many blocks are free. Any context. */
static inline uint32_t k_mem_slab_num_free_get(struct k_mem_slab *slab)
{
	return slab->info.num_blocks - slab->info.num_used;
}

/**
 * Tell the use of @a slab in bytes. Any context.
 * @retval 0        *@a stats is set.
 * @retval -EINVAL  @a slab or @a stats is NULL.
 */
int k_mem_slab_runtime_stats_get(struct k_mem_slab *slab, struct sys_memory_stats *stats);

/**
 * Begin the count of the most used blocks anew. Any context.
 * @retval 0         done.
 * @retval -EINVAL   @a slab is NULL.
 * @retval -ENOTSUP  without CONFIG_MEM_SLAB_TRACE_MAX_UTILIZATION.
 */
int k_mem_slab_runtime_stats_reset_max(struct k_mem_slab *slab);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_MEM_SLAB_H_ */
