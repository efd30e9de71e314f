/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

void use_feature(void)
{
	printk("%d\n", 1);
}
