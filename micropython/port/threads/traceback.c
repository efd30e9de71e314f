/* SPDX-License-Identifier: MIT */
/*
 * Tracebacks of all threads. In an interrupt handler the interrupted thread may be anywhere, so only
 * what is consistent at every instruction is read: the list of threads, the list of frames, names.
 */
#include "threads/traceback.h"

#include <stdarg.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>

#include "py/misc.h"
#include "report.h"
#include "shared/readline/readline.h"
#include "shared/runtime/interrupt_char.h"
#include "threads/describe.h"
#include "threads/frames.h"
#include "threads/gil.h"

/* An endless recursion would fill the screen. */
#define FRAMES_MAX 64
#define LINE_SIZE  192

static __printf_like(1, 2) void say(const char *format, ...)
{
	char line[LINE_SIZE];
	va_list args;

	va_start(args, format);
	int len = vsnprintk(line, sizeof(line), format, args);
	va_end(args);
	if (len >= (int)sizeof(line)) {
		line[sizeof(line) - 2] = '\n';
	}
	port_report(line);
}

static void dump_frames(const struct py_thread *thread)
{
	const struct py_frame *frame = py_frames_of(thread);

	for (unsigned int n = 0; frame != NULL; frame = frame->below) {
		struct py_position at = py_frame_position(frame);

		if (++n > FRAMES_MAX) {
			say("  ...\n");
			return;
		}
		say("  File \"%s\", line %u in %s\n", at.file, (unsigned int)at.line, at.function);
	}
}

static void dump_thread(const struct py_thread *thread)
{
	char what[LINE_SIZE / 2];

	py_describe(thread, what, sizeof(what));
	say("Thread %p (%s), priority %d, %s (most recent call first):\n", (void *)thread->kernel,
	    k_thread_name_get(thread->kernel), py_gil_priority(thread), what);
	dump_frames(thread);
}

void py_traceback_dump(void)
{
	const struct py_thread *thread = py_thread_first();

	for (; thread != NULL; thread = py_thread_next(thread)) {
		dump_thread(thread);
	}
}

bool py_traceback_key(uint8_t byte)
{
	if (byte != PY_TRACEBACK_KEY || mp_interrupt_char != CHAR_CTRL_C) {
		return false;
	}
	py_traceback_dump();
	return true;
}

static k_timeout_t watchdog_period;
static bool watchdog_repeats;

/* The next period begins after the dump, however long that takes, so that the program gets its share. */
static void time_is_up(struct k_timer *timer)
{
	say("Timeout!\n");
	py_traceback_dump();
	if (watchdog_repeats) {
		k_timer_start(timer, watchdog_period, K_NO_WAIT);
	}
}

K_TIMER_DEFINE(watchdog, time_is_up, NULL);

void py_traceback_dump_later(uint64_t us, bool repeat)
{
	k_timer_stop(&watchdog);
	watchdog_period = K_USEC((int64_t)us);
	watchdog_repeats = repeat;
	k_timer_start(&watchdog, watchdog_period, K_NO_WAIT);
}

void py_traceback_cancel(void)
{
	k_timer_stop(&watchdog);
}
