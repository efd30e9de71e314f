/* SPDX-License-Identifier: MIT */
/*
 * Waiting for descriptors: one epoll instance serves all threads.
 *
 * Each descriptor that threads wait for has a list of links, one per waiting
 * pollfd, and a one-shot registration for the union of their events. When it
 * fires, all its waiters are woken; each looks with poll(2) and waits again if it has
 * to. So nothing has to be undone when a wait ends early: a registration that
 * nobody waits for fires once at most, in vain.
 *
 * The idle thread sleeps in epoll_pwait(). While other threads run, a timer
 * that runs only then raises NATIVE_IRQ_LOOK, at most every Z_POSIX_POLL_INTERVAL.
 * Lock: the interrupt lock.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <time.h>

#include <zephyr/irq.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/clist.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"
#include "kernel/sched/scheduler.h"

/** Links that fit into native_poll()'s frame. */
#define FEW   8
#define BATCH 64

struct link {
	/** In the list of the descriptor. */
	sys_dnode_t node;
	struct native_poll_wait *wait;
	int fd;
	uint32_t events;
};

/** A native_poll() that waits; lives on the stack of the thread. */
struct native_poll_wait {
	struct k_thread *thread;
	_wait_q_t wait_q;
	/** A descriptor may be ready. */
	bool is_fired;
	struct link *links;
	unsigned int nlinks;
	unsigned int capacity;
};

unsigned int z_posix_poll_waiters;

static int epoll_fd = -1;
/** By descriptor. */
static sys_clist_t *lists;
static unsigned int nlists;

/** Filled by the sleep of idle, emptied by the interrupt. */
static struct epoll_event batch[BATCH];
static int batched;

static timer_t timer;
static bool is_timer_running;

/*
 * Registrations; locked
 */

static bool grow_lists(unsigned int fd)
{
	unsigned int n = MAX(nlists, 1024U);
	void *grown;

	if (fd < nlists) {
		return true;
	}
	while (n <= fd) {
		n *= 2;
	}
	grown = lists == NULL ? mmap(NULL, n * sizeof(*lists), PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
			      : mremap(lists, nlists * sizeof(*lists), n * sizeof(*lists),
				       MREMAP_MAYMOVE);
	if (grown == MAP_FAILED) {
		return false;
	}
	lists = grown;
	nlists = n;
	return true;
}

/** Have the descriptor fire once, for what any of its links waits for. */
static int arm(int fd)
{
	struct epoll_event event = {.events = EPOLLONESHOT, .data.fd = fd};
	sys_dnode_t *node;

	SYS_CLIST_FOR_EACH_NODE(&lists[fd], node) {
		event.events |= CONTAINER_OF(node, struct link, node)->events;
	}
	if (epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fd, &event) == 0) {
		return 0;
	}
	/* Not there: new, or closed and opened again. */
	if (errno == ENOENT && epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0) {
		return 0;
	}
	return -errno;
}

static int link_one(struct link *link)
{
	int result;

	if (!grow_lists((unsigned int)link->fd)) {
		return -ENOMEM;
	}
	sys_clist_append(&lists[link->fd], &link->node);
	result = arm(link->fd);
	if (result != 0) {
		sys_clist_remove(&lists[link->fd], &link->node);
	}
	return result;
}

/** The thread may end at each unlock: `nlinks` always tells what is linked. */
static void unlink_all(struct native_poll_wait *wait)
{
	while (wait->nlinks > 0U) {
		unsigned int key = z_lock();
		struct link *link = &wait->links[--wait->nlinks];

		sys_clist_remove(&lists[link->fd], &link->node);
		z_unlock(key);
	}
}

static int link_all(struct native_poll_wait *wait, const struct pollfd *fds, unsigned int nfds)
{
	for (unsigned int i = 0; i < nfds; i++) {
		struct link *link = &wait->links[wait->nlinks];
		unsigned int key;
		int result;

		if (fds[i].fd < 0) {
			continue;
		}
		*link = (struct link){.wait = wait, .fd = fds[i].fd};
		link->events = (uint16_t)fds[i].events;
		key = z_lock();
		result = link_one(link);
		wait->nlinks += result == 0 ? 1U : 0U;
		z_unlock(key);
		if (result != 0) {
			return result;
		}
	}
	return 0;
}

/*
 * The interrupt
 */

static void wake(struct native_poll_wait *wait)
{
	wait->is_fired = true;
	if (wait->thread->base.pended_on == &wait->wait_q) {
		z_wake(wait->thread, 0);
	}
}

static void fire(int fd)
{
	sys_dnode_t *node;

	if ((unsigned int)fd >= nlists) {
		return;
	}
	SYS_CLIST_FOR_EACH_NODE(&lists[fd], node) {
		wake(CONTAINER_OF(node, struct link, node)->wait);
	}
}

static void fire_batch(void)
{
	for (int i = 0; i < batched; i++) {
		fire(batch[i].data.fd);
	}
}

static void collect_now(void)
{
	batched = epoll_wait(epoll_fd, batch, BATCH, 0);
}

static void start_timer(void)
{
	struct itimerspec spec = {.it_value = {.tv_nsec = Z_POSIX_POLL_INTERVAL}};

	is_timer_running = true;
	timer_settime(timer, 0, &spec, NULL);
}

/** Wake the waiters of all descriptors in the batch, and of those that did not fit into it. */
static void fire_all(void)
{
	while (batched > 0) {
		bool is_full = batched == BATCH;

		fire_batch();
		batched = 0;
		if (is_full) {
			collect_now();
		}
	}
}

/** Idle has filled the batch. */
static void on_io(const void *unused)
{
	unsigned int key = z_lock();

	ARG_UNUSED(unused);
	fire_all();
	z_reschedule(key);
}

/** Threads compute, and the timer is spent. */
static void on_look(const void *unused)
{
	unsigned int key = z_lock();

	ARG_UNUSED(unused);
	is_timer_running = false;
	if (batched <= 0) {
		collect_now();
	}
	fire_all();
	if (z_posix_poll_waiters != 0U) {
		z_posix_poll_on_switch(_current);
	}
	z_reschedule(key);
}

void z_posix_poll_on_switch(const struct k_thread *thread)
{
	if (!is_timer_running && thread != _kernel.cpus[0].idle_thread &&
	    !native_clock_is_virtual()) {
		start_timer();
	}
}

void z_posix_poll_look(void)
{
	if (z_posix_poll_waiters != 0U && batched <= 0) {
		collect_now();
		if (batched > 0) {
			z_posix_irq_latch(NATIVE_IRQ_IO);
		}
	}
}

void z_posix_poll_sleep(void)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	if (!z_posix_irq_pending()) {
		batched = epoll_pwait(epoll_fd, batch, BATCH, -1, &before);
	}
	if (batched > 0) {
		z_posix_irq_latch(NATIVE_IRQ_IO);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
}

void z_posix_poll_init(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 1};

	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (epoll_fd < 0 || native_irq_attach_signal(NATIVE_IRQ_LOOK, SIGRTMIN + 1) != 0 ||
	    timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) {
		z_posix_die(NATIVE_STATUS_USAGE, "can not wait for descriptors: %s",
			    strerror(errno));
	}
	IRQ_CONNECT(NATIVE_IRQ_IO, 0, on_io, NULL, 0);
	IRQ_CONNECT(NATIVE_IRQ_LOOK, 0, on_look, NULL, 0);
	irq_enable(NATIVE_IRQ_IO);
	irq_enable(NATIVE_IRQ_LOOK);
}

/*
 * Waiting
 */

/** Locked. */
static struct link *allocate_links(struct link *few, unsigned int n)
{
	void *many;

	if (n <= FEW) {
		return few;
	}
	many = mmap(NULL, n * sizeof(struct link), PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return many == MAP_FAILED ? NULL : many;
}

/** From here on the end of the thread ends the wait, too. */
static bool begin(struct native_poll_wait *wait, struct link *few)
{
	unsigned int key = z_lock();

	wait->links = allocate_links(few, wait->capacity);
	if (wait->links != NULL) {
		wait->thread->arch.poll = wait;
		z_posix_poll_waiters++;
	}
	z_unlock(key);
	return wait->links != NULL;
}

static void finish(struct native_poll_wait *wait)
{
	unsigned int key;

	unlink_all(wait);
	key = z_lock();
	wait->thread->arch.poll = NULL;
	z_posix_poll_waiters--;
	if (wait->capacity > FEW) {
		munmap(wait->links, wait->capacity * sizeof(struct link));
	}
	z_unlock(key);
}

/** Wait until a descriptor may be ready, or native_poll_wake(). @return 0, or what went wrong. */
static int wait_linked(struct native_poll_wait *wait, const struct pollfd *fds, unsigned int nfds,
		       k_timeout_t timeout)
{
	int result = link_all(wait, fds, nfds);
	unsigned int key = z_lock();

	if (result == 0 && !wait->is_fired && !wait->thread->arch.poll_wake) {
		return z_wait(&wait->wait_q, Z_WAIT_DEVICE, timeout, key);
	}
	z_unlock(key);
	return result;
}

static int wait_ready(const struct pollfd *fds, unsigned int nfds, k_timeout_t timeout)
{
	struct link few[FEW];
	struct native_poll_wait wait = {.thread = _current, .capacity = nfds};
	int result;

	if (!begin(&wait, few)) {
		return -ENOMEM;
	}
	result = wait_linked(&wait, fds, nfds, timeout);
	finish(&wait);
	return result;
}

static bool take_wake(void)
{
	bool is_woken = _current->arch.poll_wake;

	_current->arch.poll_wake = false;
	return is_woken;
}

/** A signal can end even a poll that does not wait. */
static int look(struct pollfd *fds, unsigned int nfds)
{
	int n;

	do {
		n = poll(fds, nfds, 0);
	} while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : n;
}

int native_poll(struct pollfd *fds, unsigned int nfds, k_timeout_t timeout)
{
	k_timepoint_t end = sys_timepoint_calc(timeout);

	z_check_thread();
	for (;;) {
		int result = take_wake() ? -EINTR : look(fds, nfds);

		if (result != 0 || sys_timepoint_expired(end)) {
			return result;
		}
		result = wait_ready(fds, nfds, sys_timepoint_timeout(end));
		if (result != 0 && result != -EAGAIN) {
			return result;
		}
	}
}

void native_poll_wake(k_tid_t thread)
{
	unsigned int key = z_lock();

	thread->arch.poll_wake = true;
	if (thread->arch.poll != NULL) {
		wake(thread->arch.poll);
	}
	z_reschedule(key);
}

void z_posix_poll_forget(struct k_thread *thread)
{
	if (thread->arch.poll != NULL) {
		finish(thread->arch.poll);
	}
}
