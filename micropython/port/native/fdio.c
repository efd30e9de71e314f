/* SPDX-License-Identifier: MIT */
/* Descriptor input and output that waits in native/wait.h; no state of its own. */
#include "native/fdio.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "native/console.h"
#include "native/wait.h"
#include "py/mphal.h"

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

static bool is_ready(int fd, short events)
{
	struct pollfd entry = {.fd = fd, .events = events};

	return poll(&entry, 1, 0) != 0;
}

/*
 * What was ready at the end of a wait may have been taken by another thread since. Nobody can take it
 * between the look and the call while interrupts are locked. Returns whether the call was made.
 */
static bool try_read(int fd, void *buf, size_t len, ssize_t *got)
{
	mp_uint_t state = MICROPY_BEGIN_ATOMIC_SECTION();
	bool ready = is_ready(fd, POLLIN);

	if (ready) {
		*got = read(fd, buf, len);
	}
	int err = errno;
	MICROPY_END_ATOMIC_SECTION(state);
	errno = err;
	return ready;
}

static bool try_write(int fd, const void *buf, size_t len, ssize_t *put)
{
	mp_uint_t state = MICROPY_BEGIN_ATOMIC_SECTION();
	bool ready = is_ready(fd, POLLOUT);

	if (ready) {
		*put = write(fd, buf, len);
	}
	int err = errno;
	MICROPY_END_ATOMIC_SECTION(state);
	errno = err;
	return ready;
}

ssize_t fdio_read(int fd, void *buf, size_t len)
{
	ssize_t got = -1;

	if (fd == STDIN_FILENO && console_is_pumped()) {
		return console_read(buf, len);
	}
	if (len == 0 || !may_wait(fd)) {
		return read(fd, buf, len);
	}
	do {
		if (port_fd_wait(fd, POLLIN, -1) < 0) {
			return -1;
		}
	} while (!try_read(fd, buf, len, &got));
	return got;
}

ssize_t fdio_write(int fd, const void *buf, size_t len)
{
	ssize_t put = -1;

	if (len == 0) {
		return write(fd, buf, 0);
	}
	do {
		size_t room = port_write_room(fd, len);
		if (room == 0) {
			return -1;
		}
		len = room;
	} while (!try_write(fd, buf, len, &put));
	return put;
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
