/* SPDX-License-Identifier: MIT */
/*
 * Mutexes: recursive, owned by a thread, with priority inheritance over
 * several mutexes and along chains of owners.
 */
#ifndef ZEPHYR_KERNEL_MUTEX_H_
#define ZEPHYR_KERNEL_MUTEX_H_

#include <stdint.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/slist.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A mutex. Protected by the interrupt lock. */
struct k_mutex {
	_wait_q_t wait_q;
	struct k_thread *owner;
	uint32_t lock_count;
	/** Links the mutexes of one owner that others wait for. */
	sys_snode_t contended;
};

#define Z_MUTEX_INITIALIZER(obj)                                                                   \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q)                                             \
	}

/** Define a mutex that is ready for use. */
#define K_MUTEX_DEFINE(name) STRUCT_SECTION_ITERABLE(k_mutex, name) = Z_MUTEX_INITIALIZER(name)

/** Make @a mutex unlocked. Nobody may own or await it. Any context. @return 0. */
int k_mutex_init(struct k_mutex *mutex);

/**
 * Lock @a mutex; its owner may lock it again. Threads only; blocks up to @a timeout.
 * While a thread waits, the owner runs at least at that thread's priority.
 * @retval 0        locked.
 * @retval -EBUSY   another owns it, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN  not free at the end of @a timeout.
 */
int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout);

/**
 * Undo one k_mutex_lock(); at the last, the best waiter becomes the owner. Threads only; a scheduling point.
 * @retval 0        done.
 * @retval -EPERM   another thread owns it.
 * @retval -EINVAL  nobody owns it.
 */
int k_mutex_unlock(struct k_mutex *mutex);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_MUTEX_H_ */
