/* SPDX-License-Identifier: MIT */
/*
 * Mutexes. Ownership goes straight to the best waiter at the last unlock, so
 * nobody can slip in between. What the owner inherits is kernel/sched/inherit.c.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/mutex.h>
#include <zephyr/sys/check.h>

#include "kernel/sched/scheduler.h"

int k_mutex_init(struct k_mutex *mutex)
{
	*mutex = (struct k_mutex)Z_MUTEX_INITIALIZER(*mutex);
	return 0;
}

static __noinline int wait_for_owner(struct k_mutex *mutex, unsigned int key, k_timeout_t timeout)
{
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -EBUSY;
	}
	return z_inherit_wait(mutex, key, timeout);
}

int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout)
{
	z_check_thread();

	unsigned int key = z_lock();

	if (mutex->lock_count != 0 && mutex->owner != _current) {
		return wait_for_owner(mutex, key, timeout);
	}
	mutex->owner = _current;
	mutex->lock_count++;
	z_unlock(key);
	return 0;
}

/** The last unlock of a mutex that somebody waits for; apart, so that other unlocks save no register. */
static __noinline int hand_over(struct k_mutex *mutex, unsigned int key)
{
	z_inherit_hand_over(mutex, key);
	return 0;
}

int k_mutex_unlock(struct k_mutex *mutex)
{
	z_check_thread();

	CHECKIF(mutex->owner != _current) {
		return mutex->owner == NULL ? -EINVAL : -EPERM;
	}

	unsigned int key = z_lock();

	if (mutex->lock_count > 1) {
		mutex->lock_count--;
	} else if (z_wait_q_first(&mutex->wait_q) != NULL) {
		return hand_over(mutex, key);
	} else {
		mutex->lock_count = 0;
		mutex->owner = NULL;
	}
	z_unlock(key);
	return 0;
}
