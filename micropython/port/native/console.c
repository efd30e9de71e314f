/* SPDX-License-Identifier: MIT */
/*
 * The console's ring buffer and its signals. The ring is filled by pump(), which runs in the
 * SIGIO handler or inside an atomic section, and emptied inside an atomic section. Bytes that
 * do not fit stay in the kernel's buffer, so none is lost.
 */
#include "native/console.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "native/terminal.h"
#include "native/wait.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "threads/traceback.h"

#define RING_SIZE 4096u /* power of two */

static uint8_t ring[RING_SIZE];
static volatile uint32_t ring_in, ring_out; /* free-running; their difference is the fill */
static volatile bool pumped;
static volatile bool eof;

static uint32_t ring_fill(void)
{
	return ring_in - ring_out;
}

/* Returns whether the byte is input; the interrupt character is not. */
static bool accept_byte(uint8_t byte)
{
	if (py_traceback_key(byte)) {
		return false;
	}
	if (byte != mp_interrupt_char) {
		return true;
	}
	mp_sched_keyboard_interrupt();
	return false;
}

static void ring_put(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; ++i) {
		if (accept_byte(bytes[i])) {
			ring[ring_in % RING_SIZE] = bytes[i];
			ring_in = ring_in + 1;
		}
	}
}

static void pump(void)
{
	struct pollfd entry = {.fd = STDIN_FILENO, .events = POLLIN};
	uint8_t bytes[256];

	while (!eof && RING_SIZE - ring_fill() >= sizeof(bytes) && poll(&entry, 1, 0) > 0) {
		ssize_t got = read(STDIN_FILENO, bytes, sizeof(bytes));
		if (got <= 0) {
			eof = got == 0 || errno == EIO;
			break;
		}
		ring_put(bytes, (size_t)got);
	}
}

static void on_input(int signo)
{
	(void)signo;
	if (pumped) {
		pump();
		port_wake();
	}
}

/* Ctrl-C at a terminal. A second one while the first is still pending ends the program: the
 * code that runs is not listening. */
static void on_interrupt(int signo)
{
	bool ignored = MP_STATE_MAIN_THREAD(mp_pending_exception) ==
		       MP_OBJ_FROM_PTR(&MP_STATE_VM(mp_kbd_exception));

	if (mp_interrupt_char != CHAR_CTRL_C || ignored) {
		console_restore();
		signal(signo, SIG_DFL);
		raise(signo);
		return;
	}
	mp_sched_keyboard_interrupt();
	port_wake();
}

/* Ctrl-T at a terminal, or a signal from elsewhere: where is it stuck? */
static void on_quit(int signo)
{
	(void)signo;
	py_traceback_dump();
}

static void on_terminate(int signo)
{
	console_restore();
	signal(signo, SIG_DFL);
	raise(signo);
}

static void let_tracebacks_in(void)
{
	if (MICROPY_PY_THREAD) {
		port_signal_attach(SIGQUIT, on_quit);
		terminal_set_quit_key(PY_TRACEBACK_KEY);
	}
}

void console_init(void)
{
	terminal_save();
	atexit(console_restore);
	port_signal_attach(SIGINT, on_interrupt);
	port_signal_attach(SIGIO, on_input);
	port_signal_attach(SIGTERM, on_terminate);
	port_signal_attach(SIGHUP, on_terminate);
	let_tracebacks_in();
}

static void set_async(bool on)
{
	int flags = fcntl(STDIN_FILENO, F_GETFL);

	port_signal_expect(SIGIO, on);
	fcntl(STDIN_FILENO, F_SETFL, on ? flags | O_ASYNC : flags & ~O_ASYNC);
}

void console_pump_start(void)
{
	if (pumped) {
		return;
	}
	terminal_set_mode(TERMINAL_RAW);
	fcntl(STDIN_FILENO, F_SETOWN, getpid());
	pumped = true;
	set_async(true);
}

void console_pump_stop(void)
{
	if (pumped) {
		set_async(false);
		pumped = false;
		terminal_set_mode(TERMINAL_COOKED);
	}
}

bool console_is_pumped(void)
{
	return pumped || ring_fill() != 0;
}

bool console_has_input(void)
{
	return ring_fill() != 0 || eof;
}

bool console_at_eof(void)
{
	return eof && ring_fill() == 0;
}

void console_note_eof(void)
{
	eof = true;
}

static size_t ring_take(uint8_t *to, size_t len)
{
	mp_uint_t state = MICROPY_BEGIN_ATOMIC_SECTION();
	size_t taken = 0;

	if (pumped) {
		pump();
	}
	while (taken < len && ring_fill() != 0) {
		to[taken++] = ring[ring_out % RING_SIZE];
		ring_out = ring_out + 1;
	}
	MICROPY_END_ATOMIC_SECTION(state);
	return taken;
}

ssize_t console_read(void *buf, size_t len)
{
	for (;;) {
		size_t taken = ring_take(buf, len);
		if (taken != 0 || eof || len == 0) {
			return (ssize_t)taken;
		}
		if (port_fd_wait(STDIN_FILENO, POLLIN, -1) < 0) {
			return -1;
		}
	}
}

void console_restore(void)
{
	if (pumped) {
		set_async(false);
		pumped = false;
	}
	terminal_set_mode(TERMINAL_COOKED);
	terminal_set_quit_key(TERMINAL_OWN_QUIT_KEY);
}
