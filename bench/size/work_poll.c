/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_SEM_DEFINE(awaited, 0, 1);

static struct k_work_poll item;

static void handle(struct k_work *work)
{
	ARG_UNUSED(work);
}

void use_feature(void)
{
	struct k_poll_event event = K_POLL_EVENT_INITIALIZER(K_POLL_TYPE_SEM_AVAILABLE,
							     K_POLL_MODE_NOTIFY_ONLY, &awaited);

	k_work_poll_init(&item, handle);
	(void)k_work_poll_submit(&item, &event, 1, K_MSEC(1));
	(void)k_work_poll_cancel(&item);
}
