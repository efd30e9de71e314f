/* SPDX-License-Identifier: MIT */
/*
 * The Python frames of each thread, for tracebacks of threads that run on. frames.c stands around
 * the core's mp_execute_bytecode() and links what is being executed on the C stack: 2 words a frame.
 * Native code (@native, @viper) has no such frame.
 */
#ifndef PORT_THREADS_FRAMES_H
#define PORT_THREADS_FRAMES_H

#include "py/bc.h"
#include "threads/pythread.h"

struct py_frame {
	/** What called it. */
	struct py_frame *below;
	const mp_code_state_t *code;
};

/** The innermost frame of the thread that holds the interpreter lock, or NULL; changes hands with the lock. */
extern struct py_frame *py_frames_now;

/** Where a frame is. The names live as long as the program. */
struct py_position {
	const char *file;
	const char *function;
	size_t line;
};

/** The innermost frame of @thread, or NULL. With the interpreter lock, or in an interrupt handler. */
const struct py_frame *py_frames_of(const struct py_thread *thread);

/** Where @frame is: its present line, or that of the call it is in. As py_frames_of(). */
struct py_position py_frame_position(const struct py_frame *frame);

#endif
