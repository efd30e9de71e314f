/* SPDX-License-Identifier: MIT */
/*
 * The seam of native/wait.h on the kernel: who waits holds up no other thread. Also where the
 * program starts: in the kernel's main thread.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/kernel.h>

#include "native/options.h"
#include "native/wait.h"
#include "py/mpstate.h"
#include "threads/describe.h"
#include "threads/gil.h"
#include "threads/interrupt.h"

/** The wall clock at the start of virtual time: 2025-01-01. */
#define VIRTUAL_EPOCH_NS (1735689600ULL * NSEC_PER_SEC)

int zephyr_app_main(void)
{
	char **argv;
	int argc = native_args_get(&argv);

	native_exit(breeze_main(argc, argv));
}

static int fail(int err)
{
	errno = err;
	return -1;
}

int port_poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
	int ready;

	if (py_thread_take_interrupt()) {
		return fail(EINTR);
	}
	if (timeout_ms != 0) {
		py_gil_let_go();
	}
	ready = native_poll(fds, (unsigned int)count, SYS_TIMEOUT_MS(timeout_ms));
	if (ready == -EINTR) {
		(void)py_thread_take_interrupt();
	}
	return ready < 0 ? fail(-ready) : ready;
}

int port_sleep_us(uint64_t us)
{
	return py_thread_sleep(K_USEC((int64_t)us)) == 0 ? 0 : fail(EINTR);
}

void port_wake(void)
{
	py_thread_interrupt(&py_main_thread);
	if (MP_STATE_MAIN_THREAD(mp_pending_exception) != MP_OBJ_NULL) {
		py_gil_hurry_main();
	}
}

/* A file never makes anybody wait; a pipe or a line takes this much when it is ready at all. */
size_t port_write_room(int fd, size_t len)
{
	struct stat st;

	if (k_is_in_isr()) {
		return len; /* nobody else runs meanwhile anyway */
	}
	if (fstat(fd, &st) != 0) {
		return 0;
	}
	if (S_ISREG(st.st_mode)) {
		return len;
	}
	return port_fd_wait(fd, POLLOUT, -1) < 0 ? 0 : MIN(len, (size_t)PIPE_BUF);
}

/* In the report of a deadlock: the lock or the import that a Python thread waits for. */
int native_describe_thread(const struct k_thread *kernel, char *buf, unsigned int size)
{
	const struct py_thread *thread = kernel->custom_data;

	return thread == NULL ? 0 : py_describe_wait(thread, buf, size);
}

/*
 * Signals become interrupts of the kernel
 */

static struct {
	int signo;
	void (*isr)(int signo);
} attached[8];

static void run_isr(const void *param)
{
	unsigned int i = (unsigned int)(uintptr_t)param;

	attached[i].isr(attached[i].signo);
}

static unsigned int free_slot(void)
{
	unsigned int i = 0;

	while (attached[i].isr != NULL) {
		i++;
		__ASSERT(i < ARRAY_SIZE(attached), "more signals than attached[] holds");
	}
	return i;
}

void port_signal_attach(int signo, void (*isr)(int signo))
{
	struct sigaction before;
	unsigned int i = free_slot();

	sigaction(signo, NULL, &before);
	if (before.sa_handler == SIG_IGN) {
		return; /* as nohup and shells ask for background jobs */
	}
	attached[i].signo = signo;
	attached[i].isr = isr;
	irq_connect_dynamic(NATIVE_IRQ_FREE + i, 0, run_isr, (void *)(uintptr_t)i, 0);
	irq_enable(NATIVE_IRQ_FREE + i);
	native_irq_attach_signal(NATIVE_IRQ_FREE + i, signo);
}

void port_signal_expect(int signo, bool expected)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(attached); i++) {
		if (attached[i].signo == signo) {
			native_irq_expect(NATIVE_IRQ_FREE + i, expected);
		}
	}
}

/*
 * Clocks
 */

uint64_t port_clock_ns(void)
{
	return k_cyc_to_ns_floor64(k_cycle_get_64());
}

uint64_t port_wall_clock_ns(void)
{
	struct timespec now;

	if (native_clock_is_virtual()) {
		return VIRTUAL_EPOCH_NS + port_clock_ns();
	}
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * NSEC_PER_SEC + (uint64_t)now.tv_nsec;
}

/* splitmix64, whose state may be any number. */
static uint64_t repeatable_random(void)
{
	static uint64_t state;
	uint64_t x = state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

ssize_t port_random(void *buf, size_t len)
{
	uint8_t *to = buf;

	if (!native_clock_is_virtual()) {
		return getrandom(buf, len, 0);
	}
	for (size_t i = 0; i < len; i++) {
		to[i] = (uint8_t)repeatable_random();
	}
	return (ssize_t)len;
}
