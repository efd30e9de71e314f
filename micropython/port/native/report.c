/* SPDX-License-Identifier: MIT */
/* Reports to standard error with write(2) only: an interrupt handler may be inside the C library already. */
#include "report.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "native/console.h"

static void write_all(const char *text, size_t len)
{
	struct pollfd error = {.fd = STDERR_FILENO, .events = POLLOUT};

	while (len > 0) {
		ssize_t put = write(STDERR_FILENO, text, len);

		if (put >= 0) {
			text += put;
			len -= (size_t)put;
		} else if (errno == EAGAIN) {
			poll(&error, 1, -1);
		} else if (errno != EINTR) {
			return;
		}
	}
}

/* Where the terminal is raw, nobody else returns the carriage. */
void port_report(const char *text)
{
	const char *line_end = console_is_pumped() ? "\r\n" : "\n";
	int saved = errno;
	size_t len;

	for (; *text != '\0'; text += len) {
		len = strcspn(text, "\n");
		write_all(text, len);
		if (text[len] == '\n') {
			write_all(line_end, strlen(line_end));
			len++;
		}
	}
	errno = saved;
}
