/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_MEM_SLAB_DEFINE_STATIC(slab, 16, 4, 4);

void use_feature(void)
{
	void *block;

	if (k_mem_slab_alloc(&slab, &block, K_MSEC(1)) == 0) {
		k_mem_slab_free(&slab, block);
	}
}
