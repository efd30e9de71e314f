/* SPDX-License-Identifier: MIT */
/* Descriptor input and output that waits in native/wait.h; no state of its own. */
#include "native/fdio.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "native/console.h"
#include "native/wait.h"

int port_fd_wait(int fd, short events, int timeout_ms)
{
	struct pollfd entry = {.fd = fd, .events = events};
	int ready = port_poll(&entry, 1, timeout_ms);

	return ready > 0 ? entry.revents : ready;
}

/* Regular files and directories answer at once; poll(2) would only cost a call. */
static bool may_wait(int fd)
{
	struct stat st;

	return fstat(fd, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

ssize_t fdio_read(int fd, void *buf, size_t len)
{
	if (fd == STDIN_FILENO && console_is_pumped()) {
		return console_read(buf, len);
	}
	if (len != 0 && may_wait(fd) && port_fd_wait(fd, POLLIN, -1) < 0) {
		return -1;
	}
	return read(fd, buf, len);
}

ssize_t fdio_write(int fd, const void *buf, size_t len)
{
	size_t room = port_write_room(fd, len);

	if (room == 0 && len != 0) {
		return -1;
	}
	return write(fd, buf, room);
}

/* Adds POLLIN to entries for the console whose input is waiting in its ring. */
static int mark_console_ready(struct pollfd *fds, nfds_t count)
{
	int added = 0;

	for (nfds_t i = 0; i < count; ++i) {
		if (fds[i].fd == STDIN_FILENO && (fds[i].events & POLLIN) != 0) {
			added += fds[i].revents == 0;
			fds[i].revents |= POLLIN;
		}
	}
	return added;
}

int fdio_poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
	bool buffered = console_is_pumped() && console_has_input();
	int ready = port_poll(fds, count, buffered ? 0 : timeout_ms);

	if (ready < 0 || !buffered) {
		return ready;
	}
	return ready + mark_console_ready(fds, count);
}
