/* SPDX-License-Identifier: MIT */
/* Hexadecimal and decimal digits. */
#include <errno.h>
#include <zephyr/sys/util.h>

int char2hex(char c, uint8_t *x)
{
	if (c >= '0' && c <= '9') {
		*x = c - '0';
	} else if (c >= 'a' && c <= 'f') {
		*x = c - 'a' + 10;
	} else if (c >= 'A' && c <= 'F') {
		*x = c - 'A' + 10;
	} else {
		return -EINVAL;
	}
	return 0;
}

int hex2char(uint8_t x, char *c)
{
	if (x > 15) {
		return -EINVAL;
	}
	*c = "0123456789abcdef"[x];
	return 0;
}

size_t bin2hex(const uint8_t *buf, size_t buflen, char *hex, size_t hexlen)
{
	if (hexlen < 2 * buflen + 1) {
		return 0;
	}
	for (size_t i = 0; i < buflen; i++) {
		(void)hex2char(buf[i] >> 4, &hex[2 * i]);
		(void)hex2char(buf[i] & 0xf, &hex[2 * i + 1]);
	}
	hex[2 * buflen] = '\0';
	return 2 * buflen;
}

size_t hex2bin(const char *hex, size_t hexlen, uint8_t *buf, size_t buflen)
{
	size_t odd = hexlen % 2;
	size_t len = hexlen / 2 + odd;

	if (buflen < len) {
		return 0;
	}
	/* With an odd count the first digit has a byte of its own, as if a 0 came before it. */
	for (size_t i = 0; i < len; i++) {
		uint8_t high = 0;
		uint8_t low;

		if ((i > 0 || odd == 0) && char2hex(*hex++, &high) < 0) {
			return 0;
		}
		if (char2hex(*hex++, &low) < 0) {
			return 0;
		}
		buf[i] = (high << 4) | low;
	}
	return len;
}

uint8_t u8_to_dec(char *buf, uint8_t buflen, uint8_t value)
{
	uint8_t divisor = value >= 100 ? 100 : value >= 10 ? 10 : 1;
	uint8_t len = 0;

	for (; divisor > 0 && len < buflen; divisor /= 10) {
		buf[len++] = (char)('0' + value / divisor % 10);
	}
	if (len < buflen) {
		buf[len] = '\0';
	}
	return len;
}
