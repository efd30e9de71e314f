/* SPDX-License-Identifier: MIT */
/*
 * What the host offers beyond Zephyr's API: interrupt lines, the choice of the
 * clock, waiting on descriptors without stopping other threads, command-line
 * arguments and the end of the process. docs/host.md explains the whole.
 */
#ifndef ZEPHYR_ARCH_POSIX_NATIVE_H_
#define ZEPHYR_ARCH_POSIX_NATIVE_H_

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Interrupt lines: 0 to 30, a lower line first when several are pending
 */

/** Interrupt lines. */
enum native_irq {
	/** The system clock. */
	NATIVE_IRQ_CLOCK = 0,
	/** A descriptor that a thread waits for is ready. */
	NATIVE_IRQ_IO = 1,
	/** Threads compute, others wait for descriptors: time to look at those. */
	NATIVE_IRQ_LOOK = 3,
	/** SIGINT of the process; its default action is replaced when the line is first enabled. */
	NATIVE_IRQ_SIGINT = 2,
	/** The first line that nothing here uses. */
	NATIVE_IRQ_FREE = 8,
	/** How many lines there are. */
	NATIVE_IRQ_LINES = 31,
};

/**
 * Raise line @a irq. Any context except handlers of signals, which native_irq_attach_signal() is
 * for. In a thread with interrupts unlocked the handler has run when this returns, otherwise it
 * runs as soon as it may.
 */
void native_irq_raise(unsigned int irq);

/**
 * Have signal @a signo raise line @a irq, instead of its present action. On the real clock the
 * handler of the line then preempts running code; on the virtual one it waits for the next counted
 * point. Any context.
 * @retval 0        done.
 * @retval -EINVAL  there is no such line, or no such signal that can be caught.
 */
int native_irq_attach_signal(unsigned int irq, int signo);

/**
 * Say that a thread waits for what line @a irq will bring from outside the program (@a expected),
 * or no longer does. While a line is expected, the sleep of all threads is not a deadlock. Any
 * context.
 */
void native_irq_expect(unsigned int irq, bool expected);

/*
 * The clock
 */

/**
 * Use the virtual clock, or the real one. Before the kernel starts: in native_args_filter() at the
 * latest.
 */
void native_clock_set_virtual(bool is_virtual);

/** @return whether time is virtual. Any context. */
bool native_clock_is_virtual(void);

/**
 * Count @a ns nanoseconds of work on the virtual clock; interrupts that are due then run before it
 * returns. Does nothing on the real clock. Any context; a scheduling point in a thread with
 * interrupts unlocked.
 */
void native_work(uint32_t ns);

/*
 * Descriptors
 */

/**
 * poll(2) that blocks the calling kernel thread only. Threads; blocks unless @a timeout is
 * K_NO_WAIT.
 *
 * Several threads may wait for one descriptor. A descriptor that is closed while a thread waits for
 * it wakes nobody.
 * @retval >0       so many elements of @a fds have a non-zero revents.
 * @retval 0        none had at the end of @a timeout.
 * @retval -EINTR   native_poll_wake() was called for this thread, during the call or since the last
 *                  that returned this.
 * @retval -errno   poll(2) or epoll_ctl(2) failed, or there was no memory.
 */
int native_poll(struct pollfd *fds, unsigned int nfds, k_timeout_t timeout);

/**
 * Let the present native_poll() of @a thread, or else its next, return -EINTR. Any context; a
 * scheduling point.
 */
void native_poll_wake(k_tid_t thread);

/*
 * The process
 */

/** Exit statuses that the host itself gives. */
enum native_status {
	/** All threads wait and nothing can end it. */
	NATIVE_STATUS_DEADLOCK = 121,
	/** A fatal error stopped the kernel. */
	NATIVE_STATUS_FATAL = 122,
	/** The machine can not run the program, or its command line is wrong. */
	NATIVE_STATUS_USAGE = 2,
};

/**
 * Print what is still buffered, run the atexit() functions and end the process. Threads; does not
 * return.
 */
FUNC_NORETURN void native_exit(int status);

/**
 * Get the command line: @a argv[0] is the program, the options of the host are taken out. Any context.
 * @return the number of elements, without the NULL at the end.
 */
int native_args_get(char ***argv);

/**
 * Obey one option of the host: --clock=real or --clock=virtual. Before the kernel starts.
 * @return whether @a arg is one; a wrong value ends the process with a message.
 */
bool native_option(const char *arg);

/**
 * Take the options of the host out of @a argv, before the kernel starts. Weak; the default obeys
 * those that come before the first argument that is no option. An application with options that
 * take a value has its own.
 * @return the number of elements left; argv[that] is NULL.
 */
int native_args_filter(int argc, char **argv);

/**
 * Add a line to the deadlock report, under that of @a thread. Weak; the default adds nothing. Called with
 * interrupts locked, in any context; the kernel stands still.
 * @return characters written to @a buf of @a size, 0 for no line.
 */
int native_describe_thread(const struct k_thread *thread, char *buf, unsigned int size);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_ARCH_POSIX_NATIVE_H_ */
