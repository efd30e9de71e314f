/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_EVENT_DEFINE(event);

void use_feature(void)
{
	(void)k_event_post(&event, BIT(0));
	(void)k_event_set(&event, BIT(1));
	(void)k_event_set_masked(&event, BIT(2), BIT(2));
	(void)k_event_wait(&event, BIT(1), false, K_MSEC(1));
	(void)k_event_wait_all(&event, BIT(1) | BIT(2), false, K_MSEC(1));
	(void)k_event_clear(&event, BIT(1));
}
