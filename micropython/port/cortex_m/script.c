/* SPDX-License-Identifier: MIT */
/*
 * The emulator's command line is that of a program: its name, the script, the script's arguments,
 * with a space between any two.
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

/* The words of @line become sys.argv. */
static void set_argv(const char *line)
{
	mp_obj_list_init(MP_OBJ_TO_PTR(mp_sys_argv), 0);
	while (*line != '\0') {
		size_t len = strcspn(line, " ");

		mp_obj_list_append(mp_sys_argv, mp_obj_new_str(line, len));
		line += len;
		line += strspn(line, " ");
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

/* @line begins with the script's name, which is cut off there. */
static int run_script(char *line)
{
	int status;

	session_start();
	set_argv(line);
	line[strcspn(line, " ")] = '\0';
	if (!exists(line)) {
		printk("firmware: cannot open script '%s'\n", line);
		return NO_SCRIPT;
	}
	status = py_threads_finish(protected_run(run_file, line)) & 0xff;
	session_stop();
	return status;
}

void script_run_if_given(void)
{
	static char line[LINE_MAX];
	char *script;

	if (!semihosting_command_line(line, sizeof(line))) {
		return;
	}
	script = line + strcspn(line, " ");
	script += strspn(script, " ");
	if (*script != '\0') {
		semihosting_exit(run_script(script));
	}
}
