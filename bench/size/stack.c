/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_STACK_DEFINE(words, 4);

void use_feature(void)
{
	stack_data_t word;

	(void)k_stack_push(&words, 1);
	(void)k_stack_pop(&words, &word, K_MSEC(1));
}
