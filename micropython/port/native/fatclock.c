/* SPDX-License-Identifier: MIT */
/* Time stamps for files on FAT volumes. */
#include <time.h>

#include "lib/oofatfs/ff.h"
#include "native/wait.h"

/* Year since 1980, month, day, hour, minute, seconds / 2, from the top bit down. */
DWORD get_fattime(void)
{
	time_t now = (time_t)(port_wall_clock_ns() / 1000000000u);
	struct tm tm;

	localtime_r(&now, &tm);
	return (DWORD)(tm.tm_year - 80) << 25 | (DWORD)(tm.tm_mon + 1) << 21 |
	       (DWORD)tm.tm_mday << 16 | (DWORD)tm.tm_hour << 11 | (DWORD)tm.tm_min << 5 |
	       (DWORD)tm.tm_sec / 2;
}
