/* SPDX-License-Identifier: MIT */
/* py/mphal.h on the desk: console characters, time, random numbers. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "native/console.h"
#include "native/fdio.h"
#include "native/terminal.h"
#include "native/wait.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"

/* The end of the input reads as Ctrl-D, which ends whatever is reading. */
int mp_hal_stdin_rx_chr(void)
{
	unsigned char c;
	ssize_t got;

	MP_HAL_RETRY_SYSCALL(got, fdio_read(STDIN_FILENO, &c, 1), got = 0);
	if (got == 0) {
		console_note_eof();
		return CHAR_CTRL_D;
	}
	/* A pipe or a file has LF where a keyboard sends CR. */
	return c == '\n' && !console_is_pumped() ? '\r' : c;
}

static bool write_all(int fd, const char *str, size_t len)
{
	while (len != 0) {
		ssize_t put;
		MP_HAL_RETRY_SYSCALL(put, fdio_write(fd, str, len), return false);
		str += put;
		len -= (size_t)put;
	}
	return true;
}

mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len)
{
	return write_all(STDOUT_FILENO, str, len) ? len : 0;
}

void mp_hal_stdout_tx_str(const char *str)
{
	mp_hal_stdout_tx_strn(str, strlen(str));
}

/* Each LF becomes CR LF: nobody else does it on a raw line. */
static void write_cooked(int fd, const char *str, size_t len)
{
	const char *end = str + len;

	while (str < end) {
		const char *lf = memchr(str, '\n', (size_t)(end - str));
		const char *stop = lf == NULL ? end : lf;
		bool ok = write_all(fd, str, (size_t)(stop - str));
		if (!ok || lf == NULL || !write_all(fd, "\r\n", 2)) {
			return;
		}
		str = lf + 1;
	}
}

void mp_hal_stdout_tx_strn_cooked(const char *str, size_t len)
{
	if (console_is_pumped()) {
		write_cooked(STDOUT_FILENO, str, len);
	} else {
		mp_hal_stdout_tx_strn(str, len);
	}
}

static void stderr_print_strn(void *env, const char *str, size_t len)
{
	(void)env;
	if (console_is_pumped()) {
		write_cooked(STDERR_FILENO, str, len);
	} else {
		write_all(STDERR_FILENO, str, len);
	}
}

const mp_print_t mp_stderr_print = {NULL, stderr_print_strn};

int port_readline(vstr_t *line, const char *prompt)
{
	enum terminal_mode before = terminal_mode();

	if (before == TERMINAL_COOKED) {
		terminal_set_mode(TERMINAL_LINE);
	}
	int result = readline(line, prompt);
	terminal_set_mode(before);
	return result;
}

mp_uint_t mp_hal_ticks_ms(void)
{
	return (mp_uint_t)(port_clock_ns() / 1000000);
}

mp_uint_t mp_hal_ticks_us(void)
{
	return (mp_uint_t)(port_clock_ns() / 1000);
}

uint64_t mp_hal_time_ns(void)
{
	return port_wall_clock_ns();
}

void mp_hal_delay_us(mp_uint_t us)
{
	uint64_t end = port_clock_ns() + (uint64_t)us * 1000;

	for (uint64_t now = end - (uint64_t)us * 1000; now < end; now = port_clock_ns()) {
		MP_THREAD_GIL_EXIT();
		port_sleep_us((end - now + 999) / 1000);
		MP_THREAD_GIL_ENTER();
		mp_handle_pending(true);
	}
}

void mp_hal_delay_ms(mp_uint_t ms)
{
	mp_event_handle_nowait();
	mp_hal_delay_us(ms * 1000);
}

void port_wait_event(mp_uint_t timeout_ms)
{
	int limit = timeout_ms > INT_MAX ? -1 : (int)timeout_ms;

	MP_THREAD_GIL_EXIT();
	port_poll(NULL, 0, limit);
	MP_THREAD_GIL_ENTER();
}

void mp_hal_get_random(size_t n, void *buf)
{
	uint8_t *to = buf;

	while (n != 0) {
		ssize_t got;
		MP_HAL_RETRY_SYSCALL(got, port_random(to, n), mp_raise_OSError(err));
		to += got;
		n -= (size_t)got;
	}
}

unsigned long port_random_seed(void)
{
	unsigned long seed;

	mp_hal_get_random(sizeof(seed), &seed);
	return seed;
}
