/* SPDX-License-Identifier: MIT */
/*
 * The seam of native/wait.h on plain Linux, without threads. Signals are blocked between the
 * check for a wake-up and the wait itself, so that a Ctrl-C just before a wait is not lost.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/random.h>
#include <time.h>

#include "native/irqlock.h"
#include "native/wait.h"

volatile uint32_t port_irq_depth;
volatile uint32_t port_irq_deferred; /* bit n: signal n waits for the section's end */

static void (*handlers[32])(int signo);
static sigset_t attached;
static volatile sig_atomic_t wake_requested;

/* One wait with the attached signals let in only while it lasts. */
static int wait_unblocked(struct pollfd *fds, nfds_t count, const struct timespec *limit)
{
	sigset_t before;
	int result = -1;

	sigprocmask(SIG_BLOCK, &attached, &before);
	if (wake_requested) {
		errno = EINTR;
	} else {
		result = ppoll(fds, count, limit, &before);
	}
	int err = errno;
	wake_requested = 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = err;
	return result;
}

int port_poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
	struct timespec limit = {
		.tv_sec = timeout_ms / 1000,
		.tv_nsec = timeout_ms % 1000 * 1000000L,
	};

	return wait_unblocked(fds, count, timeout_ms < 0 ? NULL : &limit);
}

int port_sleep_us(uint64_t us)
{
	struct timespec limit = {
		.tv_sec = (time_t)(us / 1000000),
		.tv_nsec = (long)(us % 1000000 * 1000),
	};

	return wait_unblocked(NULL, 0, &limit);
}

void port_wake(void)
{
	wake_requested = 1;
}

size_t port_write_room(int fd, size_t len)
{
	(void)fd; /* a blocking write holds up nobody */
	return len;
}

static void on_signal(int signo)
{
	int err = errno;

	if (port_irq_depth != 0) {
		port_irq_deferred |= 1u << signo;
	} else {
		handlers[signo](signo);
	}
	errno = err;
}

void port_irq_run_deferred(void)
{
	uint32_t due = __atomic_exchange_n(&port_irq_deferred, 0, __ATOMIC_SEQ_CST);

	for (int signo = 1; signo < 32; ++signo) {
		if (due & (1u << signo)) {
			handlers[signo](signo);
		}
	}
}

void port_signal_attach(int signo, void (*isr)(int signo))
{
	struct sigaction action = {.sa_handler = on_signal}, before;

	sigaction(signo, NULL, &before);
	if (before.sa_handler == SIG_IGN) {
		return; /* as nohup and shells ask for background jobs */
	}
	handlers[signo] = isr;
	sigaddset(&attached, signo);
	action.sa_mask = attached;
	sigaction(signo, &action, NULL);
}

static uint64_t read_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t port_clock_ns(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

uint64_t port_wall_clock_ns(void)
{
	return read_clock(CLOCK_REALTIME);
}

ssize_t port_random(void *buf, size_t len)
{
	return getrandom(buf, len, 0);
}

void port_signal_expect(int signo, bool expected)
{
	(void)signo;
	(void)expected;
}
