/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

static struct k_poll_signal signal = K_POLL_SIGNAL_INITIALIZER(signal);

void use_feature(void)
{
	struct k_poll_event event =
		K_POLL_EVENT_INITIALIZER(K_POLL_TYPE_SIGNAL, K_POLL_MODE_NOTIFY_ONLY, &signal);

	(void)k_poll_signal_raise(&signal, 1);
	(void)k_poll(&event, 1, K_MSEC(1));
	k_poll_signal_reset(&signal);
}
