/* SPDX-License-Identifier: MIT */
/*
 * What newlib leaves to the system: where errno is. It belongs to the current thread.
 */
#include <errno.h>

#include <zephyr/kernel_structs.h>

int *__errno(void)
{
	return &_current->errno_var;
}
