/* SPDX-License-Identifier: MIT */
/* On the virtual clock, time moves as the VM works: this much for each backward jump. */
#ifndef PORT_NATIVE_WORK_H
#define PORT_NATIVE_WORK_H

#include <zephyr/arch/posix/native.h>

static inline bool py_work_is_counted(void)
{
	return native_clock_is_virtual();
}

static inline void py_work_count(void)
{
	native_work(500);
}

#endif
