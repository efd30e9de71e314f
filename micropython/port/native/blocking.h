/* SPDX-License-Identifier: MIT */
/*
 * Included ahead of the files of the tree that wait inside system calls (see board.mk):
 * their calls become ours. Function-like, so that fields of these names stay as they are.
 */
#ifndef PORT_NATIVE_BLOCKING_H
#define PORT_NATIVE_BLOCKING_H

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "native/fdio.h"
#include "native/offload.h"

#define open(path, flags, mode)   offload_open(path, flags, mode)
#define read(fd, buf, len)        fdio_read(fd, buf, len)
#define write(fd, buf, len)       fdio_write(fd, buf, len)
#define poll(fds, count, timeout) fdio_poll(fds, count, timeout)

#endif
