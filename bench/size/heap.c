/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_HEAP_DEFINE(heap, 256);

void use_feature(void)
{
	void *block = k_heap_alloc(&heap, 16, K_MSEC(1));

	k_heap_free(&heap, k_heap_realloc(&heap, block, 32, K_NO_WAIT));
}
