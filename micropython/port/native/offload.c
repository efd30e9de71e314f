/* SPDX-License-Identifier: MIT */
/*
 * The caller and the other thread let go of a job once each: whoever comes second frees it.
 *
 * A caller that gives up has the call interrupted by a timer's signal, again and again, because one may come just
 * before the call. pthread_cancel() would not do: it may come just after, and what the call got is lost.
 */
#include "native/offload.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "native/wait.h"
#include "py/mpthread.h"
#include "py/runtime.h"

#define INTERRUPT          (SIGRTMIN + 2)
#define INTERRUPT_EVERY_NS 10000000

static void let_go(struct offload *job)
{
	if (atomic_exchange(&job->one_side_left, true)) {
		if (job->has_interrupter) {
			timer_delete(job->interrupter);
		}
		close(job->ended_fd);
		job->discard(job);
	}
}

/* Nothing but that a call ends with EINTR. */
static void on_interrupt(int signo)
{
	(void)signo;
}

static void let_interrupts_in(void)
{
	struct sigaction action = {.sa_handler = on_interrupt};
	sigset_t set;

	sigaction(INTERRUPT, &action, NULL);
	sigemptyset(&set);
	sigaddset(&set, INTERRUPT);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void *make_call(void *arg)
{
	struct offload *job = arg;
	uint64_t one = 1;

	let_interrupts_in();
	job->tid = gettid();
	/* Who gives up sees the identity, or we see that. */
	if (!job->is_abandoned) {
		job->call(job);
	}
	(void)!write(job->ended_fd, &one, sizeof(one));
	let_go(job);
	return NULL;
}

static void abandon(struct offload *job)
{
	struct itimerspec often = {{.tv_nsec = INTERRUPT_EVERY_NS}, {.tv_nsec = 1}};
	struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = INTERRUPT};

	job->is_abandoned = true;
	event._sigev_un._tid = job->tid;
	/* Fails when there is no such thread: not yet, or no more. */
	job->has_interrupter = event._sigev_un._tid != 0 &&
			       timer_create(CLOCK_MONOTONIC, &event, &job->interrupter) == 0;
	if (job->has_interrupter) {
		timer_settime(job->interrupter, 0, &often, NULL);
	}
}

/* A signal must find the thread that runs the kernel. */
static int start_thread(struct offload *job)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int error = pthread_create(&job->thread, NULL, make_call, job);

	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error;
}

int offload_start(struct offload *job)
{
	atomic_init(&job->one_side_left, false);
	job->ended_fd = eventfd(0, EFD_CLOEXEC);

	int error = job->ended_fd < 0 ? errno : start_thread(job);

	if (error != 0) {
		job->one_side_left = true;
		let_go(job);
	}
	return error;
}

static bool wait_once(struct offload *job)
{
	MP_THREAD_GIL_EXIT();
	int events = port_fd_wait(job->ended_fd, POLLIN, -1);
	MP_THREAD_GIL_ENTER();
	return events >= 0;
}

void offload_wait(struct offload *job)
{
	nlr_buf_t nlr;

	if (nlr_push(&nlr) == 0) {
		while (!wait_once(job)) {
			mp_handle_pending(true);
		}
		nlr_pop();
	} else {
		abandon(job);
		offload_finish(job);
		nlr_jump(nlr.ret_val);
	}
}

void offload_finish(struct offload *job)
{
	pthread_t thread = job->thread;

	let_go(job);
	pthread_detach(thread);
}

/*
 * open(2) of a FIFO
 */

struct opening {
	struct offload job;
	int fd;
	int error;
	int flags;
	int mode;
	char path[];
};

static void call_open(struct offload *job)
{
	struct opening *opening = (struct opening *)job;

	do {
		opening->fd = open(opening->path, opening->flags, opening->mode);
		opening->error = errno;
	} while (opening->fd < 0 && opening->error == EINTR && !job->is_abandoned);
}

static void discard_opening(struct offload *job)
{
	struct opening *opening = (struct opening *)job;

	if (opening->fd >= 0) {
		close(opening->fd);
	}
	free(opening);
}

static struct opening *new_opening(const char *path, int flags, int mode)
{
	struct opening *opening = malloc(sizeof(*opening) + strlen(path) + 1);

	if (opening != NULL) {
		*opening = (struct opening){
			{.call = call_open, .discard = discard_opening}, -1, 0, flags, mode};
		strcpy(opening->path, path);
	}
	return opening;
}

static int open_elsewhere(const char *path, int flags, int mode)
{
	struct opening *opening = new_opening(path, flags, mode);
	int fd = -1;

	if (opening == NULL) {
		errno = ENOMEM;
		return -1;
	}

	int error = offload_start(&opening->job);

	if (error == 0) {
		MP_THREAD_GIL_ENTER();
		offload_wait(&opening->job);
		MP_THREAD_GIL_EXIT();
		fd = opening->fd;
		error = opening->error;
		opening->fd = -1;
		offload_finish(&opening->job);
	}
	errno = error;
	return fd;
}

static bool may_wait(const char *path, int flags)
{
	struct stat st;

	return (flags & O_ACCMODE) != O_RDWR && (flags & O_NONBLOCK) == 0 && stat(path, &st) == 0 &&
	       S_ISFIFO(st.st_mode);
}

int offload_open(const char *path, int flags, int mode)
{
	return may_wait(path, flags) ? open_elsewhere(path, flags, mode) : open(path, flags, mode);
}
