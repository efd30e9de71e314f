/* SPDX-License-Identifier: MIT */
/*
 * A descriptor, opened when it is first needed, that is readable from raise() to lower(): the way out of a poll(2). Any
 * context, with interrupts locked, except open() and close().
 */
#ifndef PORT_NATIVE_WAKEUP_H
#define PORT_NATIVE_WAKEUP_H

#include <stdbool.h>

struct port_wakeup {
	/** -1 until it is needed. */
	int fd;
	bool raised;
};

void port_wakeup_init(struct port_wakeup *self);
void port_wakeup_raise(struct port_wakeup *self);
void port_wakeup_lower(struct port_wakeup *self);

/** Returns whether there is a descriptor now; errno says why not. */
bool port_wakeup_open(struct port_wakeup *self);
void port_wakeup_close(struct port_wakeup *self);

static inline int port_wakeup_fileno(const struct port_wakeup *self)
{
	return self->fd;
}

#endif
