/* SPDX-License-Identifier: MIT */
/*
 * Threads for a port that knows nothing of them: main is a Python thread before the port's main() runs,
 * and all others end when the core does, at a soft reset.
 */
#include <zephyr/init.h>

#include "py/mpthread.h"

static int start(void)
{
	mp_thread_init();
	return 0;
}

SYS_INIT(start, APPLICATION, 0);
