/* SPDX-License-Identifier: MIT */
/* What the kernel uses of the C library beyond shared/libc/string0.c, for ports that link without one. */
#include <string.h>

#include <zephyr/toolchain.h>

__weak size_t strnlen(const char *text, size_t max)
{
	const char *end = memchr(text, '\0', max);

	return end == NULL ? max : (size_t)(end - text);
}
