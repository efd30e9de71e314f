/* SPDX-License-Identifier: MIT */
/*
 * Arrays of bits, in bundles of 32. Regions are worked on a bundle at a time:
 * mask_in() says which bits of a bundle are in one.
 * Lock: that of the array.
 */
#include <errno.h>

#include <zephyr/sys/bitarray.h>
#include <zephyr/sys/check.h>

#define BITS 32U

static bool has_region(const sys_bitarray_t *bitarray, size_t num_bits, size_t offset)
{
	return num_bits > 0 && num_bits <= bitarray->num_bits &&
	       offset <= bitarray->num_bits - num_bits;
}

/** @return the bits of bundle @a index from @a offset to before @a end. */
static uint32_t mask_in(size_t index, size_t offset, size_t end)
{
	size_t first = index * BITS;
	uint32_t from = offset > first ? UINT32_MAX << (offset - first) : UINT32_MAX;
	uint32_t to = end < first + BITS ? UINT32_MAX >> (first + BITS - end) : UINT32_MAX;

	return from & to;
}

/** Visit the bundles of a region that is not empty. */
#define FOR_EACH_BUNDLE(index, offset, num_bits)                                                   \
	for (size_t index = (offset) / BITS; index * BITS < (offset) + (num_bits); index++)

static void fill(sys_bitarray_t *bitarray, size_t num_bits, size_t offset, bool set)
{
	FOR_EACH_BUNDLE(i, offset, num_bits)
	{
		uint32_t mask = mask_in(i, offset, offset + num_bits);

		bitarray->bundles[i] =
			set ? bitarray->bundles[i] | mask : bitarray->bundles[i] & ~mask;
	}
}

/** @return the first bit from @a offset to before @a end that is @a set or not; @a end if there is none. */
static size_t find(const sys_bitarray_t *bitarray, size_t offset, size_t end, bool set)
{
	FOR_EACH_BUNDLE(i, offset, end - offset)
	{
		uint32_t bundle = set ? bitarray->bundles[i] : ~bitarray->bundles[i];

		bundle &= mask_in(i, offset, end);
		if (bundle != 0) {
			return i * BITS + (size_t)__builtin_ctz(bundle);
		}
	}
	return end;
}

static bool is_all(const sys_bitarray_t *bitarray, size_t num_bits, size_t offset, bool set)
{
	return find(bitarray, offset, offset + num_bits, !set) == offset + num_bits;
}

/*
 * One bit
 */

/** Store the bit in @a previous, if that is not NULL, and give it value @a next, if that is not negative. */
static int access_bit(sys_bitarray_t *bitarray, size_t bit, int *previous, int next)
{
	CHECKIF(bit >= bitarray->num_bits) {
		return -EINVAL;
	}

	k_spinlock_key_t key = k_spin_lock(&bitarray->lock);

	if (previous != NULL) {
		*previous = bitarray->bundles[bit / BITS] >> bit % BITS & 1;
	}
	if (next >= 0) {
		fill(bitarray, 1, bit, next != 0);
	}
	k_spin_unlock(&bitarray->lock, key);
	return 0;
}

int sys_bitarray_set_bit(sys_bitarray_t *bitarray, size_t bit)
{
	return access_bit(bitarray, bit, NULL, 1);
}

int sys_bitarray_clear_bit(sys_bitarray_t *bitarray, size_t bit)
{
	return access_bit(bitarray, bit, NULL, 0);
}

int sys_bitarray_test_bit(sys_bitarray_t *bitarray, size_t bit, int *val)
{
	return access_bit(bitarray, bit, val, -1);
}

int sys_bitarray_test_and_set_bit(sys_bitarray_t *bitarray, size_t bit, int *prev_val)
{
	return access_bit(bitarray, bit, prev_val, 1);
}

int sys_bitarray_test_and_clear_bit(sys_bitarray_t *bitarray, size_t bit, int *prev_val)
{
	return access_bit(bitarray, bit, prev_val, 0);
}

/*
 * Regions
 */

/** @return where the first @a num_bits clear bits in a row begin; the array's size if nowhere. */
static size_t find_clear_run(const sys_bitarray_t *bitarray, size_t num_bits)
{
	size_t size = bitarray->num_bits;
	size_t start = find(bitarray, 0, size, false);

	while (num_bits <= size - start) {
		size_t end = find(bitarray, start, start + num_bits, true);

		if (end == start + num_bits) {
			return start;
		}
		start = find(bitarray, end, size, false);
	}
	return size;
}

int sys_bitarray_alloc(sys_bitarray_t *bitarray, size_t num_bits, size_t *offset)
{
	CHECKIF(!has_region(bitarray, num_bits, 0)) {
		return -EINVAL;
	}

	k_spinlock_key_t key = k_spin_lock(&bitarray->lock);
	size_t start = find_clear_run(bitarray, num_bits);
	bool found = start < bitarray->num_bits;

	if (found) {
		fill(bitarray, num_bits, start, true);
		*offset = start;
	}
	k_spin_unlock(&bitarray->lock, key);
	return found ? 0 : -ENOSPC;
}

/** Change a region that is all the other way. @return 0, -EINVAL, or @a refusal if it is not. */
static int flip_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset, bool set,
		       int refusal)
{
	CHECKIF(!has_region(bitarray, num_bits, offset)) {
		return -EINVAL;
	}

	k_spinlock_key_t key = k_spin_lock(&bitarray->lock);
	bool flips = is_all(bitarray, num_bits, offset, !set);

	if (flips) {
		fill(bitarray, num_bits, offset, set);
	}
	k_spin_unlock(&bitarray->lock, key);
	return flips ? 0 : refusal;
}

int sys_bitarray_free(sys_bitarray_t *bitarray, size_t num_bits, size_t offset)
{
	return flip_region(bitarray, num_bits, offset, false, -EFAULT);
}

int sys_bitarray_test_and_set_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset,
				     bool to_set)
{
	return flip_region(bitarray, num_bits, offset, to_set, -EEXIST);
}

static bool is_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset, bool set)
{
	CHECKIF(!has_region(bitarray, num_bits, offset)) {
		return false;
	}

	k_spinlock_key_t key = k_spin_lock(&bitarray->lock);
	bool result = is_all(bitarray, num_bits, offset, set);

	k_spin_unlock(&bitarray->lock, key);
	return result;
}

bool sys_bitarray_is_region_set(sys_bitarray_t *bitarray, size_t num_bits, size_t offset)
{
	return is_region(bitarray, num_bits, offset, true);
}

bool sys_bitarray_is_region_cleared(sys_bitarray_t *bitarray, size_t num_bits, size_t offset)
{
	return is_region(bitarray, num_bits, offset, false);
}

static int fill_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset, bool set)
{
	CHECKIF(!has_region(bitarray, num_bits, offset)) {
		return -EINVAL;
	}

	k_spinlock_key_t key = k_spin_lock(&bitarray->lock);

	fill(bitarray, num_bits, offset, set);
	k_spin_unlock(&bitarray->lock, key);
	return 0;
}

int sys_bitarray_set_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset)
{
	return fill_region(bitarray, num_bits, offset, true);
}

int sys_bitarray_clear_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset)
{
	return fill_region(bitarray, num_bits, offset, false);
}

int sys_bitarray_popcount_region(sys_bitarray_t *bitarray, size_t num_bits, size_t offset,
				 size_t *count)
{
	CHECKIF(!has_region(bitarray, num_bits, offset)) {
		return -EINVAL;
	}

	k_spinlock_key_t key = k_spin_lock(&bitarray->lock);

	*count = 0;
	FOR_EACH_BUNDLE(i, offset, num_bits)
	{
		*count += (size_t)__builtin_popcount(bitarray->bundles[i] &
						     mask_in(i, offset, offset + num_bits));
	}
	k_spin_unlock(&bitarray->lock, key);
	return 0;
}

int sys_bitarray_find_nth_set(sys_bitarray_t *bitarray, size_t n, size_t num_bits, size_t offset,
			      size_t *found_at)
{
	CHECKIF(!has_region(bitarray, num_bits, offset) || n == 0 || n > num_bits) {
		return -EINVAL;
	}

	size_t end = offset + num_bits;
	k_spinlock_key_t key = k_spin_lock(&bitarray->lock);
	size_t bit = find(bitarray, offset, end, true);

	while (bit < end && --n > 0) {
		bit = find(bitarray, bit + 1, end, true);
	}
	k_spin_unlock(&bitarray->lock, key);
	if (bit == end) {
		return 1;
	}
	*found_at = bit;
	return 0;
}

static void xor_region(sys_bitarray_t *dst, sys_bitarray_t *other, size_t num_bits, size_t offset)
{
	FOR_EACH_BUNDLE(i, offset, num_bits)
	{
		dst->bundles[i] ^= other->bundles[i] & mask_in(i, offset, offset + num_bits);
	}
}

int sys_bitarray_xor(sys_bitarray_t *dst, sys_bitarray_t *other, size_t num_bits, size_t offset)
{
	CHECKIF(dst->num_bits != other->num_bits || !has_region(dst, num_bits, offset)) {
		return -EINVAL;
	}

	/* With interrupts masked by one lock, no holder of the other can run. */
	k_spinlock_key_t key = k_spin_lock(&dst->lock);

	xor_region(dst, other, num_bits, offset);
	k_spin_unlock(&dst->lock, key);
	return 0;
}
