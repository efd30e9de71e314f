/* SPDX-License-Identifier: MIT */
/*
 * System calls that block and that poll(2) cannot wait for: each is made by a thread of the operating system's,
 * with all signals blocked but the one that ends it, while the caller waits through native/wait.h.
 */
#ifndef PORT_NATIVE_OFFLOAD_H
#define PORT_NATIVE_OFFLOAD_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

/** Begins a structure from malloc() with what the call takes and what it returns. */
struct offload {
	/**
	 * Makes the call, in the other thread. When `is_abandoned`, signals interrupt it, again and again, until this
	 * returns: it ends with EINTR, or is made again while nobody has given up.
	 */
	void (*call)(struct offload *job);
	/** Frees the structure and what the call got and nobody took. In either thread. */
	void (*discard)(struct offload *job);
	pthread_t thread;
	/** The kernel's name for it; 0 until it runs. */
	_Atomic(pid_t) tid;
	int ended_fd;
	atomic_bool one_side_left;
	atomic_bool is_abandoned;
	/** What interrupts it then. */
	timer_t interrupter;
	bool has_interrupter;
};

/** Starts the call. Returns 0, or an error number: @job has been discarded. */
int offload_start(struct offload *job);

/**
 * Waits for the end of the call. With the interpreter lock; serves what is pending meanwhile, and may raise that:
 * offload_finish() has been called then.
 */
void offload_wait(struct offload *job);

/** Ends the caller's use of @job. */
void offload_finish(struct offload *job);

/**
 * open(2), for which a FIFO may have to wait for its other end. Without the interpreter lock; may raise as
 * offload_wait(), with it.
 */
int offload_open(const char *path, int flags, int mode);

#endif
