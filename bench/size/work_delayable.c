/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

static void handle(struct k_work *work)
{
	ARG_UNUSED(work);
}

K_WORK_DELAYABLE_DEFINE(item, handle);

void use_feature(void)
{
	(void)k_work_schedule(&item, K_MSEC(1));
	(void)k_work_reschedule(&item, K_MSEC(2));
	(void)k_work_cancel_delayable(&item);
}
