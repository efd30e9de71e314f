/* SPDX-License-Identifier: MIT */
/*
 * Condition variables.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/condvar.h>

#include "kernel/sched/scheduler.h"

int k_condvar_init(struct k_condvar *condvar)
{
	*condvar = (struct k_condvar)Z_CONDVAR_INITIALIZER(*condvar);
	return 0;
}

int k_condvar_signal(struct k_condvar *condvar)
{
	unsigned int key = z_lock();

	(void)z_wake_first(&condvar->wait_q, 0);
	z_reschedule(key);
	return 0;
}

int k_condvar_broadcast(struct k_condvar *condvar)
{
	unsigned int key = z_lock();
	int woken = z_wake_all(&condvar->wait_q, 0);

	z_reschedule(key);
	return woken;
}

int k_condvar_wait(struct k_condvar *condvar, struct k_mutex *mutex, k_timeout_t timeout)
{
	z_check_thread();

	/* With interrupts locked the unlock does not switch, so no signal can fall in between. */
	unsigned int key = z_lock();
	int result = -EAGAIN;

	(void)k_mutex_unlock(mutex);
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_reschedule(key);
	} else {
		result = z_wait(&condvar->wait_q, Z_WAIT_CONDVAR, timeout, key);
	}
	(void)k_mutex_lock(mutex, K_FOREVER);
	return result;
}
