/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_PIPE_DEFINE(pipe, 16, 4);

void use_feature(void)
{
	uint8_t bytes[4] = {1, 2, 3, 4};

	(void)k_pipe_write(&pipe, bytes, sizeof(bytes), K_MSEC(1));
	(void)k_pipe_read(&pipe, bytes, sizeof(bytes), K_MSEC(1));
	k_pipe_reset(&pipe);
	k_pipe_close(&pipe);
}
