/* SPDX-License-Identifier: MIT */
/*
 * The types that objects embed: a queue of waiting threads, and a timeout.
 * Their fields belong to the kernel and are protected by its interrupt lock.
 */
#ifndef ZEPHYR_KERNEL_WAIT_Q_H_
#define ZEPHYR_KERNEL_WAIT_Q_H_

#include <stdint.h>

#include <zephyr/sys/clist.h>
#include <zephyr/sys/dlist.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Threads that wait, best priority first and first come first within one. */
typedef struct {
	sys_clist_t waitq;
} _wait_q_t;

#define Z_WAIT_Q_INIT(wait_q)                                                                      \
	{                                                                                          \
		.waitq = SYS_CLIST_STATIC_INIT(&(wait_q)->waitq)                                   \
	}

struct _timeout;

/** Called with interrupts locked by @a key, in interrupt context; returns with them locked. */
typedef void (*_timeout_func_t)(struct _timeout *timeout, unsigned int key);

/** Something due at a tick. On no list: not pending. */
struct _timeout {
	sys_dnode_t node;
	_timeout_func_t fn;
	/** The tick at which it is due. */
	int64_t dticks;
};

/** What a waiting thread waits for: says what holds its _wait_q_t. */
enum z_wait_kind {
	Z_WAIT_NOTHING,
	Z_WAIT_SLEEP,
	Z_WAIT_MUTEX,
	Z_WAIT_SEM,
	Z_WAIT_CONDVAR,
	Z_WAIT_TIMER,
	Z_WAIT_JOIN,
	Z_WAIT_QUEUE,
	Z_WAIT_STACK,
	Z_WAIT_MSGQ,
	Z_WAIT_PIPE,
	Z_WAIT_MBOX,
	Z_WAIT_EVENT,
	Z_WAIT_POLL,
	Z_WAIT_MEM_SLAB,
	Z_WAIT_HEAP,
	Z_WAIT_WORK,
	Z_WAIT_FUTEX,
	Z_WAIT_DEVICE,
	/** Something to do: a thread that waits so does not keep a program from ending. */
	Z_WAIT_SERVICE,
};

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_WAIT_Q_H_ */
