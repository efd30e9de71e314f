/* SPDX-License-Identifier: MIT */
/* Each conversion, flag, width, precision and length; and where the text ends. */
#include <limits.h>
#include <zephyr/sys/printk.h>
#include <zephyr/ztest.h>

/*
 * Formats into a buffer and compares the text and the length returned. The compiler's own opinion
 * on odd combinations of flags is not asked.
 */
#define zassert_formats(wanted, fmt, ...)                                                          \
	do {                                                                                       \
		static const char *const format = fmt;                                             \
		char text[128];                                                                    \
		int len = snprintk(text, sizeof(text), format, ##__VA_ARGS__);                     \
		zassert_str_equal(text, wanted, "of %s", #fmt);                                    \
		zassert_equal(len, strlen(wanted));                                                \
	} while (false)

#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat-zero-length"

/* Which the compiler cannot see. */
static char *volatile null_string;

ZTEST(format, test_plain_text_and_percent)
{
	zassert_formats("", "");
	zassert_formats("abc\n", "abc\n");
	zassert_formats("100%", "100%%");
	zassert_formats("50% of 3", "50%% of %d", 3);
}

ZTEST(format, test_signed_numbers)
{
	zassert_formats("0 -1 42", "%d %i %d", 0, -1, 42);
	zassert_formats("-2147483648", "%d", INT_MIN);
	zassert_formats("+5 -5", "%+d %+d", 5, -5);
	zassert_formats(" 5 -5", "% d % d", 5, -5);
	zassert_formats("+5", "%+ d", 5);
}

ZTEST(format, test_unsigned_numbers_in_each_base)
{
	zassert_formats("4294967295", "%u", UINT_MAX);
	zassert_formats("ff FF 0xff 0XFF", "%x %X %#x %#X", 255, 255, 255, 255);
	zassert_formats("0 0", "%x %#x", 0, 0);
	zassert_formats("17 017 0", "%o %#o %#o", 15, 15, 0);
}

ZTEST(format, test_width_and_zeros)
{
	zassert_formats("[   42] [42   ] [00042]", "[%5d] [%-5d] [%05d]", 42, 42, 42);
	zassert_formats("[-0042] [0x0ff] [42]", "[%05d] [%#05x] [%1d]", -42, 255, 42);
	zassert_formats("[42   ]", "[%-05d]", 42);
	zassert_formats("[    7] [7    ] [7    ]", "[%*d] [%-*d] [%*d]", 5, 7, 5, 7, -5, 7);
}

ZTEST(format, test_precision_of_numbers)
{
	zassert_formats("[005] [  005] [005  ]", "[%.3d] [%5.3d] [%-5.3d]", 5, 5, 5);
	zassert_formats("[] [0] [  005]", "[%.0d] [%.1d] [%05.3d]", 0, 0, 5);
	zassert_formats("[-005] [0x00ff] [0012]", "[%.3d] [%#.4x] [%#.4o]", -5, 255, 10);
	zassert_formats("[007] [7]", "[%.*d] [%.*d]", 3, 7, -3, 7);
}

ZTEST(format, test_lengths)
{
	zassert_formats("-1 255", "%hhd %hhu", 0x1ff, 0x1ff);
	zassert_formats("-1 65535", "%hd %hu", 0x1ffff, 0x1ffff);
	zassert_formats("-9223372036854775808", "%lld", LLONG_MIN);
	zassert_formats("18446744073709551615", "%llu", ULLONG_MAX);
	zassert_formats("ffffffffffffffff", "%llx", ULLONG_MAX);
	zassert_formats("1777777777777777777777", "%llo", ULLONG_MAX);
	zassert_formats("1 2 3 4 -5", "%ld %zu %jd %lu %td", 1L, (size_t)2, (intmax_t)3, 4UL,
			(ptrdiff_t)-5);
	zassert_formats("1 2 3", "%lld %d %lld", 1LL, 2, 3LL);
	zassert_formats("4294967296 4294967295", "%llu %llu", 4294967296ULL, 4294967295ULL);
}

ZTEST(format, test_characters_and_strings)
{
	zassert_formats("[a] [  a] [a  ]", "[%c] [%3c] [%-3c]", 'a', 'a', 'a');
	zassert_formats("[abc] [  abc] [abc  ]", "[%s] [%5s] [%-5s]", "abc", "abc", "abc");
	zassert_formats("[ab] [   ab] []", "[%.2s] [%5.2s] [%.0s]", "abc", "abc", "abc");
	zassert_formats("[(null)]", "[%s]", null_string);
}

ZTEST(format, test_precision_allows_a_string_without_end)
{
	const char letters[] = {'a', 'b', 'c'};

	zassert_formats("abc", "%.3s", letters);
}

ZTEST(format, test_pointers)
{
	zassert_formats("0x12ab", "%p", (void *)0x12ab);
	zassert_formats("[  0x12ab] [0x12ab  ]", "[%8p] [%-8p]", (void *)0x12ab, (void *)0x12ab);
	zassert_formats("(nil)", "%p", NULL);
}

ZTEST(format, test_floating_point_stands_as_written_and_is_skipped)
{
	zassert_formats("%f %5.1g 7", "%f %5.1g %d", 1.5, 2.5, 7);
}

ZTEST(format, test_unknown_conversions_stand_as_written)
{
	zassert_formats("%q", "%q");
	zassert_formats("%", "%");
	zassert_formats("%-5", "%-5");
}

ZTEST(format, test_text_is_cut_but_its_length_is_told)
{
	char text[] = "xxxxxxx";

	zassert_equal(snprintk(text, 4, "%d", 123456), 6);
	zassert_mem_equal(text, "123\0xxx", 8);
	zassert_equal(snprintk(text, 7, "%d", 123456), 6);
	zassert_str_equal(text, "123456");
	zassert_equal(snprintk(text, 1, "abc"), 3);
	zassert_str_equal(text, "");
	text[0] = 'y';
	zassert_equal(snprintk(text, 0, "abc"), 3);
	zassert_equal(text[0], 'y', "no room even for the 0");
	zassert_equal(snprintk(NULL, 0, "%s", "abc"), 3);
}

ZTEST_SUITE(format, NULL, NULL, NULL, NULL, NULL);
