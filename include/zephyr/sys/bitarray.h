/* SPDX-License-Identifier: MIT */
/*
 * Arrays of bits: single bits, regions, and allocation of runs of clear bits. Any context; nothing
 * blocks. Each call is one step to others: it holds the array's spinlock, and those on regions do
 * for a time that grows with the region (alloc: with the array).
 */
#ifndef ZEPHYR_INCLUDE_SYS_BITARRAY_H_
#define ZEPHYR_INCLUDE_SYS_BITARRAY_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/spinlock.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An array of bits, protected by its lock. Bits of the last bundle beyond num_bits are 0. */
struct sys_bitarray {
	uint32_t num_bits;
	uint32_t num_bundles;
	uint32_t *bundles;
	struct k_spinlock lock;
};

/** The same as struct sys_bitarray. */
typedef struct sys_bitarray sys_bitarray_t;

#define Z_BITARRAY_DEFINE(name, total_bits, storage)                                               \
	static uint32_t _sys_bitarray_bundles_##name[DIV_ROUND_UP(total_bits, 32)];                \
	storage sys_bitarray_t name = {                                                            \
		.num_bits = (total_bits),                                                          \
		.num_bundles = DIV_ROUND_UP(total_bits, 32),                                       \
		.bundles = _sys_bitarray_bundles_##name,                                           \
	}

/** Define an array of @a total_bits clear bits; _STATIC: known in this file only. */
#define SYS_BITARRAY_DEFINE(name, total_bits)        Z_BITARRAY_DEFINE(name, total_bits, )
#define SYS_BITARRAY_DEFINE_STATIC(name, total_bits) Z_BITARRAY_DEFINE(name, total_bits, static)

/** Set or clear a bit. @return 0, or -EINVAL if @a bit is not in the array. */
int sys_bitarray_set_bit(sys_bitarray_t *bitarray, size_t bit);
int sys_bitarray_clear_bit(sys_bitarray_t *bitarray, size_t bit);
/** Store the bit, 0 or 1, in @a val. @return 0, or -EINVAL if @a bit is not in the array. */
int sys_bitarray_test_bit(sys_bitarray_t *bitarray, size_t bit, int *val);
/** Store what the bit was in @a prev_val, then change it. @return 0, or -EINVAL if @a bit is not in the array. */
int sys_bitarray_test_and_set_bit(sys_bitarray_t *bitarray, size_t bit, int *prev_val);
int sys_bitarray_test_and_clear_bit(sys_bitarray_t *bitarray, size_t bit, int *prev_val);

/*
 * Regions: @a num_bits, at least 1, bits from @a offset on.
 */

/**
 * Set the first @a num_bits clear bits in a row, and store where they begin in @a offset.
 * @retval 0        done.
 * @retval -EINVAL  @a num_bits is 0 or more than the array has.
 * @retval -ENOSPC  there are not so many in a row.
 */
int sys_bitarray_alloc(sys_bitarray_t *bitarray, size_t num_bits, size_t *offset);

/**
 * Clear a region that is set.
 * @retval 0        done.
 * @retval -EINVAL  the region is not in the array.
 * @retval -EFAULT  not all of its bits are set; nothing is changed.
 */
int sys_bitarray_free(sys_bitarray_t *bitarray, size_t num_bits, size_t offset);

/** @return whether all bits of the region are set or clear; false if it is not in the array. */
bool sys_bitarray_is_region_set(sys_bitarray_t *bitarray, size_t num_bits, size_t offset);
bool sys_bitarray_is_region_cleared(sys_bitarray_t *bitarray, size_t num_bits, size_t offset);

/** Set or clear the region. @return 0, or -EINVAL if it is not in the array. */
int sys_bitarray_set_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset);
int sys_bitarray_clear_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset);

/**
 * Set (@a to_set) or clear a region all of whose bits are the other way.
 * @retval 0        done.
 * @retval -EINVAL  the region is not in the array.
 * @retval -EEXIST  a bit is that way already; nothing is changed.
 */
int sys_bitarray_test_and_set_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset,
				     bool to_set);

/** Count the set bits of the region in @a count. @return 0, or -EINVAL if it is not in the array. */
int sys_bitarray_popcount_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset,
				 size_t *count);

/**
 * Find set bit @a n of the region, 1 being the first, and store where it is in @a found_at.
 * @retval 0        found.
 * @retval 1        there are not so many.
 * @retval -EINVAL  the region is not in the array, or @a n is 0 or more than @a num_bits.
 */
int sys_bitarray_find_nth_set(sys_bitarray_t *bitarray, size_t n, size_t num_bits, size_t offset,
			      size_t *found_at);

/**
 * Exclusive-or the region of @a other into that of @a dst.
 * @retval 0        done.
 * @retval -EINVAL  the arrays differ in size, or the region is not in them.
 */
int sys_bitarray_xor(sys_bitarray_t *dst, sys_bitarray_t *other, size_t num_bits, size_t offset);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_BITARRAY_H_ */
