/* SPDX-License-Identifier: MIT */
/* The formatter that printk and snprintk share. It keeps no state and may run in any context. */
#ifndef LIB_FORMAT_H_
#define LIB_FORMAT_H_

#include <stdarg.h>
#include <zephyr/toolchain.h>

/** Takes one character of the text. */
typedef void (*z_format_put_t)(char c, void *ctx);

/** Pass the text of @a fmt to @a put. @return the number of characters. */
__printf_like(3, 0) int z_format(z_format_put_t put, void *ctx, const char *fmt, va_list ap);

#endif /* LIB_FORMAT_H_ */
