/* SPDX-License-Identifier: MIT */
/*
 * Pipes: a stream of bytes through a buffer, which may have no room at all.
 */
#ifndef ZEPHYR_KERNEL_PIPE_H_
#define ZEPHYR_KERNEL_PIPE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A pipe. Protected by the interrupt lock. Readers wait only while it is empty, writers only while it is full. */
struct k_pipe {
	_wait_q_t readers;
	_wait_q_t writers;
	uint8_t *buffer;
	size_t size;
	/** Where the oldest byte is, and how many there are. */
	size_t first;
	size_t used;
	bool closed;
#ifdef CONFIG_POLL
	sys_clist_t pollers;
#endif
};

#define Z_PIPE_INITIALIZER(obj, pipe_buffer, pipe_buffer_size)                                     \
	{                                                                                          \
		.readers = Z_WAIT_Q_INIT(&(obj).readers),                                          \
		.writers = Z_WAIT_Q_INIT(&(obj).writers), .buffer = (pipe_buffer),                 \
		.size = (pipe_buffer_size),                                                        \
	}

/** Define a pipe that is open, with a buffer of @a pipe_buffer_size bytes aligned to @a pipe_align, a power of 2. */
#define K_PIPE_DEFINE(name, pipe_buffer_size, pipe_align)                                          \
	static uint8_t __noinit_named(k_pipe_buf_##name) __aligned(pipe_align)                     \
		_k_pipe_buf_##name[pipe_buffer_size];                                              \
	STRUCT_SECTION_ITERABLE(k_pipe, name) =                                                    \
		Z_PIPE_INITIALIZER(name, _k_pipe_buf_##name, pipe_buffer_size)

/** Open @a pipe, empty, with @a buffer of @a buffer_size bytes. Nobody may await it. Any context. */
void k_pipe_init(struct k_pipe *pipe, uint8_t *buffer, size_t buffer_size);

/**
 * Write @a len bytes, to waiting readers first. Blocks up to @a timeout until all are written; in an interrupt handler
 * only with K_NO_WAIT. A scheduling point. Bytes are copied with interrupts locked.
 * @return the number of bytes written: fewer than @a len if the time is over, or
 * @retval -EAGAIN     none was written within @a timeout.
 * @retval -ECANCELED  the pipe was reset during the wait; some bytes may have been read.
 * @retval -EPIPE      the pipe is closed, or was during the wait; some bytes may have been written.
 */
int k_pipe_write(struct k_pipe *pipe, const uint8_t *data, size_t len, k_timeout_t timeout);

/**
 * Read @a len bytes. Blocks up to @a timeout until all are read; in an interrupt handler only with K_NO_WAIT. A scheduling
 * point. Bytes are copied with interrupts locked.
 * @return the number of bytes read: fewer than @a len if the time is over or the pipe is closed, or
 * @retval -EAGAIN     none was read within @a timeout.
 * @retval -ECANCELED  the pipe was reset during the wait.
 * @retval -EPIPE      the pipe is closed, or was during the wait, and has no bytes left.
 */
int k_pipe_read(struct k_pipe *pipe, uint8_t *data, size_t len, k_timeout_t timeout);

/** Discard the bytes in @a pipe and make all waiting reads and writes return -ECANCELED. ISR-legal; a scheduling point. */
void k_pipe_reset(struct k_pipe *pipe);

/** Close @a pipe: no more can be written, and what is in it can be read. Waits end. ISR-legal; a scheduling point. */
void k_pipe_close(struct k_pipe *pipe);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_PIPE_H_ */
