/* SPDX-License-Identifier: MIT */
/* The console of our boards, for a port whose main() does not know it. */
#include "cortex_m/console.h"

#include <zephyr/init.h>

static int start(void)
{
	console_start();
	return 0;
}

/* When main is a Python thread. */
SYS_INIT(start, APPLICATION, 1);
