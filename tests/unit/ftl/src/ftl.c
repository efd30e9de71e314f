/* SPDX-License-Identifier: MIT */
/*
 * The flash translation layer against a model of what each block holds, with power cut at every
 * word written and every sector erased.
 */
#include <errno.h>

#include <zephyr/sys/ftl.h>

#include "tests/unit/support/torn_flash.h"

#define BLOCKS FTL_BLOCKS(TORN_SECTOR_SIZE, TORN_SECTORS)

static const struct ftl_flash flash = {
	.memory = torn_memory,
	.sector_size = TORN_SECTOR_SIZE,
	.sectors = TORN_SECTORS,
	.erase = torn_erase,
	.write = torn_write,
};
static uint16_t map[BLOCKS];
static struct ftl ftl = {.flash = &flash, .map = map};

/** What the blocks hold; `pending` is being erased or written, from what it was before. */
static uint8_t model[BLOCKS][FTL_BLOCK_SIZE];
static uint8_t before[FTL_BLOCK_SIZE];
static uint32_t pending = BLOCKS;

static void read_block(const struct ftl *from, uint32_t block, uint8_t *content)
{
	zassert_ok(ftl_read(from, block, 0, content, FTL_BLOCK_SIZE));
}

static void check_others(const struct ftl *mounted)
{
	uint8_t content[FTL_BLOCK_SIZE];

	for (uint32_t block = 0; block < BLOCKS; block++) {
		if (block != pending) {
			read_block(mounted, block, content);
			zassert_mem_equal(content, model[block], sizeof(content), "block %u",
					  block);
		}
	}
}

/** New up to somewhere, a word that may be half written, then old. */
static void check_pending(const struct ftl *mounted)
{
	uint8_t content[FTL_BLOCK_SIZE];
	size_t same = 0;

	if (pending == BLOCKS) {
		return;
	}
	read_block(mounted, pending, content);
	while (same < sizeof(content) && content[same] == model[pending][same]) {
		same++;
	}
	same = MIN(same / 4 * 4 + 4, sizeof(content));
	zassert_mem_equal(content + same, before + same, sizeof(content) - same);
}

/** Mount what the failure left, and see that every block is old or new. Then it can be used. */
static void check_after_failure(void)
{
	uint16_t other_map[BLOCKS];
	struct ftl other = {.flash = &flash, .map = other_map};
	uint8_t word[4];

	zassert_ok(ftl_mount(&other));
	check_others(&other);
	check_pending(&other);
	if (torn_depth < TORN_DEPTH && random_once_in(100)) {
		for (uint32_t block = 0; block < BLOCKS; block++) {
			void (*check)(void) = torn_check;

			torn_check = NULL;
			zassert_ok(ftl_erase(&other, block));
			zassert_ok(ftl_write(&other, block, 8, "used", 4));
			zassert_ok(ftl_read(&other, block, 8, word, 4));
			zassert_mem_equal(word, "used", 4);
			torn_check = check;
		}
	}
}

static void erase(uint32_t block)
{
	memcpy(before, model[block], sizeof(before));
	memset(model[block], 0xFF, FTL_BLOCK_SIZE);
	pending = block;
	zassert_ok(ftl_erase(&ftl, block));
	pending = BLOCKS;
}

static void write(uint32_t block, uint32_t offset, uint32_t size)
{
	uint8_t data[FTL_BLOCK_SIZE];

	memcpy(before, model[block], sizeof(before));
	for (uint32_t i = 0; i < size; i++) {
		data[i] = (uint8_t)random_bits();
		model[block][offset + i] &= data[i];
	}
	pending = block;
	zassert_ok(ftl_write(&ftl, block, offset, data, size));
	pending = BLOCKS;
}

static void setup(void *unused)
{
	ARG_UNUSED(unused);
	random_seed(7);
	torn_check = NULL;
	torn_checks = 0;
	torn_erases = 0;
	torn_budget = UINT64_MAX;
	for (uint32_t i = 0; i < TORN_SIZE; i++) {
		torn_memory[i] = (uint8_t)random_bits();
	}
	memset(model, 0xFF, sizeof(model));
	zassert_ok(ftl_mount(&ftl));
}

ZTEST(ftl, test_foreign_flash_is_prepared)
{
	zassert_equal(ftl_block_count(&ftl), BLOCKS);
	zassert_equal(torn_erases, TORN_SECTORS);
	check_others(&ftl);
	zassert_ok(ftl_mount(&ftl));
	zassert_equal(torn_erases, TORN_SECTORS, "prepared flash is left as it is");
}

ZTEST(ftl, test_bad_places_are_refused)
{
	uint8_t data[8] = {0};

	zassert_equal(ftl_erase(&ftl, BLOCKS), -EINVAL);
	zassert_equal(ftl_write(&ftl, BLOCKS, 0, data, 4), -EINVAL);
	zassert_equal(ftl_write(&ftl, 0, 2, data, 4), -EINVAL);
	zassert_equal(ftl_write(&ftl, 0, 0, data, 3), -EINVAL);
	zassert_equal(ftl_write(&ftl, 0, FTL_BLOCK_SIZE - 4, data, 8), -EINVAL);
	zassert_equal(ftl_read(&ftl, 0, FTL_BLOCK_SIZE + 4, data, 0), -EINVAL);
	check_others(&ftl);
}

ZTEST(ftl, test_every_block_is_full_and_rewritten_for_long)
{
	for (uint32_t i = 0; i < 3000; i++) {
		uint32_t block = i < BLOCKS ? i : (uint32_t)random_below(BLOCKS);

		erase(block);
		write(block, 0, 64);
		write(block, 4032, 64);
	}
	zassert_ok(ftl_mount(&ftl));
	check_others(&ftl);
}

ZTEST(ftl, test_sectors_share_the_wear_of_one_busy_block)
{
	memset(torn_sector_erases, 0, sizeof(torn_sector_erases));
	for (uint32_t i = 0; i < 1000; i++) {
		erase(3);
	}
	for (uint32_t sector = 0; sector < TORN_SECTORS; sector++) {
		zassert_between_inclusive(torn_sector_erases[sector], 30U, 40U);
	}
}

ZTEST(ftl, test_failures_at_every_operation_leave_old_or_new)
{
	for (uint32_t block = 0; block < BLOCKS; block++) {
		erase(block);
		write(block, 0, FTL_BLOCK_SIZE);
	}
	torn_check = check_after_failure;
	for (uint32_t i = 0; i < 16; i++) {
		uint32_t block = (uint32_t)random_below(BLOCKS);

		erase(block);
		write(block, 4 * (uint32_t)random_below(512), 4 * (uint32_t)random_below(64));
	}
	torn_check = NULL;
	zassert_true(torn_checks > 10000, "only %u failures", torn_checks);
	zassert_ok(ftl_mount(&ftl));
	check_others(&ftl);
}

/** Erase or write with little power, and mount again, each time with little power at first. */
static void lose_power(uint32_t block)
{
	uint32_t word = 0;
	int result;

	memcpy(before, model[block], sizeof(before));
	torn_budget = (uint64_t)random_below(random_once_in(2) ? 6 : 12000);
	result = random_once_in(4) ? ftl_write(&ftl, block, 16, &word, sizeof(word))
				   : ftl_erase(&ftl, block);
	for (int i = 0; i < 20 && result != 0; i++) {
		torn_budget = (uint64_t)random_below(2000);
		result = ftl_mount(&ftl);
	}
	torn_budget = UINT64_MAX;
	zassert_ok(ftl_mount(&ftl));
	pending = block;
	check_others(&ftl);
	pending = BLOCKS;
	read_block(&ftl, block, model[block]);
}

ZTEST(ftl, test_power_that_fails_again_and_again_never_uses_up_the_slots)
{
	for (uint32_t block = 0; block < BLOCKS; block++) {
		erase(block);
		write(block, 0, FTL_BLOCK_SIZE);
	}
	for (uint32_t i = 0; i < 2000; i++) {
		lose_power((uint32_t)random_below(BLOCKS));
	}
	erase(5);
	write(5, 0, 256);
	check_others(&ftl);
}

ZTEST_SUITE(ftl, NULL, NULL, setup, NULL, NULL);
