/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

static struct k_work_q queue;
static K_THREAD_STACK_DEFINE(queue_stack, 512);

static void handle(struct k_work *work)
{
	ARG_UNUSED(work);
}

K_WORK_DEFINE(item, handle);

void use_feature(void)
{
	struct k_work_sync sync;

	k_work_queue_start(&queue, queue_stack, K_THREAD_STACK_SIZEOF(queue_stack), 1, NULL);
	(void)k_work_submit_to_queue(&queue, &item);
	(void)k_work_flush(&item, &sync);
	(void)k_work_cancel_sync(&item, &sync);
}
