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

/* Cuts the first word off @line and returns what comes behind it. */
static char *cut_word(char *line)
{
	char *end = line + strcspn(line, " ");
	char *next = end + strspn(end, " ");

	*end = '\0';
	return next;
}

/* The script's name and arguments, in @line; empty if there is no script. */
static char *read_command(char *line, size_t size)
{
	if (!semihosting_command_line(line, size)) {
		line[0] = '\0';
	}
	return cut_word(line);
}

static __noinline bool is_given(void)
{
	char line[LINE_MAX];

	return *read_command(line, sizeof(line)) != '\0';
}

/* Each session asks anew for the line, so that it takes no memory while the script runs. Returns the script's name. */
static __noinline qstr set_argv(void)
{
	char line[LINE_MAX];
	char *name = read_command(line, sizeof(line));
	char *rest = cut_word(name);

	mp_obj_list_init(MP_OBJ_TO_PTR(mp_sys_argv), 0);
	mp_obj_list_append(mp_sys_argv, mp_obj_new_str_from_cstr(name));
	while (*rest != '\0') {
		char *word = rest;

		rest = cut_word(word);
		mp_obj_list_append(mp_sys_argv, mp_obj_new_str_from_cstr(word));
	}
	return qstr_from_str(name);
}

/* The reader's buffer is gone when the script runs. */
static __noinline mp_obj_t compile_file(qstr name)
{
	struct reader reader = {.handle = semihosting_open(qstr_str(name))};
	mp_reader_t interface = {&reader, read_byte, close_reader};
	mp_parse_tree_t tree = mp_parse(mp_lexer_new(name, interface), MP_PARSE_FILE_INPUT);

	return mp_compile(&tree, name, false);
}

static void run_file(const void *name_of_script)
{
	qstr name = *(const qstr *)name_of_script;

	hostfiles_mount(qstr_str(name));
	mp_store_global(MP_QSTR___file__, MP_OBJ_NEW_QSTR(name));
	mp_call_function_0(compile_file(name));
}

static bool exists(const char *name)
{
	int handle = semihosting_open(name);

	if (handle >= 0) {
		semihosting_close(handle);
	}
	return handle >= 0;
}

static int run_and_wait(qstr name)
{
	int status = protected_run(run_file, &name);

	return status == PROTECTED_SOFT_RESET ? status : py_threads_finish(status);
}

static int run_session(void)
{
	qstr name;
	int status;

	session_start();
	name = set_argv();
	if (!exists(qstr_str(name))) {
		printk("firmware: cannot open script '%s'\n", qstr_str(name));
		return NO_SCRIPT;
	}
	status = run_and_wait(name);
	session_stop();
	return status;
}

void script_run_if_given(void)
{
	int status;

	if (!is_given()) {
		return;
	}
	do {
		status = run_session();
	} while (status == PROTECTED_SOFT_RESET);
	semihosting_exit(status & 0xff);
}
