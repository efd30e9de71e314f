/* SPDX-License-Identifier: MIT */
/*
 * A flash translation layer: small blocks, as a file system wants them, on flash with few and large
 * sectors. Each erase of a block takes a fresh slot; the slots of a sector whose blocks have gone
 * elsewhere are won back by moving the others and erasing it. Power may fail at any write or erase: after the
 * next ftl_mount() each block is as it was before or after the call that was cut off, except
 * that a write may have come to its first part only. Not an API of Zephyr's.
 *
 * Any thread, one at a time. A call blocks for as long as the flash takes, a sector's erase included.
 */
#ifndef ZEPHYR_INCLUDE_SYS_FTL_H_
#define ZEPHYR_INCLUDE_SYS_FTL_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of a block. */
#define FTL_BLOCK_SIZE 4096U

/** Blocks that a sector of @a sector_size bytes can hold: the first holds the table. */
#define FTL_SLOTS(sector_size) ((sector_size) / FTL_BLOCK_SIZE - 1U)

/** Blocks on @a sectors sectors: two sectors' worth are left to move blocks to. */
#define FTL_BLOCKS(sector_size, sectors) (((sectors)-2U) * FTL_SLOTS(sector_size))

/** Flash that reads as memory: at least 3 equal sectors one after the other. Offsets are from the first. */
struct ftl_flash {
	const uint8_t *memory;
	/** In bytes: a multiple of FTL_BLOCK_SIZE, at most 256 of them, and 65535 in all sectors. */
	uint32_t sector_size;
	uint32_t sectors;
	/** Set all bits of the sector at @a offset. @return 0 or -errno. */
	int (*erase)(uint32_t offset);
	/** Clear the bits at @a offset that are 0 in @a data, word by word from the first. @return 0 or -errno. */
	int (*write)(uint32_t offset, const void *data, size_t size);
};

/** The layer on one flash. */
struct ftl {
	/** Set by the owner, like @a map, before ftl_mount(). */
	const struct ftl_flash *flash;
	/** Room for FTL_BLOCKS() entries: the slot of each block, 0 if it has none. */
	uint16_t *map;
	uint32_t last_sequence;
	/** Where to look for a free slot first. */
	uint32_t next_slot;
};

/**
 * Find the blocks, and finish what a power failure cut off. Sectors that are not this layer's are erased.
 * @return 0, or what the flash's functions return.
 */
int ftl_mount(struct ftl *ftl);

/** @return how many blocks there are, of FTL_BLOCK_SIZE bytes. */
uint32_t ftl_block_count(const struct ftl *ftl);

/**
 * Make all bits of @a block 1.
 * @return 0, -EINVAL if there is no such block, or what the flash's functions return.
 */
int ftl_erase(struct ftl *ftl, uint32_t block);

/**
 * Clear the bits of @a block, from byte @a offset, that are 0 in @a data. Offset and size are multiples of 4.
 * @return 0, -EINVAL if the place is not in a block or not aligned, or what the flash's functions return.
 */
int ftl_write(struct ftl *ftl, uint32_t block, uint32_t offset, const void *data, size_t size);

/** Read from @a block; one that was never erased reads as if it had been. @return 0 or -EINVAL. */
int ftl_read(const struct ftl *ftl, uint32_t block, uint32_t offset, void *data, size_t size);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_FTL_H_ */
