/* SPDX-License-Identifier: MIT */
/* On a board select.poll() asks each object whether it is ready, and an event lets it ask again: there is nothing to raise. */
#ifndef PORT_CORTEX_M_WAKEUP_H
#define PORT_CORTEX_M_WAKEUP_H

#include <stdbool.h>

struct port_wakeup {
};

static inline void port_wakeup_init(struct port_wakeup *self)
{
	(void)self;
}

static inline void port_wakeup_raise(struct port_wakeup *self)
{
	(void)self;
}

static inline void port_wakeup_lower(struct port_wakeup *self)
{
	(void)self;
}

static inline bool port_wakeup_open(struct port_wakeup *self)
{
	(void)self;
	return false;
}

static inline int port_wakeup_fileno(const struct port_wakeup *self)
{
	(void)self;
	return -1;
}

static inline void port_wakeup_close(struct port_wakeup *self)
{
	(void)self;
}

#endif
