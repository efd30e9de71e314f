/* SPDX-License-Identifier: MIT */
/*
 * Formatted output that needs no C library, no memory and no lock of its own. Any context.
 *
 * Conversions: d i u o x X c s p %, flags "-", "0", "+", " ", "#", width and precision as numbers
 * or *, lengths hh h l ll j z t. Floating point (a e f g) prints as "%f" and the like, unconverted.
 */
#ifndef ZEPHYR_INCLUDE_SYS_PRINTK_H_
#define ZEPHYR_INCLUDE_SYS_PRINTK_H_

#include <stdarg.h>
#include <stddef.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef CONFIG_PRINTK
/** Print through the console hook (sys/printk-hooks.h), one character at a time. */
__printf_like(1, 2) void printk(const char *fmt, ...);
/** As printk(), with the arguments in a list. */
__printf_like(1, 0) void vprintk(const char *fmt, va_list ap);
#else
static inline __printf_like(1, 2) void printk(const char *fmt, ...)
{
	ARG_UNUSED(fmt);
}

static inline __printf_like(1, 0) void vprintk(const char *fmt, va_list ap)
{
	ARG_UNUSED(fmt);
	ARG_UNUSED(ap);
}
#endif

/**
 * Format into a buffer of @a size bytes and end the text with a 0 byte (none if size is 0).
 * @return the length that the whole text would have, even if it was cut.
 */
__printf_like(3, 4) int snprintk(char *str, size_t size, const char *fmt, ...);
__printf_like(3, 0) int vsnprintk(char *str, size_t size, const char *fmt, va_list ap);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_PRINTK_H_ */
