/* SPDX-License-Identifier: MIT */
/* The terminal is in line mode while a statement is read, and cooked while it runs. */
#include "native/repl.h"

#include <signal.h>

#include "genhdr/mpversion.h"
#include "native/console.h"
#include "native/execute.h"
#include "native/terminal.h"
#include "native/wait.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "py/repl.h"
#include "replport.h"
#include "shared/readline/readline.h"
#include "shared/runtime/pyexec.h"

enum action {
	RUN,
	IGNORE,
	ENTER_RAW,
	LEAVE
};

static void print_banner(void)
{
	mp_hal_stdout_tx_str(MICROPY_BANNER_NAME_AND_VERSION
			     "; " MICROPY_BANNER_MACHINE "\n"
			     "Use Ctrl-D to exit, Ctrl-E for paste mode\n");
}

/* Text up to Ctrl-D, taken as it is: no editing, no indentation. */
static enum action read_pasted(vstr_t *text)
{
	mp_hal_stdout_tx_str("\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\n=== ");
	vstr_reset(text);
	for (;;) {
		char c = (char)mp_hal_stdin_rx_chr();
		if (c == CHAR_CTRL_C || c == CHAR_CTRL_D) {
			mp_hal_stdout_tx_str("\n");
			return c == CHAR_CTRL_D ? RUN : IGNORE;
		}
		vstr_add_byte(text, (byte)c);
		if (c == '\r') {
			mp_hal_stdout_tx_str("\n=== ");
		} else {
			mp_hal_stdout_tx_strn(&c, 1);
		}
	}
}

/* Lines that belong to the statement, until it is complete or Ctrl-D says so. */
static enum action read_rest(vstr_t *text)
{
	while (mp_repl_continue_with_input(vstr_null_terminated_str(text))) {
		vstr_add_byte(text, '\n');
		int key = readline(text, mp_repl_get_ps2());
		if (key == CHAR_CTRL_C) {
			mp_hal_stdout_tx_str("\n");
			return IGNORE;
		}
		if (key == CHAR_CTRL_D) {
			break;
		}
	}
	return RUN;
}

static enum action read_statement(vstr_t *text, mp_parse_input_kind_t *kind)
{
	*kind = MP_PARSE_SINGLE_INPUT;
	vstr_reset(text);
	int key = readline(text, mp_repl_get_ps1());
	switch (key) {
	case 0:
		return vstr_len(text) == 0 ? IGNORE : read_rest(text);
	case CHAR_CTRL_A:
		mp_hal_stdout_tx_str("\r\n");
		return ENTER_RAW;
	case CHAR_CTRL_D:
		mp_hal_stdout_tx_str("\n");
		return LEAVE;
	case CHAR_CTRL_E:
		*kind = MP_PARSE_FILE_INPUT;
		return read_pasted(text);
	default:
		mp_hal_stdout_tx_str("\r\n");
		return IGNORE;
	}
}

/* Returns -1 to go on. */
static int run_statement(const vstr_t *text, mp_parse_input_kind_t kind)
{
	terminal_set_mode(TERMINAL_COOKED);
	int status = execute_text(text->buf, text->len, kind, true);
	terminal_set_mode(TERMINAL_LINE);
	return (status & PROTECTED_EXIT) != 0 ? status : -1;
}

static int read_and_run(vstr_t *text)
{
	mp_parse_input_kind_t kind;
	int status;

	switch (read_statement(text, &kind)) {
	case RUN:
		return run_statement(text, kind);
	case ENTER_RAW:
		status = board_repl_run_raw();
		if (status < 0) {
			terminal_set_mode(TERMINAL_LINE);
			print_banner();
		}
		return status;
	case LEAVE:
		return 0;
	default:
		return -1;
	}
}

int repl_run(void)
{
	vstr_t text;
	int status = -1;

	if (pyexec_mode_kind == PYEXEC_MODE_RAW_REPL) {
		status = board_repl_run_raw(); /* this session follows a soft reset there */
	}
	if (status < 0) {
		terminal_set_mode(TERMINAL_LINE);
		print_banner();
	}
	vstr_init(&text, 32);
	port_signal_expect(SIGINT, true);
	while (status < 0) {
		status = read_and_run(&text);
	}
	port_signal_expect(SIGINT, false);
	if (status != REPL_SOFT_RESET) {
		terminal_set_mode(TERMINAL_COOKED);
	}
	return status;
}

void repl_line_open(void)
{
	console_pump_start();
}

void repl_line_close(void)
{
	console_pump_stop();
}

bool repl_input_ended(void)
{
	return console_at_eof();
}
