/* SPDX-License-Identifier: MIT */
/*
 * Futexes: the value is the application's, the waiting is the kernel's.
 * Lock: the interrupt lock, so no wake can come between the comparison and the wait.
 */
#include <errno.h>

#include <zephyr/kernel/futex.h>

#include "kernel/sched/scheduler.h"

int k_futex_wait(struct k_futex *futex, int expected, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();

	if (atomic_get(&futex->val) != (atomic_val_t)expected) {
		z_unlock(key);
		return -EAGAIN;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -ETIMEDOUT;
	}
	return z_wait(&futex->wait_q, Z_WAIT_FUTEX, timeout, key) == 0 ? 0 : -ETIMEDOUT;
}

int k_futex_wake(struct k_futex *futex, bool wake_all)
{
	unsigned int key = z_lock();
	int woken = wake_all ? z_wake_all(&futex->wait_q, 0)
			     : (z_wake_first(&futex->wait_q, 0) != NULL ? 1 : 0);

	z_reschedule(key);
	return woken;
}
