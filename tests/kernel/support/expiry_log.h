/* SPDX-License-Identifier: MIT */
/*
 * What expiry functions note: which timer, at which tick of the uptime, in which context.
 */
#ifndef BREEZE_TESTS_KERNEL_SUPPORT_EXPIRY_LOG_H_
#define BREEZE_TESTS_KERNEL_SUPPORT_EXPIRY_LOG_H_

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

struct expiry {
	struct k_timer *timer;
	int64_t tick;
};

static struct expiry expiries[64];
static int expired;
static bool only_in_isr;

static void note_expiry(struct k_timer *timer)
{
	only_in_isr &= k_is_in_isr();
	if (expired < (int)ARRAY_SIZE(expiries)) {
		expiries[expired].timer = timer;
		expiries[expired].tick = k_uptime_ticks();
	}
	expired++;
}

static inline void clear_log(void)
{
	expired = 0;
	only_in_isr = true;
}

/** Sleep until tick @a tick, and until its timers have expired. */
static inline void sleep_until(int64_t tick)
{
	k_sleep(K_TIMEOUT_ABS_TICKS(tick));
}

#endif /* BREEZE_TESTS_KERNEL_SUPPORT_EXPIRY_LOG_H_ */
