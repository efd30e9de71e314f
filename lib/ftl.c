/* SPDX-License-Identifier: MIT */
/*
 * A sector begins with a table: its header, then an entry for each slot. A slot is numbered by its place
 * in FTL_BLOCK_SIZE bytes from the start of the flash; the numbers of the tables themselves stay unused.
 *
 * The words of an entry are written in order, and each order of events leaves a state that tells
 * itself apart:
 *   sequence, check   the slot is taken
 *   block             for whom; the entry with the block's highest sequence counts
 *   done              the content is complete
 * Mounting finishes what it finds half done, over the same bits: the entry, then the copy of a block
 * that was being moved; a block that was being erased gets its content once more.
 * A sector's header is cleared before it is erased, and written when that is over.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <zephyr/sys/ftl.h>
#include <zephyr/sys/util.h>

#define ERASED UINT32_MAX
#define MAGIC  0x315A5242U

struct header {
	uint32_t magic;
	/** Sectors of another size are not ours. */
	uint32_t sector_size;
};

struct entry {
	uint32_t sequence;
	/** ~sequence. */
	uint32_t check;
	/** The number, and its complement in the upper half. */
	uint32_t block;
	uint32_t done;
};

static const uint32_t zero;

static uint32_t slots_per_sector(const struct ftl *ftl)
{
	return FTL_SLOTS(ftl->flash->sector_size);
}

/** Of the numbers of slots, one each for the table included. */
static uint32_t stride(const struct ftl *ftl)
{
	return ftl->flash->sector_size / FTL_BLOCK_SIZE;
}

static uint32_t slot_end(const struct ftl *ftl)
{
	return ftl->flash->sectors * stride(ftl);
}

static bool is_table(const struct ftl *ftl, uint32_t slot)
{
	return slot % stride(ftl) == 0U;
}

static uint32_t entry_offset(const struct ftl *ftl, uint32_t slot)
{
	return slot / stride(ftl) * ftl->flash->sector_size +
	       slot % stride(ftl) * sizeof(struct entry);
}

static const struct entry *entry_of(const struct ftl *ftl, uint32_t slot)
{
	return (const void *)(ftl->flash->memory + entry_offset(ftl, slot));
}

static const uint8_t *content_of(const struct ftl *ftl, uint32_t slot)
{
	return ftl->flash->memory + slot * FTL_BLOCK_SIZE;
}

static bool is_free(const struct entry *entry)
{
	return (entry->sequence & entry->check & entry->block & entry->done) == ERASED;
}

static uint32_t tag_of(uint32_t block)
{
	return block | ~block << 16;
}

/** @return whether the entry says whose the slot is. */
static bool has_owner(const struct ftl *ftl, const struct entry *entry)
{
	uint32_t block = entry->block & 0xFFFFU;

	return entry->check == ~entry->sequence && entry->block == tag_of(block) &&
	       block < ftl_block_count(ftl);
}

static bool is_live(const struct ftl *ftl, uint32_t slot)
{
	const struct entry *entry = entry_of(ftl, slot);

	return has_owner(ftl, entry) && ftl->map[entry->block & 0xFFFFU] == slot;
}

static int write(const struct ftl *ftl, uint32_t offset, const void *data, size_t size)
{
	return ftl->flash->write(offset, data, size);
}

static bool is_blank(const struct ftl *ftl, uint32_t slot)
{
	const uint32_t *words = (const void *)content_of(ftl, slot);

	for (uint32_t i = 0; i < FTL_BLOCK_SIZE / sizeof(*words); i++) {
		if (words[i] != ERASED) {
			return false;
		}
	}
	return true;
}

static bool is_ours(const struct ftl *ftl, uint32_t sector)
{
	const struct header *header =
		(const void *)(ftl->flash->memory + sector * ftl->flash->sector_size);

	return header->magic == MAGIC && header->sector_size == ftl->flash->sector_size;
}

/*
 * Slots
 */

/** @return the next free slot outside of sector @a except, or 0. */
static uint32_t find_free(const struct ftl *ftl, uint32_t except)
{
	for (uint32_t i = 0; i < slot_end(ftl); i++) {
		uint32_t slot = (ftl->next_slot + i) % slot_end(ftl);

		if (!is_table(ftl, slot) && slot / stride(ftl) != except &&
		    is_ours(ftl, slot / stride(ftl)) && is_free(entry_of(ftl, slot))) {
			return slot;
		}
	}
	return 0;
}

/** Take a free slot for @a block, not done. A slot that is not blank in spite of its entry is given up. */
static int take_slot(struct ftl *ftl, uint32_t block, uint32_t except, uint32_t *slot)
{
	for (;;) {
		uint32_t found = find_free(ftl, except);
		uint32_t sequence = ftl->last_sequence + 1U;
		uint32_t words[] = {sequence, ~sequence, tag_of(block)};
		bool blank = found != 0U && is_blank(ftl, found);
		int result;

		if (found == 0U) {
			return -EIO;
		}
		ftl->next_slot = found;
		result = blank ? write(ftl, entry_offset(ftl, found), words, sizeof(words))
			       : write(ftl, entry_offset(ftl, found), &zero, sizeof(zero));
		if (result != 0) {
			return result;
		}
		if (blank) {
			ftl->last_sequence = sequence;
			*slot = found;
			return 0;
		}
	}
}

static int mark_done(struct ftl *ftl, uint32_t block, uint32_t slot)
{
	int result = write(ftl, entry_offset(ftl, slot) + offsetof(struct entry, done), &zero,
			   sizeof(zero));

	if (result == 0) {
		ftl->map[block] = (uint16_t)slot;
	}
	return result;
}

/** Let @a slot, taken for @a block and blank or with a part of its content, have the block's content. */
static int copy_to(struct ftl *ftl, uint32_t block, uint32_t slot)
{
	const uint8_t *content = content_of(ftl, ftl->map[block]);
	int result = write(ftl, slot * FTL_BLOCK_SIZE, content, FTL_BLOCK_SIZE);

	if (result != 0) {
		return result;
	}
	if (memcmp(content_of(ftl, slot), content, FTL_BLOCK_SIZE) != 0) {
		return -EIO;
	}
	return mark_done(ftl, block, slot);
}

/*
 * Sectors
 */

static int prepare_sector(const struct ftl *ftl, uint32_t sector)
{
	struct header header = {MAGIC, ftl->flash->sector_size};
	uint32_t offset = sector * ftl->flash->sector_size;
	int result = ftl->flash->erase(offset);

	return result != 0 ? result : write(ftl, offset, &header, sizeof(header));
}

static uint32_t first_slot(const struct ftl *ftl, uint32_t sector)
{
	return sector * stride(ftl) + 1U;
}

static uint32_t count_free(const struct ftl *ftl, uint32_t sector)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < slots_per_sector(ftl) && is_ours(ftl, sector); i++) {
		count += is_free(entry_of(ftl, first_slot(ftl, sector) + i)) ? 1U : 0U;
	}
	return count;
}

static uint32_t count_all_free(const struct ftl *ftl)
{
	uint32_t count = 0;

	for (uint32_t sector = 0; sector < ftl->flash->sectors; sector++) {
		count += count_free(ftl, sector);
	}
	return count;
}

static uint32_t count_live(const struct ftl *ftl, uint32_t sector)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < slots_per_sector(ftl); i++) {
		count += is_live(ftl, first_slot(ftl, sector) + i) ? 1U : 0U;
	}
	return count;
}

/** Slots that erasing the sector would win. */
static uint32_t count_dead(const struct ftl *ftl, uint32_t sector)
{
	return slots_per_sector(ftl) - count_free(ftl, sector) - count_live(ftl, sector);
}

/**
 * Live blocks leave two sectors' worth, and at most one of these is free here: there is something to win. Of
 * equals the sector that was filled first, so that all wear alike.
 */
static uint32_t choose_sector(const struct ftl *ftl)
{
	uint32_t filling = ftl->next_slot / stride(ftl);
	uint32_t best = filling;

	for (uint32_t i = 1; i <= ftl->flash->sectors; i++) {
		uint32_t sector = (filling + i) % ftl->flash->sectors;

		if (count_dead(ftl, sector) > count_dead(ftl, best)) {
			best = sector;
		}
	}
	return best;
}

static int move_block(struct ftl *ftl, uint32_t from)
{
	uint32_t block = entry_of(ftl, from)->block & 0xFFFFU;
	uint32_t slot;
	int result = take_slot(ftl, block, from / stride(ftl), &slot);

	return result != 0 ? result : copy_to(ftl, block, slot);
}

/** Move what lives in the sector with the least of it, and erase it. */
static int collect(struct ftl *ftl)
{
	uint32_t sector = choose_sector(ftl);
	uint32_t first = first_slot(ftl, sector);
	int result = 0;

	for (uint32_t slot = first; slot < first + slots_per_sector(ftl) && result == 0; slot++) {
		if (is_live(ftl, slot)) {
			result = move_block(ftl, slot);
		}
	}
	if (result != 0) {
		return result;
	}
	result = write(ftl, sector * ftl->flash->sector_size, &zero, sizeof(zero));
	return result != 0 ? result : prepare_sector(ftl, sector);
}

/*
 * Mounting
 */

static void note_entry(struct ftl *ftl, uint32_t slot)
{
	const struct entry *entry = entry_of(ftl, slot);
	uint32_t block = entry->block & 0xFFFFU;

	if (!has_owner(ftl, entry)) {
		return;
	}
	if (entry->sequence >= ftl->last_sequence) {
		ftl->last_sequence = entry->sequence;
		ftl->next_slot = slot;
	}
	if (entry->done != ERASED &&
	    (ftl->map[block] == 0U || entry->sequence > entry_of(ftl, ftl->map[block])->sequence)) {
		ftl->map[block] = (uint16_t)slot;
	}
}

static int prepare_foreign_sectors(const struct ftl *ftl)
{
	for (uint32_t sector = 0; sector < ftl->flash->sectors; sector++) {
		int result = is_ours(ftl, sector) ? 0 : prepare_sector(ftl, sector);

		if (result != 0) {
			return result;
		}
	}
	return 0;
}

/** @return whether clearing bits makes @a wanted of @a word. */
static bool can_become(uint32_t word, uint32_t wanted)
{
	return (wanted & ~word) == 0U;
}

/** @return the slot whose entry was being written, or 0. */
static uint32_t find_half_taken(const struct ftl *ftl)
{
	uint32_t sequence = ftl->last_sequence + 1U;

	for (uint32_t slot = 0; slot < slot_end(ftl); slot++) {
		const struct entry *entry = entry_of(ftl, slot);

		if (!is_table(ftl, slot) && !is_free(entry) && !has_owner(ftl, entry) &&
		    can_become(entry->sequence, sequence) && can_become(entry->check, ~sequence)) {
			return slot;
		}
	}
	return 0;
}

/** Otherwise each failure would cost a slot. The content is blank: any block may have it. */
static int finish_taking(struct ftl *ftl, uint32_t slot)
{
	uint32_t sequence = ftl->last_sequence + 1U;
	uint32_t words[] = {sequence, ~sequence, 0};
	uint32_t block = 0;

	while (!can_become(entry_of(ftl, slot)->block, tag_of(block))) {
		if (++block == ftl_block_count(ftl)) {
			return 0;
		}
	}
	words[2] = tag_of(block);
	ftl->last_sequence = sequence;
	ftl->next_slot = slot;
	return write(ftl, entry_offset(ftl, slot), words, sizeof(words));
}

/**
 * Only the newest slot can be in the middle of a copy, since one is done before the next begins. If
 * that fails, the block is where it was.
 */
static int finish_copy(struct ftl *ftl, uint32_t slot)
{
	const struct entry *entry = entry_of(ftl, slot);
	uint32_t block = entry->block & 0xFFFFU;

	if (is_table(ftl, slot) || !has_owner(ftl, entry) || entry->done != ERASED) {
		return 0;
	}
	return ftl->map[block] != 0U ? copy_to(ftl, block, slot) : mark_done(ftl, block, slot);
}

static int finish(struct ftl *ftl)
{
	uint32_t slot = find_half_taken(ftl);
	int result = slot == 0U ? 0 : finish_taking(ftl, slot);

	return result != 0 ? result : finish_copy(ftl, ftl->next_slot);
}

int ftl_mount(struct ftl *ftl)
{
	int result = prepare_foreign_sectors(ftl);

	if (result != 0) {
		return result;
	}
	memset(ftl->map, 0, ftl_block_count(ftl) * sizeof(*ftl->map));
	ftl->last_sequence = 0;
	ftl->next_slot = 0;
	for (uint32_t slot = 0; slot < slot_end(ftl); slot++) {
		if (!is_table(ftl, slot)) {
			note_entry(ftl, slot);
		}
	}
	return finish(ftl);
}

/*
 * Blocks
 */

uint32_t ftl_block_count(const struct ftl *ftl)
{
	return FTL_BLOCKS(ftl->flash->sector_size, ftl->flash->sectors);
}

/** A sector's worth stays free to move blocks to. */
int ftl_erase(struct ftl *ftl, uint32_t block)
{
	uint32_t slot;
	int result = block < ftl_block_count(ftl) ? 0 : -EINVAL;

	while (result == 0 && count_all_free(ftl) <= slots_per_sector(ftl)) {
		result = collect(ftl);
	}
	if (result == 0) {
		result = take_slot(ftl, block, ftl->flash->sectors, &slot);
	}
	return result != 0 ? result : mark_done(ftl, block, slot);
}

static bool is_inside(const struct ftl *ftl, uint32_t block, uint32_t offset, size_t size)
{
	return block < ftl_block_count(ftl) && offset <= FTL_BLOCK_SIZE &&
	       size <= FTL_BLOCK_SIZE - offset;
}

int ftl_write(struct ftl *ftl, uint32_t block, uint32_t offset, const void *data, size_t size)
{
	int result = 0;

	if (!is_inside(ftl, block, offset, size) || offset % sizeof(uint32_t) != 0U ||
	    size % sizeof(uint32_t) != 0U) {
		return -EINVAL;
	}
	if (ftl->map[block] == 0U) {
		result = ftl_erase(ftl, block);
	}
	return result != 0 ? result
			   : write(ftl, ftl->map[block] * FTL_BLOCK_SIZE + offset, data, size);
}

int ftl_read(const struct ftl *ftl, uint32_t block, uint32_t offset, void *data, size_t size)
{
	if (!is_inside(ftl, block, offset, size)) {
		return -EINVAL;
	}
	if (ftl->map[block] == 0U) {
		memset(data, 0xFF, size);
	} else {
		memcpy(data, content_of(ftl, ftl->map[block]) + offset, size);
	}
	return 0;
}
