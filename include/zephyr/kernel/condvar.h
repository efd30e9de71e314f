/* SPDX-License-Identifier: MIT */
/*
 * Condition variables, used with a mutex. No spurious wake-ups.
 */
#ifndef ZEPHYR_KERNEL_CONDVAR_H_
#define ZEPHYR_KERNEL_CONDVAR_H_

#include <zephyr/kernel/mutex.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A condition variable. Protected by the interrupt lock. */
struct k_condvar {
	_wait_q_t wait_q;
};

#define Z_CONDVAR_INITIALIZER(obj)                                                                 \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q)                                             \
	}

/** Define a condition variable that is ready for use. */
#define K_CONDVAR_DEFINE(name)                                                                     \
	STRUCT_SECTION_ITERABLE(k_condvar, name) = Z_CONDVAR_INITIALIZER(name)

/** Prepare @a condvar. Nobody may await it. Any context. @return 0. */
int k_condvar_init(struct k_condvar *condvar);

/** Wake the best waiter. ISR-legal, with or without the mutex; a scheduling point. @return 0. */
int k_condvar_signal(struct k_condvar *condvar);

/** Wake every waiter. ISR-legal, with or without the mutex; a scheduling point. @return the number woken. */
int k_condvar_broadcast(struct k_condvar *condvar);

/**
 * Unlock @a mutex by one level and wait, in one step; then lock it again, for as long as that takes. Threads only; blocks.
 * @retval 0        signalled.
 * @retval -EAGAIN  not within @a timeout. The mutex is locked all the same.
 */
int k_condvar_wait(struct k_condvar *condvar, struct k_mutex *mutex, k_timeout_t timeout);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_CONDVAR_H_ */
