/* SPDX-License-Identifier: MIT */
#include "native/wakeup.h"

#include <errno.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

void port_wakeup_init(struct port_wakeup *self)
{
	self->fd = -1;
	self->raised = false;
}

static void add(const struct port_wakeup *self)
{
	uint64_t one = 1;
	int saved = errno;

	(void)!write(self->fd, &one, sizeof(one));
	errno = saved;
}

void port_wakeup_raise(struct port_wakeup *self)
{
	self->raised = true;
	if (self->fd >= 0) {
		add(self);
	}
}

void port_wakeup_lower(struct port_wakeup *self)
{
	uint64_t all;

	self->raised = false;
	if (self->fd >= 0) {
		(void)!read(self->fd, &all, sizeof(all));
	}
}

bool port_wakeup_open(struct port_wakeup *self)
{
	if (self->fd < 0) {
		self->fd = eventfd(self->raised ? 1 : 0, EFD_CLOEXEC | EFD_NONBLOCK);
	}
	return self->fd >= 0;
}

void port_wakeup_close(struct port_wakeup *self)
{
	if (self->fd >= 0) {
		close(self->fd);
		self->fd = -1;
	}
}
