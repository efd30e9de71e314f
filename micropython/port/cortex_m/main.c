/* SPDX-License-Identifier: MIT */
/* The firmware's main thread: a script that the emulator was given, or the REPL for ever. */
#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>

#include "cortex_m/console.h"
#include "cortex_m/files.h"
#include "cortex_m/heap.h"
#include "py/cstack.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "replboard.h"
#include "cortex_m/script.h"
#include "cortex_m/session.h"
#include "cortex_m/storage.h"

/* All of the stack counts, from its very top, which the collector scans to. */
static void set_stack_limit(void)
{
	const struct k_thread *self = k_current_get();

	mp_cstack_init_with_top((void *)(self->stack_info.start + self->stack_info.size),
				self->stack_info.size);
}

int main(void)
{
	mp_thread_init();
	set_stack_limit();
	heap_init();
	console_start();
	storage_init();
	script_run_if_given();
	for (;;) {
		session_start();
		if (files_run()) {
			board_repl_run();
		}
		session_stop();
	}
}

void nlr_jump_fail(void *value)
{
	printk("exception outside any handler: %p\n", value);
	k_panic();
	CODE_UNREACHABLE;
}
