/* SPDX-License-Identifier: MIT */
/*
 * Semaphores: a count with a limit, handed straight to the best waiter.
 */
#ifndef ZEPHYR_KERNEL_SEM_H_
#define ZEPHYR_KERNEL_SEM_H_

#include <limits.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A semaphore. Protected by the interrupt lock. Somebody waits only while count is 0. */
struct k_sem {
	_wait_q_t wait_q;
	unsigned int count;
	unsigned int limit;
#ifdef CONFIG_POLL
	sys_clist_t pollers;
#endif
};

/** The largest limit. */
#define K_SEM_MAX_LIMIT UINT_MAX

#define Z_SEM_INITIALIZER(obj, initial_count, count_limit)                                         \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q), .count = (initial_count),                  \
		.limit = (count_limit)                                                             \
	}

/** Define a semaphore that is ready for use. */
#define K_SEM_DEFINE(name, initial_count, count_limit)                                             \
	STRUCT_SECTION_ITERABLE(k_sem, name) =                                                     \
		Z_SEM_INITIALIZER(name, initial_count, count_limit);                               \
	BUILD_ASSERT((count_limit) != 0 && (uint64_t)(initial_count) <= (count_limit))

/**
 * Set the count and limit of @a sem. Nobody may await it. Any context.
 * @retval 0        done.
 * @retval -EINVAL  @a limit is 0 or @a initial_count is above it.
 */
int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit);

/**
 * Take one from @a sem. Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT.
 * @retval 0        taken.
 * @retval -EBUSY   none there, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  none came within @a timeout, or the semaphore was reset.
 */
int k_sem_take(struct k_sem *sem, k_timeout_t timeout);

#ifdef CONFIG_SPEED_OPTIMIZATIONS

/** k_sem_take() with K_FOREVER. */
int z_sem_take_for_ever(struct k_sem *sem);

/** Where the compiler sees that the limit is K_FOREVER, its 64 bits are neither passed nor looked at. */
static ALWAYS_INLINE int z_sem_take(struct k_sem *sem, k_timeout_t timeout)
{
	if (__builtin_constant_p(timeout.ticks) && K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		return z_sem_take_for_ever(sem);
	}
	return k_sem_take(sem, timeout);
}

#define k_sem_take(sem, timeout) z_sem_take(sem, timeout)

#endif

/** Give one to the best waiter of @a sem, or else count it, up to the limit. ISR-legal; a scheduling point. */
void k_sem_give(struct k_sem *sem);

/** Set the count to 0 and make every waiter's take return -EAGAIN. ISR-legal; a scheduling point. */
void k_sem_reset(struct k_sem *sem);

/** End the use of @a sem: as k_sem_reset(). ISR-legal; a scheduling point. */
static inline void k_sem_deinit(struct k_sem *sem)
{
	k_sem_reset(sem);
}

/** @return the count of @a sem. Any context. */
static inline unsigned int k_sem_count_get(struct k_sem *sem)
{
	return *(volatile unsigned int *)&sem->count;
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_SEM_H_ */
