/* SPDX-License-Identifier: MIT */
/*
 * The loop around the tree's pyexec, which parses the protocol and keeps the mode (raw or
 * friendly) over a soft reset.
 */
#include "replboard.h"

#include "py/mphal.h"
#include "replport.h"
#include "shared/runtime/pyexec.h"

static int serve(bool raw_only)
{
	for (;;) {
		if (raw_only && pyexec_mode_kind != PYEXEC_MODE_RAW_REPL) {
			return -1;
		}
		int result = pyexec_mode_kind == PYEXEC_MODE_RAW_REPL ? pyexec_raw_repl()
								      : pyexec_friendly_repl();
		if (repl_input_ended()) {
			return 0;
		}
		if (result != 0) {
			mp_hal_stdout_tx_str("MPY: soft reboot\r\n");
			return REPL_SOFT_RESET;
		}
	}
}

int board_repl_run(void)
{
	repl_line_open();
	return serve(false);
}

int board_repl_run_raw(void)
{
	repl_line_open();
	pyexec_mode_kind = PYEXEC_MODE_RAW_REPL;
	int result = serve(true);
	if (result != REPL_SOFT_RESET) {
		repl_line_close();
	}
	return result;
}
