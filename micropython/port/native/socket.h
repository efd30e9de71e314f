/* SPDX-License-Identifier: MIT */
/*
 * Sockets. The descriptor never blocks: what the caller wants to wait for, and how long, is
 * kept in the object, and all waiting is done by port_fd_wait().
 */
#ifndef PORT_NATIVE_SOCKET_H
#define PORT_NATIVE_SOCKET_H

#include "py/obj.h"

extern const mp_obj_type_t mp_type_socket;

/** A blocking socket object that owns @fd, which must be non-blocking. */
mp_obj_t socket_new(int fd);

#endif
