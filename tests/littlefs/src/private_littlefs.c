/* SPDX-License-Identifier: MIT */
/*
 * MicroPython's littlefs on the translation layer, on the driver of the STM32F4's flash, on a model of
 * its controller whose power fails at every word written and every sector erased. What is mounted then
 * has each file as it was or as it was to be.
 */
#include <errno.h>

#include <zephyr/sys/ftl.h>

#include "lfs2.h"
#include "soc/stm32f4/flash_regs.h"
#include "tests/littlefs/src/flash_model.h"

#include "soc/stm32f4/flash.c"

#define BLOCKS FTL_BLOCKS(TORN_SECTOR_SIZE, TORN_SECTORS)

static int erase_flash(uint32_t offset)
{
	return stm32f4_flash_erase(MODEL_FIRST_SECTOR + offset / TORN_SECTOR_SIZE);
}

static int write_flash(uint32_t offset, const void *data, size_t size)
{
	return stm32f4_flash_write(MODEL_ADDRESS + offset, data, size);
}

static const struct ftl_flash flash = {
	.memory = torn_memory,
	.sector_size = TORN_SECTOR_SIZE,
	.sectors = TORN_SECTORS,
	.erase = erase_flash,
	.write = write_flash,
};

/*
 * littlefs, with the sizes that MicroPython gives it
 */

static int device_read(const struct lfs2_config *c, lfs2_block_t block, lfs2_off_t off,
		       void *buffer, lfs2_size_t size)
{
	zassert_false(model.cache_is_stale);
	return ftl_read(c->context, block, off, buffer, size);
}

static int device_write(const struct lfs2_config *c, lfs2_block_t block, lfs2_off_t off,
			const void *buffer, lfs2_size_t size)
{
	return ftl_write(c->context, block, off, buffer, size);
}

static int device_erase(const struct lfs2_config *c, lfs2_block_t block)
{
	return ftl_erase(c->context, block);
}

static int device_sync(const struct lfs2_config *c)
{
	ARG_UNUSED(c);
	return 0;
}

#define CACHE_SIZE 128

struct file_system {
	struct ftl ftl;
	uint16_t map[BLOCKS];
	struct lfs2_config config;
	uint8_t read_buffer[CACHE_SIZE], write_buffer[CACHE_SIZE], lookahead[32];
	uint8_t file_buffer[CACHE_SIZE];
	lfs2_t lfs;
};

static int mount(struct file_system *fs)
{
	memset(fs, 0, sizeof(*fs));
	fs->ftl.flash = &flash;
	fs->ftl.map = fs->map;
	fs->config = (struct lfs2_config){
		.context = &fs->ftl,
		.read = device_read,
		.prog = device_write,
		.erase = device_erase,
		.sync = device_sync,
		.read_size = 32,
		.prog_size = 32,
		.block_size = FTL_BLOCK_SIZE,
		.block_count = BLOCKS,
		.block_cycles = 100,
		.cache_size = CACHE_SIZE,
		.lookahead_size = sizeof(fs->lookahead),
		.read_buffer = fs->read_buffer,
		.prog_buffer = fs->write_buffer,
		.lookahead_buffer = fs->lookahead,
	};
	zassert_ok(ftl_mount(&fs->ftl));
	return lfs2_mount(&fs->lfs, &fs->config);
}

static void write_file(struct file_system *fs, const char *name, uint8_t content, size_t size)
{
	struct lfs2_file_config config = {.buffer = fs->file_buffer};
	uint8_t data[64];
	lfs2_file_t file;

	memset(data, content, sizeof(data));
	zassert_ok(lfs2_file_opencfg(&fs->lfs, &file, name,
				     LFS2_O_WRONLY | LFS2_O_CREAT | LFS2_O_TRUNC, &config));
	for (size_t i = 0; i < size; i += sizeof(data)) {
		zassert_equal(lfs2_file_write(&fs->lfs, &file, data, sizeof(data)), sizeof(data));
	}
	zassert_ok(lfs2_file_close(&fs->lfs, &file));
}

/** @return the byte that the file consists of, with its size in @a size; -1 if there is no such file. */
static int read_file(struct file_system *fs, const char *name, size_t *size)
{
	struct lfs2_file_config config = {.buffer = fs->file_buffer};
	uint8_t data[64];
	lfs2_file_t file;
	int first = 0;
	lfs2_ssize_t got;

	*size = 0;
	if (lfs2_file_opencfg(&fs->lfs, &file, name, LFS2_O_RDONLY, &config) != 0) {
		return -1;
	}
	while ((got = lfs2_file_read(&fs->lfs, &file, data, sizeof(data))) > 0) {
		first = *size == 0U ? data[0] : first;
		for (lfs2_ssize_t i = 0; i < got; i++) {
			zassert_equal(data[i], first, "%s: byte %u", name, (unsigned int)*size);
		}
		*size += (size_t)got;
	}
	zassert_ok(got);
	zassert_ok(lfs2_file_close(&fs->lfs, &file));
	return first;
}

/*
 * What the files should be
 */

struct state {
	int content;
	size_t size;
};

static const char *const names[] = {"boot.py", "main.py", "data"};
static struct state old_state[ARRAY_SIZE(names)], new_state[ARRAY_SIZE(names)];

static bool is_state(const struct state *state, int content, size_t size)
{
	return state->content == content && state->size == size;
}

/** littlefs makes a new file, empty, when it is opened; all else happens when it is closed. */
static bool is_just_created(size_t index, int content, size_t size)
{
	return old_state[index].content < 0 && new_state[index].content >= 0 && content == 0 &&
	       size == 0U;
}

static void check_files(struct file_system *fs)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		size_t size;
		int content = read_file(fs, names[i], &size);

		zassert_true(is_state(&old_state[i], content, size) ||
				     is_state(&new_state[i], content, size) ||
				     is_just_created(i, content, size),
			     "%s has %u bytes of %d, and had %u of %d", names[i],
			     (unsigned int)size, content, (unsigned int)old_state[i].size,
			     old_state[i].content);
	}
}

/* The controller is as after a reset. Now and then the file system is also used. */
static void check_after_failure(void)
{
	static struct file_system mounted[TORN_DEPTH];
	struct file_system *fs = &mounted[torn_depth - 1];
	__typeof__(model) saved = model;

	memset(&model, 0, sizeof(model));
	model.control = FLASH_CR_LOCK;
	zassert_ok(mount(fs));
	check_files(fs);
	if (random_once_in(200)) {
		write_file(fs, "other", 'x', 640);
		check_files(fs);
	}
	zassert_ok(lfs2_unmount(&fs->lfs));
	model = saved;
}

static struct file_system fs;

static void change(size_t index, int content, size_t size)
{
	new_state[index] = (struct state){content, size};
	if (content < 0) {
		zassert_ok(lfs2_remove(&fs.lfs, names[index]));
	} else {
		write_file(&fs, names[index], (uint8_t)content, size);
	}
	old_state[index] = new_state[index];
}

static void setup(void *unused)
{
	ARG_UNUSED(unused);
	random_seed(3);
	torn_check = NULL;
	memset(torn_memory, 0x5A, sizeof(torn_memory));
	zassert_true(mount(&fs) < 0, "there is a file system on foreign flash");
	zassert_ok(lfs2_format(&fs.lfs, &fs.config));
	zassert_ok(mount(&fs));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		old_state[i] = new_state[i] = (struct state){-1, 0};
	}
}

ZTEST(littlefs, test_files_are_old_or_new_whenever_power_fails)
{
	change(0, 'a', 128);
	change(1, 'b', 4096);
	torn_check = check_after_failure;
	for (int round = 0; round < 24; round++) {
		change(0, 'c' + round, 64 + 64 * (size_t)(round % 6));
		change(2, 'C' + round, 1024);
		change(1, '0' + round, 4096 - 512 * (size_t)(round % 8));
		change(2, -1, 0);
	}
	torn_check = NULL;
	zassert_true(torn_checks > 10000U, "only %u failures", torn_checks);
	zassert_true(torn_erases > 3U * TORN_SECTORS, "only %u sectors erased", torn_erases);
	zassert_ok(mount(&fs));
	check_files(&fs);
}

ZTEST(littlefs, test_a_full_file_system_says_so_and_keeps_what_it_has)
{
	struct lfs2_file_config config = {.buffer = fs.file_buffer};
	uint8_t data[64] = {0};
	lfs2_file_t file;
	lfs2_ssize_t result;

	change(0, 'a', 4096);
	zassert_ok(lfs2_file_opencfg(&fs.lfs, &file, "big", LFS2_O_WRONLY | LFS2_O_CREAT, &config));
	do {
		result = lfs2_file_write(&fs.lfs, &file, data, sizeof(data));
	} while (result > 0);
	zassert_equal(result, LFS2_ERR_NOSPC);
	(void)lfs2_file_close(&fs.lfs, &file);
	zassert_ok(mount(&fs));
	check_files(&fs);
}

/*
 * The driver
 */

ZTEST(littlefs, test_the_map_of_sectors)
{
	static const struct {
		unsigned int sector;
		uintptr_t address;
		size_t kib;
	} known[] = {
		{0, 0x08000000, 16},  {3, 0x0800C000, 16},   {4, 0x08010000, 64},
		{5, 0x08020000, 128}, {11, 0x080E0000, 128}, {12, 0x08100000, 16},
		{16, 0x08110000, 64}, {17, 0x08120000, 128}, {23, 0x081E0000, 128},
		{24, 0, 0},
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		zassert_equal(stm32f4_flash_sector_address(known[i].sector), known[i].address);
		zassert_equal(stm32f4_flash_sector_size(known[i].sector), known[i].kib * 1024U);
	}
}

ZTEST(littlefs, test_bad_places_are_refused)
{
	uint32_t word = 0;

	zassert_equal(stm32f4_flash_erase(24), -EINVAL);
	zassert_equal(stm32f4_flash_write(0x07FFFFFC, &word, 4), -EINVAL);
	zassert_equal(stm32f4_flash_write(0x08200000, &word, 4), -EINVAL);
	zassert_equal(stm32f4_flash_write(0x081FFFFC, &word, 8), -EINVAL);
	zassert_equal(stm32f4_flash_write(MODEL_ADDRESS + 2, &word, 4), -EINVAL);
	zassert_equal(stm32f4_flash_write(MODEL_ADDRESS, &word, 3), -EINVAL);
}

ZTEST(littlefs, test_errors_of_the_flash_are_told_and_do_not_stay)
{
	uint32_t word = 0;

	model.errors = BIT(4);
	zassert_equal(stm32f4_flash_write(MODEL_ADDRESS + 64, &word, 4), -EIO);
	zassert_equal(model.status, 0U);
	model.errors = BIT(7);
	zassert_equal(stm32f4_flash_erase(13), -EIO);
	zassert_ok(stm32f4_flash_erase(13));
	zassert_true((model.control & FLASH_CR_LOCK) != 0U, "the flash stays unlocked");
}

ZTEST(littlefs, test_a_flash_that_never_ends_is_given_up)
{
	zassert_ok(stm32f4_flash_erase(12));
	model.status = FLASH_SR_BSY;
	zassert_equal(stm32f4_flash_erase(12), -ETIMEDOUT);
	model.status = 0;
}

ZTEST_SUITE(littlefs, NULL, NULL, setup, NULL, NULL);
