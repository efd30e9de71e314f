/* SPDX-License-Identifier: MIT */
/* The program: options, then sessions until one does not end in a soft reset. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "native/console.h"
#include "native/execute.h"
#include "native/history.h"
#include "native/options.h"
#include "native/repl.h"
#include "native/runtime.h"
#include "native/terminal.h"
#include "py/cstack.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "replboard.h"
#include "threads/shutdown.h"

enum {
	NO_SCRIPT = 2
}; /* as CPython exits when there is no such script */

static int report_script(const char *name, int err)
{
	fprintf(stderr, "breeze: cannot open script '%s': %s\n", name, strerror(err));
	return NO_SCRIPT;
}

/* sys.path begins with the directory of the script. */
static int run_script(const char *name)
{
	char path[PATH_MAX];
	struct stat st;

	if (realpath(name, path) == NULL || stat(path, &st) != 0) {
		return report_script(name, errno);
	}
	if (S_ISDIR(st.st_mode)) {
		return report_script(name, EISDIR);
	}
	mp_obj_list_store(mp_sys_path, MP_OBJ_NEW_SMALL_INT(0),
			  mp_obj_new_str(path, (size_t)(strrchr(path, '/') - path)));
	return execute_file(name);
}

static int run_source(const struct options *options)
{
	switch (options->source) {
	case SOURCE_COMMAND:
		return execute_text(options->text, strlen(options->text), MP_PARSE_FILE_INPUT,
				    false);
	case SOURCE_MODULE:
		return execute_module(options->text);
	case SOURCE_FILE:
		return run_script(options->text);
	default:
		return execute_stdin();
	}
}

/* To be asked after the program has run: it may set the variable. */
static bool wants_inspect(const struct options *options)
{
	const char *variable = getenv("MICROPYINSPECT");

	return options->inspect || (variable != NULL && variable[0] != '\0');
}

static int run_repl(void)
{
	history_load();
	int status = repl_run();
	history_save();
	return status;
}

/* Returns an exit status, or REPL_SOFT_RESET. */
static int run_session(const struct options *options, bool first)
{
	bool program = options->source != SOURCE_NONE;
	int status = 0;

	if (options->pty) {
		return board_repl_run();
	}
	if (!first) {
		return run_repl();
	}
	if (program) {
		status = run_source(options);
	}
	if (wants_inspect(options) || (!program && isatty(STDIN_FILENO))) {
		return run_repl();
	}
	return program ? status : execute_stdin();
}

static int run_sessions(const struct options *options)
{
	int status = REPL_SOFT_RESET;

	for (bool first = true; status == REPL_SOFT_RESET; first = false) {
		runtime_start(options);
		status = run_session(options, first);
		if (status != REPL_SOFT_RESET) {
			status = py_threads_finish(status);
		}
		runtime_stop(options);
	}
	console_restore();
	return status & 0xff;
}

static MP_NOINLINE int run(int argc, char **argv)
{
	struct options options;
	char **restart_argv = malloc(((size_t)argc + 1) * sizeof(*argv));

	/* Parsing rearranges argv, and a restart needs it as it was. */
	memcpy(restart_argv, argv, ((size_t)argc + 1) * sizeof(*argv));
	int status = options_parse(&options, argc, argv);
	if (status >= 0) {
		return status;
	}
	if (runtime_prepare(&options, restart_argv) != 0) {
		fprintf(stderr, "breeze: no memory for a heap of %zu bytes: %s\n",
			options.heap_size, strerror(errno));
		return 1;
	}
	if (options.pty && terminal_serve_pty() != 0) {
		perror("breeze: cannot open a pseudo-terminal");
		return 1;
	}
	console_init();
	execute_set_compile_only(options.compile_only);
	return run_sessions(&options);
}

int breeze_main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN); /* a closed peer is an OSError */
	PORT_THREADS_BEGIN();
	/* The frame of main is above all stack that the collector must scan. */
	mp_cstack_init_with_sp_here(PORT_MAIN_STACK_SIZE);
	return run(argc, argv);
}

void nlr_jump_fail(void *value)
{
	console_restore();
	fprintf(stderr, "breeze: exception outside any handler: %p\n", value);
	abort();
}
