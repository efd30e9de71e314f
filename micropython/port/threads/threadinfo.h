/* SPDX-License-Identifier: MIT */
/* The threads of the whole system as numbers: Python's, and those of C. */
#ifndef PORT_THREADS_THREADINFO_H
#define PORT_THREADS_THREADINFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/kernel.h>

#include "threads/pythread.h"

/** As esp32.idf_task_info() numbers them. */
enum py_thread_run_state {
	PY_THREAD_RUNNING,
	PY_THREAD_READY,
	PY_THREAD_BLOCKED,
	PY_THREAD_SUSPENDED,
	PY_THREAD_DELETED,
};

struct py_thread_info {
	const struct k_thread *kernel;
	/** NULL for a thread of C. */
	const struct py_thread *python;
	char name[CONFIG_THREAD_MAX_NAME_LEN];
	enum py_thread_run_state state;
	int priority;
	/** How long it has run, in microseconds; 0 where that is not counted. */
	uint64_t runtime_us;
	/** Bytes; of main's, what Python may use. */
	size_t stack_size;
	/** The most that was ever used of it, in bytes; 0 if that is not known. */
	size_t stack_peak;
};

struct py_thread_infos {
	struct py_thread_info *infos;
	size_t count, room;
	/** How long the system has run, in microseconds: what runtime_us is a part of. */
	uint64_t total_us;
};

/** A snapshot of all threads. With the interpreter lock; allocates on the Python heap, and raises MemoryError. */
struct py_thread_infos py_thread_info_all(void);

/** A size of stack that leaves a quarter of room above the peak; 0 if the peak is not known. */
size_t py_thread_info_suggest(const struct py_thread_info *info);

#endif
