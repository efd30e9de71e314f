/* SPDX-License-Identifier: MIT */
/*
 * Flash in RAM whose power fails at every operation. Writing clears bits, erasing sets those of a
 * sector; anything else is a failed assertion. At each word written and each sector erased, a check runs
 * on the flash as a failure at that moment could leave it; then the operation goes on as if nothing
 * had been. A check writes and erases too, and is cut off as well now and then.
 */
#ifndef BREEZE_TESTS_UNIT_SUPPORT_TORN_FLASH_H_
#define BREEZE_TESTS_UNIT_SUPPORT_TORN_FLASH_H_

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <zephyr/ztest.h>

#include "tests/kernel/support/random.h"

#ifndef TORN_SECTOR_SIZE
#define TORN_SECTOR_SIZE 32768U
#define TORN_SECTORS     4U
#endif
#define TORN_SIZE (TORN_SECTOR_SIZE * TORN_SECTORS)

/** How deep checks are cut off, and that one in so many operations of a check is. */
#define TORN_DEPTH  2
#define TORN_SELDOM 200

static uint8_t torn_memory[TORN_SIZE] __aligned(4);
static uint8_t torn_saved[TORN_DEPTH][TORN_SIZE];
static int torn_depth;
static void (*torn_check)(void);
static uint32_t torn_checks, torn_erases, torn_sector_erases[TORN_SECTORS];
/** Words and sectors until the flash refuses everything with -EIO, as it is without power. */
static uint64_t torn_budget = UINT64_MAX;

static inline bool torn_has_power(void)
{
	if (torn_budget == 0U) {
		return false;
	}
	torn_budget--;
	return true;
}

static inline void torn_run_check(void (*tear)(uint32_t offset, uint32_t value), uint32_t offset,
				  uint32_t value)
{
	if (torn_check == NULL || torn_depth == TORN_DEPTH ||
	    (torn_depth > 0 && !random_once_in(TORN_SELDOM))) {
		return;
	}
	memcpy(torn_saved[torn_depth], torn_memory, TORN_SIZE);
	torn_depth++;
	torn_checks++;
	tear(offset, value);
	torn_check();
	torn_depth--;
	memcpy(torn_memory, torn_saved[torn_depth], TORN_SIZE);
}

/** Some of the bits that were to fall have fallen. */
static inline void torn_tear_word(uint32_t offset, uint32_t value)
{
	uint32_t *word = (uint32_t *)&torn_memory[offset];

	*word &= value | (random_once_in(2) ? UINT32_MAX : (uint32_t)random_bits());
}

/** Each word of the sector is as it was, or erased, or anything; or all of them are as they were. */
static inline void torn_tear_sector(uint32_t offset, uint32_t unused)
{
	uint32_t *words = (uint32_t *)&torn_memory[offset];
	bool begun = !random_once_in(3);

	(void)unused;
	for (uint32_t i = 0; i < TORN_SECTOR_SIZE / 4U && begun; i++) {
		uint32_t states[] = {words[i], UINT32_MAX, 0, (uint32_t)random_bits()};

		words[i] = states[random_below(4)];
	}
}

static inline void torn_store(uint32_t offset, uint32_t value)
{
	uint32_t *word = (uint32_t *)&torn_memory[offset];

	zassert_true(offset % 4U == 0U && offset < TORN_SIZE, "write at %#x", offset);
	torn_run_check(torn_tear_word, offset, value);
	*word &= value;
}

static inline int torn_write(uint32_t offset, const void *data, size_t size)
{
	uint32_t word;

	zassert_equal(size % 4U, 0U);
	for (size_t i = 0; i < size; i += sizeof(word)) {
		if (!torn_has_power()) {
			return -EIO;
		}
		memcpy(&word, (const uint8_t *)data + i, sizeof(word));
		torn_store(offset + (uint32_t)i, word);
	}
	return 0;
}

static inline int torn_erase(uint32_t offset)
{
	zassert_true(offset % TORN_SECTOR_SIZE == 0U && offset < TORN_SIZE, "erase at %#x", offset);
	if (!torn_has_power()) {
		return -EIO;
	}
	torn_run_check(torn_tear_sector, offset, 0);
	memset(&torn_memory[offset], 0xFF, TORN_SECTOR_SIZE);
	torn_erases++;
	torn_sector_erases[offset / TORN_SECTOR_SIZE]++;
	return 0;
}

#endif /* BREEZE_TESTS_UNIT_SUPPORT_TORN_FLASH_H_ */
