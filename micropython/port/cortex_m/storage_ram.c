/* SPDX-License-Identifier: MIT */
/*
 * Blocks in RAM, for boards without flash that a program can write. They outlive soft resets. A block takes
 * memory when it is first written, until it is erased.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/ram.h>

#include "cortex_m/storage.h"
#include "py/mpconfig.h"

#define BLOCK_SIZE 512U
#define BLOCKS     (PORT_RAM_DISK_SIZE / BLOCK_SIZE)
#define ERASED     0xFF

static uint8_t *blocks[BLOCKS];

void storage_init(void)
{
}

uint32_t storage_block_size(void)
{
	return BLOCK_SIZE;
}

uint32_t storage_block_count(void)
{
	return BLOCKS;
}

static bool is_inside(uint32_t block, uint32_t offset, size_t size)
{
	return block < BLOCKS && offset <= BLOCK_SIZE && size <= BLOCK_SIZE - offset;
}

int storage_erase(uint32_t block)
{
	if (block >= BLOCKS) {
		return -EINVAL;
	}
	if (blocks[block] != NULL) {
		(void)sys_ram_free(blocks[block]);
		blocks[block] = NULL;
	}
	return 0;
}

int storage_write(uint32_t block, uint32_t offset, const void *data, size_t size)
{
	if (!is_inside(block, offset, size)) {
		return -EINVAL;
	}
	if (blocks[block] == NULL) {
		blocks[block] = sys_ram_alloc(sizeof(void *), BLOCK_SIZE);
		if (blocks[block] == NULL) {
			return -ENOSPC;
		}
		memset(blocks[block], ERASED, BLOCK_SIZE);
	}
	memcpy(blocks[block] + offset, data, size);
	return 0;
}

int storage_read(uint32_t block, uint32_t offset, void *data, size_t size)
{
	if (!is_inside(block, offset, size)) {
		return -EINVAL;
	}
	if (blocks[block] == NULL) {
		memset(data, ERASED, size);
	} else {
		memcpy(data, blocks[block] + offset, size);
	}
	return 0;
}
