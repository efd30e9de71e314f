/* SPDX-License-Identifier: MIT */
/* Time passes by itself. */
#ifndef PORT_CORTEX_M_WORK_H
#define PORT_CORTEX_M_WORK_H

#include <stdbool.h>

static inline bool py_work_is_counted(void)
{
	return false;
}

static inline void py_work_count(void)
{
}

#endif
