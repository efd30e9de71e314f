/* SPDX-License-Identifier: MIT */
/*
 * Semaphores under the name that programs with user mode use; here a name for k_sem. A timeout has
 * another code.
 */
#ifndef ZEPHYR_INCLUDE_SYS_SEM_H_
#define ZEPHYR_INCLUDE_SYS_SEM_H_

#include <errno.h>

#include <zephyr/kernel/sem.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A semaphore. */
struct sys_sem {
	struct k_sem kernel_sem;
};

/** Define a semaphore that is ready for use. */
#define SYS_SEM_DEFINE(name, initial_count, count_limit)                                           \
	struct sys_sem name = {                                                                    \
		.kernel_sem = Z_SEM_INITIALIZER(name.kernel_sem, initial_count, count_limit)};     \
	BUILD_ASSERT((count_limit) != 0 && (uint64_t)(initial_count) <= (count_limit))

/**
 * Set the count and limit of @a sem. Nobody may await it. Any context.
 * @retval 0        done.
 * @retval -EINVAL  @a limit is 0 or @a initial_count is above it.
 */
static inline int sys_sem_init(struct sys_sem *sem, unsigned int initial_count, unsigned int limit)
{
	return k_sem_init(&sem->kernel_sem, initial_count, limit);
}

/** k_sem_give(). ISR-legal; a scheduling point. @return 0. */
static inline int sys_sem_give(struct sys_sem *sem)
{
	k_sem_give(&sem->kernel_sem);
	return 0;
}

/**
 * Take one from @a sem. Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT.
 * @retval 0           taken.
 * @retval -ETIMEDOUT  none came within @a timeout, which may be K_NO_WAIT.
 */
static inline int sys_sem_take(struct sys_sem *sem, k_timeout_t timeout)
{
	return k_sem_take(&sem->kernel_sem, timeout) == 0 ? 0 : -ETIMEDOUT;
}

/** @return the count of @a sem. Any context. */
static inline unsigned int sys_sem_count_get(struct sys_sem *sem)
{
	return k_sem_count_get(&sem->kernel_sem);
}

static ALWAYS_INLINE void z_sys_sem_on_exit(struct sys_sem **sem)
{
	__ASSERT(*sem == NULL, "return, goto or break out of SYS_SEM_LOCK: use SYS_SEM_LOCK_BREAK");
	ARG_UNUSED(sem);
}

/** Take @a sem, however long it takes, and return it. */
static inline struct sys_sem *z_sys_sem_locked(struct sys_sem *sem)
{
	(void)sys_sem_take(sem, K_FOREVER);
	return sem;
}

/**
 * A block with one of @a sem taken, given back at its end: SYS_SEM_LOCK(&sem) { ... }. Leave it early with
 * SYS_SEM_LOCK_BREAK only. Blocks; not in an interrupt handler.
 */
#define SYS_SEM_LOCK(sem)                                                                          \
	for (struct sys_sem * z_sem                                                                \
		     __attribute__((__cleanup__(z_sys_sem_on_exit))) = z_sys_sem_locked(sem);      \
	     z_sem != NULL; (void)sys_sem_give(z_sem), z_sem = NULL)

/** Leave a SYS_SEM_LOCK() block. */
#define SYS_SEM_LOCK_BREAK continue

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_SEM_H_ */
