/* SPDX-License-Identifier: MIT */
#include <zephyr/version.h>

int depth(int limited);

int depth(int limited)
{
	if (limited) {
		return CONFIG_DEPTH;
	}
	return 100 + KERNEL_VERSION_MAJOR;
}
