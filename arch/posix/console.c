/* SPDX-License-Identifier: MIT */
/*
 * printk() on the host: lines go to standard output with one write(2) each, so
 * that those of several threads and interrupt handlers do not mix with each
 * other within the system. libc's stdio is not used: a thread may be
 * interrupted inside it. The buffer is protected by the interrupt lock.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zephyr/init.h>
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"

static struct {
	char text[512];
	size_t len;
} line;

void z_posix_write(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, text, len);

		if (n > 0) {
			text += n;
			len -= (size_t)n;
		} else if (n < 0 && errno == EAGAIN) {
			poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
		} else if (n < 0 && errno != EINTR) {
			return;
		}
	}
}

void z_posix_die(int status, const char *format, ...)
{
	char text[512];
	va_list args;
	int len = snprintk(text, sizeof(text), "%s: ", program_invocation_short_name);

	va_start(args, format);
	len += vsnprintk(text + len, sizeof(text) - (size_t)len, format, args);
	va_end(args);
	len = MIN(len, (int)sizeof(text) - 2);
	text[len] = '\n';
	z_posix_write(STDERR_FILENO, text, (size_t)len + 1);
	_exit(status);
}

void z_posix_console_flush(void)
{
	unsigned int key = arch_irq_lock();
	int saved = errno;

	z_posix_write(STDOUT_FILENO, line.text, line.len);
	line.len = 0;
	errno = saved;
	arch_irq_unlock(key);
}

static int put(int c)
{
	unsigned int key = arch_irq_lock();

	line.text[line.len++] = (char)c;
	if (c == '\n' || line.len == sizeof(line.text)) {
		z_posix_console_flush();
	}
	arch_irq_unlock(key);
	return c;
}

static int install(void)
{
	__printk_hook_install(put);
	atexit(z_posix_console_flush);
	return 0;
}

SYS_INIT(install, EARLY, 0);
