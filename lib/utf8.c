/* SPDX-License-Identifier: MIT */
/* Strings in UTF-8, cut at the border of a character. */
#include <string.h>
#include <zephyr/sys/util.h>

/* Bytes of the character that a leading byte announces. */
static size_t char_len(uint8_t lead)
{
	return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
}

static bool is_continuation(char c)
{
	return ((uint8_t)c & 0xc0) == 0x80;
}

char *utf8_trunc(char *utf8_str)
{
	size_t len = strlen(utf8_str);
	size_t lead = len;

	if (len == 0) {
		return utf8_str;
	}
	do {
		lead--;
	} while (lead > 0 && is_continuation(utf8_str[lead]));
	if (lead + char_len((uint8_t)utf8_str[lead]) > len) {
		utf8_str[lead] = '\0';
	}
	return utf8_str;
}

char *utf8_lcpy(char *dst, const char *src, size_t n)
{
	if (n > 0) {
		strncpy(dst, src, n - 1);
		dst[n - 1] = '\0';
		if (strlen(src) >= n) {
			utf8_trunc(dst);
		}
	}
	return dst;
}
