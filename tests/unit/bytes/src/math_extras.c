/* SPDX-License-Identifier: MIT */
#include <zephyr/sys/math_extras.h>
#include <zephyr/ztest.h>

ZTEST(math_extras, test_addition_tells_overflow_and_wraps)
{
	uint16_t half;
	uint32_t word;
	uint64_t wide;
	size_t size;

	zassert_false(u16_add_overflow(UINT16_MAX, 0, &half));
	zassert_true(u16_add_overflow(UINT16_MAX, 2, &half));
	zassert_equal(half, 1);
	zassert_false(u32_add_overflow(UINT32_MAX - 1, 1, &word));
	zassert_equal(word, UINT32_MAX);
	zassert_true(u32_add_overflow(UINT32_MAX, 1, &word));
	zassert_equal(word, 0);
	zassert_true(u64_add_overflow(UINT64_MAX, 1, &wide));
	zassert_false(size_add_overflow(SIZE_MAX, 0, &size));
	zassert_equal(size, SIZE_MAX);
	zassert_true(size_add_overflow(SIZE_MAX, SIZE_MAX, &size));
	zassert_equal(size, SIZE_MAX - 1);
}

ZTEST(math_extras, test_multiplication_tells_overflow_and_wraps)
{
	uint16_t half;
	uint32_t word;
	uint64_t wide;
	size_t size;

	zassert_false(u16_mul_overflow(255, 257, &half));
	zassert_equal(half, UINT16_MAX);
	zassert_true(u16_mul_overflow(256, 256, &half));
	zassert_equal(half, 0);
	zassert_false(u32_mul_overflow(0x10000, 0xffff, &word));
	zassert_true(u32_mul_overflow(0x10000, 0x10001, &word));
	zassert_equal(word, 0x10000);
	zassert_true(u64_mul_overflow(1ULL << 32, 1ULL << 32, &wide));
	zassert_false(size_mul_overflow(SIZE_MAX, 1, &size));
	zassert_true(size_mul_overflow(SIZE_MAX, 2, &size));
}

ZTEST(math_extras, test_zeros_are_counted)
{
	zassert_equal(u32_count_leading_zeros(0), 32);
	zassert_equal(u32_count_leading_zeros(1), 31);
	zassert_equal(u32_count_leading_zeros(UINT32_MAX), 0);
	zassert_equal(u64_count_leading_zeros(0), 64);
	zassert_equal(u64_count_leading_zeros(1ULL << 40), 23);
	zassert_equal(u32_count_trailing_zeros(0), 32);
	zassert_equal(u32_count_trailing_zeros(0x80000000U), 31);
	zassert_equal(u64_count_trailing_zeros(0), 64);
	zassert_equal(u64_count_trailing_zeros(1ULL << 40), 40);
}

ZTEST_SUITE(math_extras, NULL, NULL, NULL, NULL, NULL);
