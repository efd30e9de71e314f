/* SPDX-License-Identifier: MIT */
/* Mutexes under the name that programs with user mode use; here a name for k_mutex. */
#ifndef ZEPHYR_INCLUDE_SYS_MUTEX_H_
#define ZEPHYR_INCLUDE_SYS_MUTEX_H_

#include <zephyr/kernel/mutex.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A mutex. */
struct sys_mutex {
	struct k_mutex kernel_mutex;
};

/** Define a mutex that is ready for use. */
#define SYS_MUTEX_DEFINE(name)                                                                     \
	struct sys_mutex name = {.kernel_mutex = Z_MUTEX_INITIALIZER(name.kernel_mutex)}

/** Make @a mutex unlocked. Nobody may own or await it. Any context. */
static inline void sys_mutex_init(struct sys_mutex *mutex)
{
	(void)k_mutex_init(&mutex->kernel_mutex);
}

/**
 * Lock @a mutex; its owner may lock it again. Threads only; blocks up to @a timeout.
 * @retval 0        locked.
 * @retval -EBUSY   another owns it, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  not free at the end of @a timeout.
 */
static inline int sys_mutex_lock(struct sys_mutex *mutex, k_timeout_t timeout)
{
	return k_mutex_lock(&mutex->kernel_mutex, timeout);
}

/**
 * Undo one sys_mutex_lock(). Threads only; a scheduling point.
 * @retval 0        done.
 * @retval -EPERM   another thread owns it.
 * @retval -EINVAL  nobody owns it.
 */
static inline int sys_mutex_unlock(struct sys_mutex *mutex)
{
	return k_mutex_unlock(&mutex->kernel_mutex);
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_MUTEX_H_ */
