/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_MSGQ_DEFINE(msgq, sizeof(int), 4, sizeof(int));

void use_feature(void)
{
	int message = 1;

	(void)k_msgq_put(&msgq, &message, K_MSEC(1));
	(void)k_msgq_peek(&msgq, &message);
	(void)k_msgq_get(&msgq, &message, K_MSEC(1));
	k_msgq_purge(&msgq);
}
