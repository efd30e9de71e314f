/* SPDX-License-Identifier: MIT */
/*
 * Reading, writing and polling descriptors through the waits of native/wait.h. Contracts are
 * those of read(2), write(2) and poll(2), with these differences: EINTR means that something
 * asked for the interpreter's attention, and descriptor 0 is the console, whose bytes may
 * already be in its ring buffer. Call without the interpreter lock.
 */
#ifndef PORT_NATIVE_FDIO_H
#define PORT_NATIVE_FDIO_H

#include <poll.h>
#include <sys/types.h>

ssize_t fdio_read(int fd, void *buf, size_t len);
ssize_t fdio_write(int fd, const void *buf, size_t len);
int fdio_poll(struct pollfd *fds, nfds_t count, int timeout_ms);

#endif
