/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

void use_feature(void)
{
	k_thread_runtime_stats_t stats;

	(void)k_thread_runtime_stats_get(k_current_get(), &stats);
	(void)k_thread_runtime_stats_all_get(&stats);
}
