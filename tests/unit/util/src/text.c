/* SPDX-License-Identifier: MIT */
/* Digits, UTF-8, and memory byte by byte. */
#include <errno.h>
#include <zephyr/ztest.h>

ZTEST(util_text, test_hex_digits)
{
	uint8_t value;
	char c;

	for (uint8_t i = 0; i < 16; i++) {
		zassert_ok(hex2char(i, &c));
		zassert_ok(char2hex(c, &value));
		zassert_equal(value, i);
	}
	zassert_ok(char2hex('F', &value));
	zassert_equal(value, 15);
	zassert_equal(hex2char(16, &c), -EINVAL);
	zassert_equal(char2hex('g', &value), -EINVAL);
	zassert_equal(char2hex('/', &value), -EINVAL);
	zassert_equal(char2hex(':', &value), -EINVAL);
}

ZTEST(util_text, test_bytes_to_hex_and_back)
{
	const uint8_t bytes[] = {0x00, 0x9a, 0xff};
	uint8_t back[3];
	char text[7];

	zassert_equal(bin2hex(bytes, 3, text, sizeof(text)), 6);
	zassert_str_equal(text, "009aff");
	zassert_equal(hex2bin(text, 6, back, sizeof(back)), 3);
	zassert_mem_equal(back, bytes, 3);
	zassert_equal(bin2hex(bytes, 3, text, 6), 0, "no room for the final 0");
	zassert_equal(hex2bin("0102", 4, back, 1), 0, "no room");
	zassert_equal(hex2bin("0x", 2, back, 3), 0, "not a digit");
}

ZTEST(util_text, test_first_digit_of_an_odd_count_stands_alone)
{
	const uint8_t wanted[] = {0x0a, 0xbc};
	uint8_t bytes[2];

	zassert_equal(hex2bin("abc", 3, bytes, sizeof(bytes)), 2);
	zassert_mem_equal(bytes, wanted, 2);
}

ZTEST(util_text, test_decimal)
{
	char text[4];

	zassert_equal(u8_to_dec(text, sizeof(text), 0), 1);
	zassert_str_equal(text, "0");
	zassert_equal(u8_to_dec(text, sizeof(text), 105), 3);
	zassert_str_equal(text, "105");
	zassert_equal(u8_to_dec(text, sizeof(text), 30), 2);
	zassert_str_equal(text, "30");
	text[2] = 'x';
	zassert_equal(u8_to_dec(text, 2, 255), 2, "what fits");
	zassert_mem_equal(text, "25x", 3);
	zassert_equal(bcd2bin(0x42), 42);
	zassert_equal(bin2bcd(42), 0x42);
}

#define THREE_BYTES "\xe2\x82\xac"
#define FOUR_BYTES  "\xf0\x9f\x92\xa9"

static void zassert_truncated(const char *text, size_t cut, size_t wanted)
{
	char copy[16];

	strcpy(copy, text);
	copy[strlen(copy) - cut] = '\0';
	zassert_equal_ptr(utf8_trunc(copy), copy);
	zassert_equal(strlen(copy), wanted, "%s without %zu bytes", text, cut);
}

ZTEST(util_text, test_only_a_cut_character_is_removed)
{
	zassert_truncated("", 0, 0);
	zassert_truncated("ab", 0, 2);
	zassert_truncated("ab" THREE_BYTES, 0, 5);
	zassert_truncated("ab" THREE_BYTES, 1, 2);
	zassert_truncated("ab" THREE_BYTES, 2, 2);
	zassert_truncated(FOUR_BYTES, 3, 0);
	zassert_truncated("\xc3\xa9", 1, 0);
}

ZTEST(util_text, test_copy_ends_at_a_character)
{
	char text[6];

	zassert_equal_ptr(utf8_lcpy(text, "ab" FOUR_BYTES, sizeof(text)), text);
	zassert_str_equal(text, "ab");
	utf8_lcpy(text, "ab" THREE_BYTES, sizeof(text));
	zassert_str_equal(text, "ab" THREE_BYTES);
	text[0] = 'x';
	utf8_lcpy(text, "ab", 0);
	zassert_equal(text[0], 'x', "there is no room for anything");
}

ZTEST(util_text, test_memory)
{
	uint8_t a[] = {1, 2, 3, 4};
	uint8_t b[] = {5, 6, 7, 8};
	uint8_t c[4];

	bytecpy(c, a, 4);
	zassert_mem_equal(c, a, 4);
	byteswp(a, b, 3);
	zassert_mem_equal(a, ((uint8_t[]){5, 6, 7, 4}), 4);
	zassert_mem_equal(b, ((uint8_t[]){1, 2, 3, 8}), 4);
	mem_xor_32(c, a, b);
	zassert_mem_equal(c, ((uint8_t[]){4, 4, 4, 12}), 4);
	zassert_true(util_memeq(a, a, 4) && !util_memeq(a, b, 4));
	zassert_true(util_eq(a, 4, a, 4) && !util_eq(a, 4, a, 3));
}

ZTEST(util_text, test_unaligned_access)
{
	uint8_t bytes[5] = {0};
	uint32_t *odd = (uint32_t *)(bytes + 1);

	UNALIGNED_PUT(0x01020304U, odd);
	zassert_equal(UNALIGNED_GET(odd), 0x01020304U);
	zassert_equal(bytes[0], 0);
}

ZTEST_SUITE(util_text, NULL, NULL, NULL, NULL, NULL);
