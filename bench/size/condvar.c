/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_CONDVAR_DEFINE(condvar);
K_MUTEX_DEFINE(lock);

void use_feature(void)
{
	k_mutex_lock(&lock, K_FOREVER);
	(void)k_condvar_wait(&condvar, &lock, K_MSEC(1));
	(void)k_condvar_signal(&condvar);
	(void)k_condvar_broadcast(&condvar);
	k_mutex_unlock(&lock);
}
