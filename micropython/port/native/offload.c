/* SPDX-License-Identifier: MIT */
/* The caller and the other thread let go of a job once each: whoever comes second frees it. */
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

static void let_go(void *arg)
{
	struct offload *job = arg;

	if (atomic_exchange(&job->one_side_left, true)) {
		close(job->ended_fd);
		job->discard(job);
	}
}

static void *make_call(void *arg)
{
	struct offload *job = arg;
	uint64_t one = 1;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
	pthread_cleanup_push(let_go, job);
	job->call(job);
	(void)!write(job->ended_fd, &one, sizeof(one));
	pthread_cleanup_pop(true);
	return NULL;
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
		offload_finish(job);
		nlr_jump(nlr.ret_val);
	}
}

void offload_finish(struct offload *job)
{
	pthread_t thread = job->thread;

	pthread_cancel(thread);
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

	pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
	opening->fd = open(opening->path, opening->flags, opening->mode);
	opening->error = errno;
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
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
