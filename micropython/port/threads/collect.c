/* SPDX-License-Identifier: MIT */
/* The collector's roots with threads: the caller's registers and stack, then those of all others. */
#include "py/gc.h"
#include "py/mpthread.h"
#include "shared/runtime/gchelper.h"

void gc_collect(void)
{
	mp_thread_reap();
	gc_collect_start();
	gc_helper_collect_regs_and_stack();
	mp_thread_gc_others();
	gc_collect_end();
}
