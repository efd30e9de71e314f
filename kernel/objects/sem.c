/* SPDX-License-Identifier: MIT */
/*
 * Semaphores. While somebody waits the count is 0: what is given goes straight
 * to the best waiter.
 * Lock: the interrupt lock.
 */
#include <errno.h>

#include <zephyr/kernel/poll.h>
#include <zephyr/kernel/sem.h>
#include <zephyr/sys/check.h>

#include "kernel/sched/scheduler.h"

int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit)
{
	CHECKIF(limit == 0 || initial_count > limit) {
		return -EINVAL;
	}
	*sem = (struct k_sem)Z_SEM_INITIALIZER(*sem, initial_count, limit);
	return 0;
}

static __noinline int wait_for_one(struct k_sem *sem, unsigned int key, k_timeout_t timeout)
{
	/* What is most often asked for is looked at first. */
	if (IS_ENABLED(CONFIG_SPEED_OPTIMIZATIONS) && K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		return z_wait_for_ever(&sem->wait_q, key, Z_WAIT_SEM);
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_unlock(key);
		return -EBUSY;
	}
	return z_wait(&sem->wait_q, Z_WAIT_SEM, timeout, key);
}

/** Unlocks if it takes. */
static ALWAYS_INLINE bool take_one(struct k_sem *sem, unsigned int key)
{
	if (unlikely(sem->count == 0)) {
		return false;
	}
	sem->count--;
	z_unlock(key);
	return true;
}

int(k_sem_take)(struct k_sem *sem, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	unsigned int key = z_lock();

	return take_one(sem, key) ? 0 : wait_for_one(sem, key, timeout);
}

#ifdef CONFIG_SPEED_OPTIMIZATIONS

int z_sem_take_for_ever(struct k_sem *sem)
{
	z_check_thread();

	unsigned int key = z_lock();

	return take_one(sem, key) ? 0 : z_wait_for_ever(&sem->wait_q, key, Z_WAIT_SEM);
}

#endif

/** Tell who polls @a sem, if somebody does; nobody else can have become ready. */
static ALWAYS_INLINE void leave_polled(struct k_sem *sem, unsigned int key)
{
	if (z_is_polled(sem)) {
		z_poll_tell(sem, K_POLL_STATE_SEM_AVAILABLE);
		z_reschedule(key);
	} else {
		z_unlock(key);
	}
}

void k_sem_give(struct k_sem *sem)
{
	unsigned int key = z_lock();

	if (z_wait_q_first(&sem->wait_q) != NULL) {
		z_wake_first_and_reschedule(&sem->wait_q, key);
		return;
	}
	if (sem->count < sem->limit) {
		sem->count++;
	}
	leave_polled(sem, key);
}

void k_sem_reset(struct k_sem *sem)
{
	unsigned int key = z_lock();

	(void)z_wake_all(&sem->wait_q, -EAGAIN);
	sem->count = 0;
	z_poll_notify(sem, K_POLL_STATE_SEM_AVAILABLE);
	z_reschedule(key);
}
