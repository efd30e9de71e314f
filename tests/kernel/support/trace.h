/* SPDX-License-Identifier: MIT */
/*
 * The order of events, as a string: each is a character. One for each file that
 * includes this. before_case() and after_case() are a suite's before and after.
 */
#ifndef BREEZE_TESTS_KERNEL_SUPPORT_TRACE_H_
#define BREEZE_TESTS_KERNEL_SUPPORT_TRACE_H_

#include <stdint.h>
#include <string.h>

#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

static char trace[64];

/** Note that event @a event happens now. Any context. */
static inline void mark(char event)
{
	size_t length = strlen(trace);

	if (length < sizeof(trace) - 1) {
		trace[length] = event;
	}
}

static inline void clear_trace(void)
{
	memset(trace, 0, sizeof(trace));
}

/** Expect exactly @a events since the last time. */
#define expect_trace(events)                                                                       \
	do {                                                                                       \
		zassert_str_equal(trace, events, "events %s, not %s", trace, events);              \
		clear_trace();                                                                     \
	} while (0)

/** The argument that makes mark_arg() and isr_mark() note @a event. */
#define EVENT(event) ((void *)(intptr_t)(event))

/** For a worker: its only deed is an event. */
static inline int mark_arg(void *arg)
{
	mark((char)(intptr_t)arg);
	return 0;
}

/** The same for irq_offload(). */
static inline void isr_mark(const void *arg)
{
	mark((char)(intptr_t)arg);
}

/** Go on with priority @a prio; threads that this lets run have run when it returns. */
static inline void run_as(int prio)
{
	k_thread_priority_set(k_current_get(), prio);
}

/** Wait until worker @a index has ended. */
static inline void wait_for_worker(int index)
{
	zassert_ok(k_thread_join(&worker_threads[index], K_FOREVER), "joining failed");
}

static inline void before_case(void *fixture)
{
	ARG_UNUSED(fixture);
	clear_trace();
}

static inline void after_case(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

#endif /* BREEZE_TESTS_KERNEL_SUPPORT_TRACE_H_ */
