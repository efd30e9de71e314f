/* SPDX-License-Identifier: MIT */
/*
 * Blocks in the second bank of the internal flash, on the sectors that the board's settings name. Programs
 * run in the first bank, so interrupts and threads that are not in Python go on while it is written.
 */
#include "cortex_m/storage.h"

#include <zephyr/drivers/stm32f4/flash.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/ftl.h>
#include <zephyr/sys/printk.h>

#define FIRST_SECTOR CONFIG_STM32_STORAGE_SECTOR
#define SECTORS      CONFIG_STM32_STORAGE_SECTORS
/* The sectors of one size, which the layer needs. */
#define SECTOR_SIZE (128U * 1024U)

static uint16_t map[FTL_BLOCKS(SECTOR_SIZE, SECTORS)];
static struct ftl_flash sectors;
static struct ftl ftl = {.flash = &sectors, .map = map};
static int mount_result;
static bool is_mounted;

/* Only when there is no file system yet, or power failed here, does mounting erase anything. */
static int erase(uint32_t offset)
{
	unsigned int sector = FIRST_SECTOR + offset / SECTOR_SIZE;

	if (!is_mounted) {
		printk("flash: erasing sector %u, takes a second or two\n", sector);
	}
	return stm32f4_flash_erase(sector);
}

static int write(uint32_t offset, const void *data, size_t size)
{
	return stm32f4_flash_write((uintptr_t)sectors.memory + offset, data, size);
}

void storage_init(void)
{
	__ASSERT(stm32f4_flash_sector_size(FIRST_SECTOR) == SECTOR_SIZE, "not a sector of 128 KiB");
	sectors = (struct ftl_flash){
		.memory = (const uint8_t *)stm32f4_flash_sector_address(FIRST_SECTOR),
		.sector_size = SECTOR_SIZE,
		.sectors = SECTORS,
		.erase = erase,
		.write = write,
	};
	mount_result = ftl_mount(&ftl);
	is_mounted = true;
	if (mount_result != 0) {
		printk("flash: the sectors for files cannot be written: error %d\n", mount_result);
	}
}

uint32_t storage_block_size(void)
{
	return FTL_BLOCK_SIZE;
}

uint32_t storage_block_count(void)
{
	return ftl_block_count(&ftl);
}

int storage_erase(uint32_t block)
{
	return mount_result != 0 ? mount_result : ftl_erase(&ftl, block);
}

int storage_write(uint32_t block, uint32_t offset, const void *data, size_t size)
{
	return mount_result != 0 ? mount_result : ftl_write(&ftl, block, offset, data, size);
}

int storage_read(uint32_t block, uint32_t offset, void *data, size_t size)
{
	return mount_result != 0 ? mount_result : ftl_read(&ftl, block, offset, data, size);
}
