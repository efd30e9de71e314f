/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

static struct k_futex futex;

void use_feature(void)
{
	(void)k_futex_wait(&futex, 0, K_MSEC(1));
	(void)k_futex_wake(&futex, true);
}
