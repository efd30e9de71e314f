/* SPDX-License-Identifier: MIT */
/*
 * The emulator's command line is that of a program: its name, the script, the script's arguments,
 * with a space between any two. As main.py does on a board, the script begins afresh after a soft reset.
 */
#include "cortex_m/script.h"

#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>

#include "py/compile.h"
#include "py/lexer.h"
#include "py/runtime.h"
#include "cortex_m/hostfiles.h"
#include "cortex_m/semihosting.h"
#include "cortex_m/session.h"
#include "threads/shutdown.h"
#include "protected.h"

/* As CPython exits when there is no such script. */
#define NO_SCRIPT 2

#define LINE_MAX 512

/** Reads a file of the host for the lexer. */
struct reader {
	int handle;
	size_t pos, len;
	char buf[256];
};

static mp_uint_t read_byte(void *data)
{
	struct reader *reader = data;

	if (reader->pos == reader->len) {
		reader->len = semihosting_read(reader->handle, reader->buf, sizeof(reader->buf));
		reader->pos = 0;
	}
	return reader->len == 0 ? MP_READER_EOF : (byte)reader->buf[reader->pos++];
}

static void close_reader(void *data)
{
	struct reader *reader = data;

	semihosting_close(reader->handle);
}

/* What the command line asks for. */
struct command {
	const char *name;
	/** What comes behind the name. */
	const char *arguments;
};

static void set_argv(const struct command *command)
{
	const char *word = command->arguments;

	mp_obj_list_init(MP_OBJ_TO_PTR(mp_sys_argv), 0);
	mp_obj_list_append(mp_sys_argv, mp_obj_new_str_from_cstr(command->name));
	while (*word != '\0') {
		size_t len = strcspn(word, " ");

		mp_obj_list_append(mp_sys_argv, mp_obj_new_str(word, len));
		word += len;
		word += strspn(word, " ");
	}
}

static void run_file(const void *name)
{
	struct reader reader = {.handle = semihosting_open(name)};
	mp_reader_t interface = {&reader, read_byte, close_reader};
	qstr source = qstr_from_str(name);

	hostfiles_mount(name);
	mp_store_global(MP_QSTR___file__, MP_OBJ_NEW_QSTR(source));
	mp_parse_tree_t tree = mp_parse(mp_lexer_new(source, interface), MP_PARSE_FILE_INPUT);
	mp_call_function_0(mp_compile(&tree, source, false));
}

static bool exists(const char *name)
{
	int handle = semihosting_open(name);

	if (handle >= 0) {
		semihosting_close(handle);
	}
	return handle >= 0;
}

static int run_and_wait(const char *name)
{
	int status = protected_run(run_file, name);

	return status == PROTECTED_SOFT_RESET ? status : py_threads_finish(status);
}

static int run_session(const struct command *command)
{
	int status;

	session_start();
	set_argv(command);
	if (!exists(command->name)) {
		printk("firmware: cannot open script '%s'\n", command->name);
		return NO_SCRIPT;
	}
	status = run_and_wait(command->name);
	session_stop();
	return status;
}

/* Cuts the first word off @line and returns what comes behind it. */
static char *cut_word(char *line)
{
	char *end = line + strcspn(line, " ");
	char *next = end + strspn(end, " ");

	*end = '\0';
	return next;
}

void script_run_if_given(void)
{
	static char line[LINE_MAX];
	struct command command;
	char *script;
	int status;

	if (!semihosting_command_line(line, sizeof(line))) {
		return;
	}
	script = cut_word(line);
	if (*script == '\0') {
		return;
	}
	command = (struct command){.name = script, .arguments = cut_word(script)};
	do {
		status = run_session(&command);
	} while (status == PROTECTED_SOFT_RESET);
	semihosting_exit(status & 0xff);
}
