/* SPDX-License-Identifier: MIT */
/*
 * printk and snprintk. Owns the console hook: installed at start-up, read without a lock, since a
 * pointer is stored and read in one piece.
 */
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/sys/printk.h>
#include "lib/format.h"

static int drop(int c)
{
	return c;
}

static printk_hook_fn_t console_hook = drop;

void __printk_hook_install(printk_hook_fn_t fn)
{
	console_hook = fn;
}

printk_hook_fn_t __printk_get_hook(void)
{
	return console_hook;
}

#ifdef CONFIG_PRINTK
static void put_console(char c, void *ctx)
{
	ARG_UNUSED(ctx);
	console_hook((unsigned char)c);
}

void vprintk(const char *fmt, va_list ap)
{
	z_format(put_console, NULL, fmt, ap);
}

void printk(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintk(fmt, ap);
	va_end(ap);
}
#endif /* CONFIG_PRINTK */

struct buffer {
	char *next;
	/* Where the terminating 0 goes at the latest. */
	char *last;
};

static void put_buffer(char c, void *ctx)
{
	struct buffer *buffer = ctx;

	if (buffer->next < buffer->last) {
		*buffer->next++ = c;
	}
}

int vsnprintk(char *str, size_t size, const char *fmt, va_list ap)
{
	struct buffer buffer = {.next = str, .last = size == 0 ? str : str + size - 1};
	int len = z_format(put_buffer, &buffer, fmt, ap);

	if (size > 0) {
		*buffer.next = '\0';
	}
	return len;
}

int snprintk(char *str, size_t size, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintk(str, size, fmt, ap);
	va_end(ap);
	return len;
}
