/* SPDX-License-Identifier: MIT */
/* How much of a pool of memory is in use. */
#ifndef ZEPHYR_INCLUDE_SYS_MEM_STATS_H_
#define ZEPHYR_INCLUDE_SYS_MEM_STATS_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** All in bytes. */
struct sys_memory_stats {
	size_t free_bytes;
	size_t allocated_bytes;
	/** The most that was allocated at one time; 0 where that is not tracked. */
	size_t max_allocated_bytes;
};

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_MEM_STATS_H_ */
