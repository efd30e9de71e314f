/* SPDX-License-Identifier: MIT */
#ifndef PORT_NATIVE_LOOKUP_H
#define PORT_NATIVE_LOOKUP_H

#include <netdb.h>

/**
 * getaddrinfo(3) that holds up no other Python thread. With the interpreter lock; serves what is pending while
 * it waits, and may raise that. Raises MemoryError.
 */
int lookup(const char *host, const char *service, const struct addrinfo *hints,
	   struct addrinfo **infos);

#endif
