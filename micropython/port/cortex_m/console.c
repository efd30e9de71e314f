/* SPDX-License-Identifier: MIT */
/*
 * The console's characters. Each byte is shown to on_byte() in the UART's interrupt: Ctrl-C becomes
 * an exception there, and whoever waits for input or events is woken.
 */
#include "cortex_m/console.h"

#include <zephyr/console/console.h>
#include <zephyr/kernel.h>

#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "replport.h"
#include "threads/interrupt.h"
#include "threads/traceback.h"

/** Given at each byte; whoever took it and leaves bytes behind gives it on. */
static K_SEM_DEFINE(arrived, 0, 1);

static bool on_byte(uint8_t byte)
{
	bool is_interrupt = byte == mp_interrupt_char;

	if (py_traceback_key(byte)) {
		return true;
	}
	if (is_interrupt) {
		mp_sched_keyboard_interrupt();
	} else {
		k_sem_give(&arrived);
	}
	port_wake();
	return is_interrupt;
}

void console_start(void)
{
	console_set_input_hook(on_byte);
}

static void wait_for_byte(void)
{
	if (py_thread_take(&arrived, sys_timepoint_calc(K_FOREVER)) != 0) {
		mp_handle_pending(true);
	}
}

int mp_hal_stdin_rx_chr(void)
{
	int c;

	while ((c = console_getchar_timeout(K_NO_WAIT)) < 0) {
		wait_for_byte();
	}
	if (console_readable()) {
		k_sem_give(&arrived);
	}
	return c;
}

/* The line takes what it is given: when its buffer is full, the writer waits, and others run. */
mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len)
{
	size_t room = console_room();

	if (len <= room) {
		console_write(NULL, str, len);
		return len;
	}
	MP_THREAD_GIL_EXIT();
	console_write(NULL, str, len);
	MP_THREAD_GIL_ENTER();
	return len;
}

uintptr_t mp_hal_stdio_poll(uintptr_t wanted)
{
	uintptr_t ready = console_readable() ? MP_STREAM_POLL_RD : 0;

	if (console_room() > 0) {
		ready |= MP_STREAM_POLL_WR;
	}
	return ready & wanted;
}

/* The line is there from the start and never ends. */
void repl_line_open(void)
{
}

void repl_line_close(void)
{
}

bool repl_input_ended(void)
{
	return false;
}
