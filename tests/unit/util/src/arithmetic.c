/* SPDX-License-Identifier: MIT */
/* Bits, rounding, comparison, logarithms and arrays; also as constant expressions. */
#include <zephyr/ztest.h>

BUILD_ASSERT(BIT(0) == 1 && BIT64(63) == 0x8000000000000000ULL);
BUILD_ASSERT(GENMASK(7, 4) == 0xf0 && GENMASK(BITS_PER_LONG - 1, 0) == ~0UL);
BUILD_ASSERT(ROUND_UP(5, 4) == 8 && LOG2(1024) == 10 && NHPOT(5) == 8 && ARRAY_SIZE("abc") == 4);

ZTEST(util_arithmetic, test_masks)
{
	zassert_equal(BIT_MASK(4), 0xf);
	zassert_equal(BIT64_MASK(40), 0xffffffffffULL);
	zassert_equal(GENMASK(3, 3), 8);
	zassert_equal(GENMASK64(63, 60), 0xf000000000000000ULL);
	zassert_equal(FIELD_GET(GENMASK(7, 4), 0x5a), 5);
	zassert_equal(FIELD_PREP(GENMASK(7, 4), 5), 0x50);
	zassert_equal(FIELD_PREP(GENMASK(7, 4), 0x15), 0x50, "bits outside of the field");
	zassert_true(IS_BIT_SET(4, 2) && !IS_BIT_SET(4, 1));
	zassert_true(IS_BIT_MASK(0U) && IS_BIT_MASK(7U) && !IS_BIT_MASK(6U));
	zassert_true(IS_SHIFTED_BIT_MASK(6U, 1) && !IS_SHIFTED_BIT_MASK(10U, 1));
}

ZTEST(util_arithmetic, test_write_bit)
{
	uint32_t word = 0xf0;

	WRITE_BIT(word, 0, true);
	zassert_equal(word, 0xf1);
	WRITE_BIT(word, 7, false);
	zassert_equal(word, 0x71);
}

ZTEST(util_arithmetic, test_powers_of_two)
{
	zassert_true(is_power_of_two(1) && is_power_of_two(0x80000000U));
	zassert_false(is_power_of_two(0) || is_power_of_two(3) || is_power_of_two(0x80000001U));
	zassert_equal(LOG2(0), -1);
	zassert_equal(LOG2(1), 0);
	zassert_equal(LOG2(UINT64_MAX), 63);
	zassert_equal(LOG2CEIL(0), 0);
	zassert_equal(LOG2CEIL(1), 0);
	zassert_equal(LOG2CEIL(8), 3);
	zassert_equal(LOG2CEIL(9), 4);
	zassert_equal(NHPOT(0), 1);
	zassert_equal(NHPOT(1), 1);
	zassert_equal(NHPOT(9), 16);
	zassert_equal(NHPOT((1ULL << 63) + 1), 0, "does not fit");
}

ZTEST(util_arithmetic, test_highest_and_lowest_bit)
{
	zassert_equal(find_lsb_set(0), 0);
	zassert_equal(find_lsb_set(1), 1);
	zassert_equal(find_lsb_set(0x80000000U), 32);
	zassert_equal(find_msb_set(0), 0);
	zassert_equal(find_msb_set(1), 1);
	zassert_equal(find_msb_set(0x80000001U), 32);
}

ZTEST(util_arithmetic, test_rounding)
{
	zassert_equal(ROUND_UP(8, 4), 8);
	zassert_equal(ROUND_UP(9, 5), 10);
	zassert_equal(ROUND_UP(0x123456789AULL, 16), 0x12345678A0ULL);
	zassert_equal(ROUND_DOWN(0x123456789AULL, 16U), 0x1234567890ULL);
	zassert_equal(ROUND_UP(1, 0x1000000000ULL), 0x1000000000ULL);
	zassert_equal(ROUND_DOWN(0x1000000001ULL, 0x1000000000ULL), 0x1000000000ULL);
	zassert_equal(ROUND_DOWN(9, 5), 5);
	zassert_equal(WB_UP(1), sizeof(void *));
	zassert_equal(WB_DN(sizeof(void *) + 1), sizeof(void *));
	zassert_equal(DIV_ROUND_UP(9, 4), 3);
	zassert_equal(DIV_ROUND_UP(8, 4), 2);
	zassert_true(IS_ALIGNED(16, 8) && !IS_ALIGNED(12, 8));
}

ZTEST(util_arithmetic, test_division_to_nearest_takes_signs)
{
	zassert_equal(DIV_ROUND_CLOSEST(7, 2), 4);
	zassert_equal(DIV_ROUND_CLOSEST(-7, 2), -4);
	zassert_equal(DIV_ROUND_CLOSEST(7, -2), -4);
	zassert_equal(DIV_ROUND_CLOSEST(-7, -2), 4);
	zassert_equal(DIV_ROUND_CLOSEST(5U, 4U), 1U);
	zassert_equal(DIV_ROUND_CLOSEST(0, 3), 0);
	zassert_equal(DIV_ROUND_CLOSEST(-1, 3), 0);
}

ZTEST(util_arithmetic, test_minimum_and_maximum)
{
	int calls = 0;

	zassert_equal(MAX(2, 3), 3);
	zassert_equal(MIN(2, 3), 2);
	zassert_equal(CLAMP(5, 0, 3), 3);
	zassert_equal(CLAMP(-5, 0, 3), 0);
	zassert_equal(CLAMP(2, 0, 3), 2);
	zassert_true(IN_RANGE(3, 3, 3) && !IN_RANGE(2, 3, 4) && !IN_RANGE(5, 3, 4));
	zassert_equal(Z_MAX(++calls, 0), 1);
	zassert_equal(Z_MIN(++calls, 9), 2);
	zassert_equal(Z_CLAMP(++calls, 0, 9), 3, "evaluated more than once");
}

ZTEST(util_arithmetic, test_signs_are_kept)
{
	zassert_equal(arithmetic_shift_right(-8, 1), -4);
	zassert_equal(arithmetic_shift_right(INT64_MIN, 63), -1);
	zassert_equal(sign_extend(0x80, 7), -128);
	zassert_equal(sign_extend(0x7f, 7), 127);
	zassert_equal(sign_extend(0xff7f, 7), 127, "bits above the sign");
	zassert_equal(sign_extend_64(1ULL << 40, 40), -(1LL << 40));
}

ZTEST(util_arithmetic, test_sizes)
{
	zassert_equal(KB(4), 4096);
	zassert_equal(MB(1), 1048576);
	zassert_equal(KHZ(2), 2000);
	zassert_equal(MHZ(2), 2000000);
}

struct pair {
	short first;
	int second;
};

ZTEST(util_arithmetic, test_container_and_arrays)
{
	struct pair pairs[3];
	uint8_t *bytes = (uint8_t *)pairs;

	zassert_equal_ptr(CONTAINER_OF(&pairs[1].second, struct pair, second), &pairs[1]);
	zassert_equal(ARRAY_SIZE(pairs), 3);
	zassert_equal(ARRAY_INDEX(pairs, &pairs[2]), 2);
	zassert_equal(ARRAY_INDEX_FLOOR(pairs, &pairs[2].second), 2);
	zassert_true(IS_ARRAY_ELEMENT(pairs, &pairs[2]));
	zassert_false(IS_ARRAY_ELEMENT(pairs, pairs + 3));
	zassert_false(IS_ARRAY_ELEMENT(pairs, bytes + 1));
	zassert_true(PART_OF_ARRAY(pairs, bytes + 1));
	zassert_false(PART_OF_ARRAY(pairs, pairs + 3));
	zassert_equal(SIZEOF_FIELD(struct pair, first), sizeof(short));
}

ZTEST(util_arithmetic, test_array_loops)
{
	int squares[4];
	int sum = 0;

	ARRAY_FOR_EACH(squares, i) {
		squares[i] = (int)(i * i);
	}
	ARRAY_FOR_EACH_PTR(squares, square) {
		sum += *square;
	}
	zassert_equal(sum, 14);
}

ZTEST_SUITE(util_arithmetic, NULL, NULL, NULL, NULL, NULL);
