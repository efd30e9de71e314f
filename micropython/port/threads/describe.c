/* SPDX-License-Identifier: MIT */
/* Everything here only reads, and allocates nothing: an interrupt handler may ask. */
#include "threads/describe.h"

#include <string.h>

#include <zephyr/sys/printk.h>

#include "threads/importlock.h"
#include "threads/wait.h"

int py_describe_wait(const struct py_thread *thread, char *buf, unsigned int size)
{
	int len = py_import_describe_wait(thread, buf, size);

	return len != 0 ? len : py_wait_describe(thread, buf, size);
}

static const struct py_thread *gil_holder(void)
{
	const struct py_thread *thread = py_thread_first();

	while (thread != NULL && !thread->has_gil) {
		thread = py_thread_next(thread);
	}
	return thread;
}

static void describe_line(char *buf, unsigned int size)
{
	const struct py_thread *holder = gil_holder();

	if (holder == NULL) {
		snprintk(buf, size, "waits for the interpreter lock, which is free");
	} else {
		snprintk(buf, size, "waits for the interpreter lock, which %p (%s) has",
			 (void *)holder->kernel, k_thread_name_get(holder->kernel));
	}
}

static const char *name_kernel_state(const struct py_thread *thread)
{
	char state[48];

	k_thread_state_str(thread->kernel, state, sizeof(state));
	if (strstr(state, "suspended") != NULL) {
		return "is suspended";
	}
	if (strstr(state, "sleeping") != NULL) {
		return "sleeps";
	}
	return strstr(state, "pending") != NULL ? "waits for input, output or an event"
						: "is ready to run";
}

void py_describe(const struct py_thread *thread, char *buf, unsigned int size)
{
	static const char waits[] = "waits for ";
	const unsigned int len = sizeof(waits) - 1;

	if (thread->has_gil) {
		snprintk(buf, size, "runs");
	} else if (thread->in_line) {
		describe_line(buf, size);
	} else if (py_describe_wait(thread, buf + len, size - len) > 0) {
		memcpy(buf, waits, len);
	} else {
		snprintk(buf, size, "%s", name_kernel_state(thread));
	}
}
