/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

void use_feature(void)
{
	k_thread_deadline_set(k_current_get(), 1000);
	k_reschedule();
}
