/* SPDX-License-Identifier: MIT */
#include "cortex_m/files.h"

#include "shared/runtime/pyexec.h"

void files_mount(void)
{
	pyexec_frozen_module("_boot.py", false);
}

/* What pyexec returns: 0 after an exception, and this bit after SystemExit. */
static bool has_exited(int result)
{
	return (result & PYEXEC_FORCED_EXIT) != 0;
}

bool files_run(void)
{
	int result = pyexec_file_if_exists("boot.py");

	if (result != 0 && !has_exited(result) && pyexec_mode_kind == PYEXEC_MODE_FRIENDLY_REPL) {
		result = pyexec_file_if_exists("main.py");
	}
	return !has_exited(result);
}
