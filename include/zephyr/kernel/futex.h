/* SPDX-License-Identifier: MIT */
/*
 * Futexes: waiting for a word to change. Locks are built on them that need the kernel only when
 * somebody has to wait.
 */
#ifndef ZEPHYR_KERNEL_FUTEX_H_
#define ZEPHYR_KERNEL_FUTEX_H_

#include <stdbool.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/atomic.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A futex. All zero but for the value: ready for use. */
struct k_futex {
	/** The application's own: read and written with atomic_*(). */
	atomic_t val;
	/** Threads that wait. Protected by the interrupt lock. */
	_wait_q_t wait_q;
};

/**
 * Wait until k_futex_wake(), if the value of @a futex is @a expected. Comparing and starting to wait are one step.
 * Blocks up to @a timeout; in an interrupt handler only with K_NO_WAIT.
 * @retval 0           woken.
 * @retval -EAGAIN     the value is not @a expected.
 * @retval -ETIMEDOUT  not woken within @a timeout, which may be K_NO_WAIT.
 */
int k_futex_wait(struct k_futex *futex, int expected, k_timeout_t timeout);

/**
 * Wake the best thread that waits for @a futex, or all. ISR-legal; a scheduling point.
 * @return how many were woken.
 */
int k_futex_wake(struct k_futex *futex, bool wake_all);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_FUTEX_H_ */
