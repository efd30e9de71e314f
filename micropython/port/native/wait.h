/* SPDX-License-Identifier: MIT */
/*
 * Where the port waits, reads the clock and receives signals: the seam between the desk's
 * files and what runs beneath them. native/single.c implements it on plain Linux; with
 * threads it is implemented on the kernel, so that a waiting thread holds up no other.
 *
 * No function here takes or releases the interpreter lock: callers that hold it and may
 * wait release it around the call.
 */
#ifndef PORT_NATIVE_WAIT_H
#define PORT_NATIVE_WAIT_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/**
 * Waits until a descriptor is ready, as poll(2): the number of ready entries, or 0 after
 * @timeout_ms milliseconds (-1: no limit). Returns -1 with errno EINTR when port_wake() was
 * called since the last wait or during this one.
 */
int port_poll(struct pollfd *fds, nfds_t count, int timeout_ms);

/** port_poll() for one descriptor: the events that occurred, 0 on time-out, -1 on error. */
int port_fd_wait(int fd, short events, int timeout_ms);

/** Sleeps for @us microseconds: 0, or -1 with errno EINTR when woken as in port_poll(). */
int port_sleep_us(uint64_t us);

/** Ends the current wait, or the next one. Safe in a signal handler; does not wait. */
void port_wake(void);

/**
 * How many of @len bytes a single write to @fd may pass on without holding up another
 * thread, waiting until it is not zero. 0 with errno set on failure (EINTR as above).
 */
size_t port_write_room(int fd, size_t len);

/** Calls @isr at each @signo, never inside an atomic section. */
void port_signal_attach(int signo, void (*isr)(int signo));

/** Says whether @signo may come from outside and end a wait: then it is no deadlock that all threads wait. */
void port_signal_expect(int signo, bool expected);

/** Random bytes, as getrandom(2): how many there are, or -1. On a virtual clock the same in each run. */
ssize_t port_random(void *buf, size_t len);

/** Monotonic time, and time since 1970, in nanoseconds. */
uint64_t port_clock_ns(void);
uint64_t port_wall_clock_ns(void);

#endif
