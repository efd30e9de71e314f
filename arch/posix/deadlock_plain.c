/* SPDX-License-Identifier: MIT */
/*
 * The report of a deadlock without CONFIG_THREAD_MONITOR: there is no list of threads, so only
 * the main thread can be looked at. When that has ended, the others count as threads that wait for
 * something to do.
 */
#include <string.h>
#include <unistd.h>

#include "arch/posix/posix.h"
#include "kernel/init.h"

FUNC_NORETURN void z_posix_deadlock(void)
{
	static const char text[] =
		"Deadlock: every thread waits, and nothing is left that could wake one. "
		"CONFIG_THREAD_MONITOR=y tells more.\n";

	z_posix_console_flush();
	if ((z_main_thread.base.thread_state & _THREAD_DEAD) != 0) {
		native_exit(0);
	}
	z_posix_write(STDERR_FILENO, text, strlen(text));
	native_exit(NATIVE_STATUS_DEADLOCK);
}
