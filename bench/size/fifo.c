/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_FIFO_DEFINE(fifo);
K_LIFO_DEFINE(lifo);

static struct {
	void *reserved;
} item;

void use_feature(void)
{
	k_fifo_put(&fifo, &item);
	(void)k_fifo_get(&fifo, K_MSEC(1));
	k_fifo_cancel_wait(&fifo);
	k_lifo_put(&lifo, &item);
	(void)k_lifo_get(&lifo, K_MSEC(1));
}
