/* SPDX-License-Identifier: MIT */
/*
 * Pipes. Readers wait only while the pipe is empty and writers only while it is
 * full, never both. A waiting thread's swap_data points to its span: bytes go
 * straight to and from it, and the thread wakes when none is left.
 * Lock: the interrupt lock.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel/pipe.h>
#include <zephyr/kernel/poll.h>
#include <zephyr/sys/util.h>

#include "kernel/sched/scheduler.h"

/** Bytes still to be read or written. */
struct span {
	uint8_t *at;
	size_t left;
};

void k_pipe_init(struct k_pipe *pipe, uint8_t *buffer, size_t buffer_size)
{
	*pipe = (struct k_pipe)Z_PIPE_INITIALIZER(*pipe, buffer, buffer_size);
}

/** Move as much as both spans allow. @return how much. */
static size_t move(struct span *to, struct span *from)
{
	size_t count = MIN(to->left, from->left);

	if (count > 0) {
		memcpy(to->at, from->at, count);
	}
	to->at += count;
	to->left -= count;
	from->at += count;
	from->left -= count;
	return count;
}

/** @return the used or free bytes that begin @a offset after the first byte, up to the end of the buffer. */
static struct span stretch(const struct k_pipe *pipe, size_t offset, size_t count)
{
	size_t start = pipe->first + offset;

	start -= start >= pipe->size ? pipe->size : 0;
	return (struct span){.at = pipe->buffer + start, .left = MIN(count, pipe->size - start)};
}

/** Move bytes of @a from into the buffer. */
static void store(struct k_pipe *pipe, struct span *from)
{
	while (from->left > 0 && pipe->used < pipe->size) {
		struct span to = stretch(pipe, pipe->used, pipe->size - pipe->used);

		pipe->used += move(&to, from);
	}
}

/** Move bytes of the buffer to @a to. */
static void fetch(struct k_pipe *pipe, struct span *to)
{
	while (to->left > 0 && pipe->used > 0) {
		struct span from = stretch(pipe, 0, pipe->used);
		size_t count = move(to, &from);

		pipe->first = stretch(pipe, count, 0).at - pipe->buffer;
		pipe->used -= count;
	}
}

/** Wake @a thread if nothing of @a span is left for it. */
static void wake_if_done(struct k_thread *thread, const struct span *span)
{
	if (span->left == 0) {
		z_wake(thread, 0);
	}
}

/** Move bytes of @a from to waiting readers. */
static void give_to_readers(struct k_pipe *pipe, struct span *from)
{
	struct k_thread *reader = z_wait_q_first(&pipe->readers);

	while (from->left > 0 && reader != NULL) {
		struct span *to = reader->base.swap_data;

		(void)move(to, from);
		wake_if_done(reader, to);
		reader = z_wait_q_first(&pipe->readers);
	}
}

/** Move bytes of waiting writers to @a to, and then into the buffer as far as they fit. */
static void take_from_writers(struct k_pipe *pipe, struct span *to)
{
	struct k_thread *writer = z_wait_q_first(&pipe->writers);

	while (writer != NULL && (to->left > 0 || pipe->used < pipe->size)) {
		struct span *from = writer->base.swap_data;

		(void)move(to, from);
		store(pipe, from);
		wake_if_done(writer, from);
		writer = z_wait_q_first(&pipe->writers);
	}
}

/** The way out: wait until nothing of @a span is left. @return 0, or why something is. */
static int wait_for_rest(_wait_q_t *wait_q, struct span *span, k_timeout_t timeout,
			 unsigned int key)
{
	if (span->left == 0 || K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		z_reschedule(key);
		return span->left == 0 ? 0 : -EAGAIN;
	}
	_current->base.swap_data = span;
	return z_wait(wait_q, Z_WAIT_PIPE, timeout, key);
}

int k_pipe_write(struct k_pipe *pipe, const uint8_t *data, size_t len, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	struct span span = {.at = (uint8_t *)data, .left = len};
	unsigned int key = z_lock();

	if (pipe->closed) {
		z_unlock(key);
		return -EPIPE;
	}
	give_to_readers(pipe, &span);
	store(pipe, &span);
	if (pipe->used > 0) {
		z_poll_notify(pipe, K_POLL_STATE_PIPE_DATA_AVAILABLE);
	}

	int result = wait_for_rest(&pipe->writers, &span, timeout, key);
	int moved = (int)(len - span.left);

	return result == 0 || (result == -EAGAIN && moved > 0) ? moved : result;
}

int k_pipe_read(struct k_pipe *pipe, uint8_t *data, size_t len, k_timeout_t timeout)
{
	z_check_may_wait(timeout);

	struct span span = {.at = data, .left = len};
	unsigned int key = z_lock();
	int result;

	fetch(pipe, &span);
	take_from_writers(pipe, &span);
	if (pipe->closed) {
		z_reschedule(key);
		result = span.left == 0 ? 0 : -EPIPE;
	} else {
		result = wait_for_rest(&pipe->readers, &span, timeout, key);
	}

	int moved = (int)(len - span.left);

	return result == 0 || (result != -ECANCELED && moved > 0) ? moved : result;
}

static void wake_both_sides(struct k_pipe *pipe, int result)
{
	(void)z_wake_all(&pipe->readers, result);
	(void)z_wake_all(&pipe->writers, result);
}

void k_pipe_reset(struct k_pipe *pipe)
{
	unsigned int key = z_lock();

	pipe->first = 0;
	pipe->used = 0;
	wake_both_sides(pipe, -ECANCELED);
	z_reschedule(key);
}

void k_pipe_close(struct k_pipe *pipe)
{
	unsigned int key = z_lock();

	pipe->closed = true;
	wake_both_sides(pipe, -EPIPE);
	z_reschedule(key);
}
