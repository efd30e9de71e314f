/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_MBOX_DEFINE(mbox);

void use_feature(void)
{
	char data[4] = "abc";
	struct k_mbox_msg sent = {.size = sizeof(data), .tx_data = data, .tx_target_thread = K_ANY};
	struct k_mbox_msg received = {.size = sizeof(data), .rx_source_thread = K_ANY};

	(void)k_mbox_put(&mbox, &sent, K_NO_WAIT);
	(void)k_mbox_get(&mbox, &received, data, K_MSEC(1));
	k_mbox_data_get(&received, data);
}
