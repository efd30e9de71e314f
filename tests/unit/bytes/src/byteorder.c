/* SPDX-License-Identifier: MIT */
#include <zephyr/sys/byteorder.h>
#include <zephyr/ztest.h>

static const uint8_t rising[] = {1, 2, 3, 4, 5, 6, 7, 8};

ZTEST(byteorder, test_swaps_are_constant_expressions)
{
	BUILD_ASSERT(BSWAP_16(0x0102) == 0x0201);
	BUILD_ASSERT(BSWAP_24(0x010203) == 0x030201);
	BUILD_ASSERT(BSWAP_32(0x01020304) == 0x04030201);
	BUILD_ASSERT(BSWAP_40(0x0102030405) == 0x0504030201);
	BUILD_ASSERT(BSWAP_48(0x010203040506) == 0x060504030201);
	BUILD_ASSERT(BSWAP_64(0x0102030405060708) == 0x0807060504030201);
}

ZTEST(byteorder, test_values_read_from_any_address)
{
	for (size_t i = 0; i < 2; i++) {
		uint8_t buf[9];

		memcpy(buf + i, rising, sizeof(rising));
		zassert_equal(sys_get_be16(buf + i), 0x0102);
		zassert_equal(sys_get_be24(buf + i), 0x010203);
		zassert_equal(sys_get_be32(buf + i), 0x01020304);
		zassert_equal(sys_get_be40(buf + i), 0x0102030405);
		zassert_equal(sys_get_be48(buf + i), 0x010203040506);
		zassert_equal(sys_get_be64(buf + i), 0x0102030405060708);
		zassert_equal(sys_get_le16(buf + i), 0x0201);
		zassert_equal(sys_get_le24(buf + i), 0x030201);
		zassert_equal(sys_get_le32(buf + i), 0x04030201);
		zassert_equal(sys_get_le40(buf + i), 0x0504030201);
		zassert_equal(sys_get_le48(buf + i), 0x060504030201);
		zassert_equal(sys_get_le64(buf + i), 0x0807060504030201);
	}
}

ZTEST(byteorder, test_high_bits_do_not_spread)
{
	const uint8_t ones[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

	zassert_equal(sys_get_be16(ones), UINT16_MAX);
	zassert_equal(sys_get_le24(ones), 0xffffff);
	zassert_equal(sys_get_be32(ones), UINT32_MAX);
	zassert_equal(sys_get_le40(ones), 0xffffffffff);
	zassert_equal(sys_get_le64(ones), UINT64_MAX);
}

/* Stores a value and compares the bytes, up to the one after them. */
#define zassert_puts(put, value, ...)                                                              \
	do {                                                                                       \
		const uint8_t wanted[] = {__VA_ARGS__, 0xee};                                      \
		uint8_t buf[sizeof(wanted)];                                                       \
		memset(buf, 0xee, sizeof(buf));                                                    \
		put(value, buf);                                                                   \
		zassert_mem_equal(buf, wanted, sizeof(wanted), "%s", #put);                        \
	} while (false)

ZTEST(byteorder, test_values_are_stored_and_nothing_else)
{
	zassert_puts(sys_put_be16, 0x0102, 1, 2);
	zassert_puts(sys_put_be24, 0x010203, 1, 2, 3);
	zassert_puts(sys_put_be32, 0x01020304, 1, 2, 3, 4);
	zassert_puts(sys_put_be40, 0x0102030405, 1, 2, 3, 4, 5);
	zassert_puts(sys_put_be48, 0x010203040506, 1, 2, 3, 4, 5, 6);
	zassert_puts(sys_put_be64, 0x0102030405060708, 1, 2, 3, 4, 5, 6, 7, 8);
	zassert_puts(sys_put_le16, 0x0102, 2, 1);
	zassert_puts(sys_put_le24, 0x010203, 3, 2, 1);
	zassert_puts(sys_put_le32, 0x01020304, 4, 3, 2, 1);
	zassert_puts(sys_put_le40, 0x0102030405, 5, 4, 3, 2, 1);
	zassert_puts(sys_put_le48, 0x010203040506, 6, 5, 4, 3, 2, 1);
	zassert_puts(sys_put_le64, 0x0102030405060708, 8, 7, 6, 5, 4, 3, 2, 1);
}

ZTEST(byteorder, test_conversion_matches_the_order_in_memory)
{
	uint16_t half;
	uint32_t word;
	uint64_t wide;

	memcpy(&half, rising, sizeof(half));
	memcpy(&word, rising, sizeof(word));
	memcpy(&wide, rising, sizeof(wide));
	zassert_equal(sys_be16_to_cpu(half), 0x0102);
	zassert_equal(sys_le16_to_cpu(half), 0x0201);
	zassert_equal(sys_be32_to_cpu(word), 0x01020304);
	zassert_equal(sys_le32_to_cpu(word), 0x04030201);
	zassert_equal(sys_be64_to_cpu(wide), 0x0102030405060708);
	zassert_equal(sys_le64_to_cpu(wide), 0x0807060504030201);
	zassert_equal(sys_cpu_to_be32(sys_be32_to_cpu(word)), word);
	zassert_equal(sys_cpu_to_le32(sys_le32_to_cpu(word)), word);
}

ZTEST(byteorder, test_areas_are_reversed)
{
	uint8_t buf[5] = {1, 2, 3, 4, 5};
	uint8_t copy[5];

	sys_memcpy_swap(copy, buf, 5);
	zassert_mem_equal(copy, ((uint8_t[]){5, 4, 3, 2, 1}), 5);
	sys_mem_swap(copy, 5);
	zassert_mem_equal(copy, buf, 5);
	sys_mem_swap(copy, 4);
	zassert_mem_equal(copy, ((uint8_t[]){4, 3, 2, 1, 5}), 5);
	sys_mem_swap(copy, 0);
	zassert_equal(copy[0], 4);
}

ZTEST(byteorder, test_numbers_of_any_length)
{
	uint32_t word = 0x01020304;
	uint8_t buf[4];
	uint32_t back;

	sys_put_be(buf, &word, 4);
	zassert_mem_equal(buf, rising, 4);
	sys_get_be(&back, buf, 4);
	zassert_equal(back, word);
	sys_put_le(buf, &word, 4);
	zassert_mem_equal(buf, ((uint8_t[]){4, 3, 2, 1}), 4);
	sys_get_le(&back, buf, 4);
	zassert_equal(back, word);
	sys_cpu_to_be(&word, 4);
	zassert_mem_equal(&word, rising, 4);
	sys_be_to_cpu(&word, 4);
	zassert_equal(word, 0x01020304);
	sys_cpu_to_le(&word, 4);
	zassert_mem_equal(&word, ((uint8_t[]){4, 3, 2, 1}), 4);
	sys_le_to_cpu(&word, 4);
	zassert_equal(word, 0x01020304);
}

ZTEST_SUITE(byteorder, NULL, NULL, NULL, NULL, NULL);
