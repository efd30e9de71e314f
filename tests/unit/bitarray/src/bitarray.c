/* SPDX-License-Identifier: MIT */
/*
 * Arrays of bits: every call on every region of a small array, compared with an array of bools.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/sys/bitarray.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/random.h"

/** Two bundles and a part of a third. */
#define SIZE 70

SYS_BITARRAY_DEFINE(array, SIZE);
SYS_BITARRAY_DEFINE_STATIC(other, SIZE);
SYS_BITARRAY_DEFINE_STATIC(smaller, SIZE - 1);

static bool model[SIZE];

/** Fill array and model at random: the bits are set once in @a times. */
static void scatter(int times)
{
	for (size_t i = 0; i < SIZE; i++) {
		model[i] = random_once_in(times);
		zassert_ok(model[i] ? sys_bitarray_set_bit(&array, i)
				    : sys_bitarray_clear_bit(&array, i));
	}
}

static void check(void)
{
	for (size_t i = 0; i < SIZE; i++) {
		int bit = -1;

		zassert_ok(sys_bitarray_test_bit(&array, i, &bit));
		zassert_equal(bit, model[i], "bit %d", (int)i);
	}
	zassert_equal(array.bundles[2] >> (SIZE - 64), 0, "bits beyond the end are clear");
}

static size_t count_in_model(size_t num_bits, size_t offset)
{
	size_t count = 0;

	for (size_t i = offset; i < offset + num_bits; i++) {
		count += model[i];
	}
	return count;
}

static void fill_model(size_t num_bits, size_t offset, bool set)
{
	memset(&model[offset], set, num_bits);
}

#define FOR_EACH_REGION(num_bits, offset)                                                          \
	for (size_t num_bits = 1; num_bits <= SIZE; num_bits++)                                    \
		for (size_t offset = 0; offset <= SIZE - num_bits; offset++)

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	random_seed(1);
	zassert_ok(sys_bitarray_clear_region(&array, SIZE, 0));
	zassert_ok(sys_bitarray_clear_region(&other, SIZE, 0));
	fill_model(SIZE, 0, false);
}

ZTEST(bitarray, test_bits_are_set_cleared_and_tested)
{
	scatter(2);
	check();
}

ZTEST(bitarray, test_previous_value_is_told)
{
	int previous = -1;

	zassert_ok(sys_bitarray_test_and_set_bit(&array, 33, &previous));
	zassert_equal(previous, 0);
	zassert_ok(sys_bitarray_test_and_set_bit(&array, 33, &previous));
	zassert_equal(previous, 1);
	zassert_ok(sys_bitarray_test_and_clear_bit(&array, 33, &previous));
	zassert_equal(previous, 1);
	zassert_ok(sys_bitarray_test_and_clear_bit(&array, 33, &previous));
	zassert_equal(previous, 0);
	check();
}

ZTEST(bitarray, test_bit_beyond_the_end_is_refused)
{
	int value;

	zassert_equal(sys_bitarray_set_bit(&array, SIZE), -EINVAL);
	zassert_equal(sys_bitarray_clear_bit(&array, SIZE), -EINVAL);
	zassert_equal(sys_bitarray_test_bit(&array, SIZE, &value), -EINVAL);
	zassert_equal(sys_bitarray_test_and_set_bit(&array, SIZE, &value), -EINVAL);
	zassert_equal(sys_bitarray_test_and_clear_bit(&array, SIZE, &value), -EINVAL);
	check();
}

static void expect_refused(size_t num_bits, size_t offset)
{
	size_t found;

	zassert_equal(sys_bitarray_set_region(&array, num_bits, offset), -EINVAL);
	zassert_equal(sys_bitarray_clear_region(&array, num_bits, offset), -EINVAL);
	zassert_equal(sys_bitarray_test_and_set_region(&array, num_bits, offset, true), -EINVAL);
	zassert_equal(sys_bitarray_free(&array, num_bits, offset), -EINVAL);
	zassert_equal(sys_bitarray_popcount_region(&array, num_bits, offset, &found), -EINVAL);
	zassert_equal(sys_bitarray_find_nth_set(&array, 1, num_bits, offset, &found), -EINVAL);
	zassert_equal(sys_bitarray_xor(&array, &other, num_bits, offset), -EINVAL);
	zassert_false(sys_bitarray_is_region_set(&array, num_bits, offset));
	zassert_false(sys_bitarray_is_region_cleared(&array, num_bits, offset));
}

ZTEST(bitarray, test_region_outside_is_refused)
{
	expect_refused(0, 0);
	expect_refused(SIZE + 1, 0);
	expect_refused(1, SIZE);
	expect_refused(2, SIZE - 1);
	expect_refused(SIZE_MAX, 2);
	expect_refused(2, SIZE_MAX);
	check();
}

ZTEST(bitarray, test_regions_are_set_and_cleared)
{
	FOR_EACH_REGION(num_bits, offset)
	{
		bool set = random_once_in(2);

		fill_model(num_bits, offset, set);
		zassert_ok(set ? sys_bitarray_set_region(&array, num_bits, offset)
			       : sys_bitarray_clear_region(&array, num_bits, offset));
		check();
	}
}

static void check_region(size_t num_bits, size_t offset)
{
	size_t expected = count_in_model(num_bits, offset);
	size_t count;

	zassert_ok(sys_bitarray_popcount_region(&array, num_bits, offset, &count));
	zassert_equal(count, expected);
	zassert_equal(sys_bitarray_is_region_set(&array, num_bits, offset), expected == num_bits);
	zassert_equal(sys_bitarray_is_region_cleared(&array, num_bits, offset), expected == 0);
}

ZTEST(bitarray, test_regions_are_counted_and_judged)
{
	for (int times = 1; times <= 60; times += 6) {
		scatter(times);
		FOR_EACH_REGION(num_bits, offset)
		{
			check_region(num_bits, offset);
		}
	}
}

static void check_nth(size_t num_bits, size_t offset)
{
	size_t nth = 0;
	size_t found;

	for (size_t i = offset; i < offset + num_bits; i++) {
		if (model[i]) {
			zassert_ok(
				sys_bitarray_find_nth_set(&array, ++nth, num_bits, offset, &found));
			zassert_equal(found, i);
		}
	}
	zassert_equal(sys_bitarray_find_nth_set(&array, nth + 1, num_bits, offset, &found),
		      nth < num_bits ? 1 : -EINVAL);
	zassert_equal(sys_bitarray_find_nth_set(&array, 0, num_bits, offset, &found), -EINVAL);
}

ZTEST(bitarray, test_nth_set_bit_is_found)
{
	for (int times = 1; times <= 9; times += 4) {
		scatter(times);
		FOR_EACH_REGION(num_bits, offset)
		{
			check_nth(num_bits, offset);
		}
	}
}

static void flip(size_t num_bits, size_t offset)
{
	bool set = random_once_in(2);
	size_t expected = set ? 0 : num_bits;
	bool flips = count_in_model(num_bits, offset) == expected;

	zassert_equal(sys_bitarray_test_and_set_region(&array, num_bits, offset, set),
		      flips ? 0 : -EEXIST);
	if (flips) {
		fill_model(num_bits, offset, set);
	}
}

ZTEST(bitarray, test_region_flips_only_as_a_whole)
{
	for (int i = 0; i < 20000; i++) {
		size_t num_bits = 1 + (size_t)random_below(i % 2 == 0 ? 3 : SIZE);

		flip(num_bits, (size_t)random_below((int64_t)(SIZE - num_bits + 1)));
	}
	check();
}

/** @return where the first run of @a num_bits clear bits begins, or SIZE. */
static size_t first_run(size_t num_bits)
{
	for (size_t offset = 0; offset <= SIZE - num_bits; offset++) {
		if (count_in_model(num_bits, offset) == 0) {
			return offset;
		}
	}
	return SIZE;
}

ZTEST(bitarray, test_first_clear_run_is_allocated)
{
	for (int i = 0; i < 3000; i++) {
		size_t num_bits = 1 + (size_t)random_below(i % 2 == 0 ? 8 : SIZE);
		size_t offset = SIZE;

		scatter(1 + i % 20);

		size_t expected = first_run(num_bits);

		zassert_equal(sys_bitarray_alloc(&array, num_bits, &offset),
			      expected == SIZE ? -ENOSPC : 0);
		zassert_equal(offset, expected);
		if (expected < SIZE) {
			fill_model(num_bits, offset, true);
		}
		check();
	}
}

ZTEST(bitarray, test_allocation_of_nothing_or_too_much_is_refused)
{
	size_t offset;

	zassert_equal(sys_bitarray_alloc(&array, 0, &offset), -EINVAL);
	zassert_equal(sys_bitarray_alloc(&array, SIZE + 1, &offset), -EINVAL);
	zassert_ok(sys_bitarray_alloc(&array, SIZE, &offset));
	zassert_equal(offset, 0);
	zassert_equal(sys_bitarray_alloc(&array, 1, &offset), -ENOSPC);
}

ZTEST(bitarray, test_free_clears_what_is_all_set)
{
	zassert_ok(sys_bitarray_set_region(&array, 20, 20));
	fill_model(20, 20, true);
	zassert_equal(sys_bitarray_free(&array, 20, 21), -EFAULT);
	check();
	zassert_ok(sys_bitarray_free(&array, 15, 21));
	fill_model(15, 21, false);
	check();
}

ZTEST(bitarray, test_xor_changes_the_region_of_one)
{
	FOR_EACH_REGION(num_bits, offset)
	{
		for (size_t i = 0; i < SIZE; i++) {
			bool bit = random_once_in(2);

			zassert_ok(bit ? sys_bitarray_set_bit(&other, i)
				       : sys_bitarray_clear_bit(&other, i));
			model[i] ^= bit && i >= offset && i < offset + num_bits;
		}
		zassert_ok(sys_bitarray_xor(&array, &other, num_bits, offset));
		check();
	}
}

ZTEST(bitarray, test_xor_of_other_sizes_is_refused)
{
	zassert_equal(sys_bitarray_xor(&array, &smaller, 1, 0), -EINVAL);
}

ZTEST_SUITE(bitarray, NULL, NULL, before, NULL, NULL);
