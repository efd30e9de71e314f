/* SPDX-License-Identifier: MIT */
/*
 * Every way to run code ends in protected_run(), which lets Ctrl-C in for exactly as long as
 * the code runs and turns what it raises into a status.
 */
#include "native/execute.h"

#include <string.h>
#include <unistd.h>

#include "py/builtin.h"
#include "py/compile.h"
#include "py/lexer.h"
#include "protected.h"
#include "py/runtime.h"

static bool compile_only;

void execute_set_compile_only(bool value)
{
	compile_only = value;
}

static void compile_and_run(mp_lexer_t *lexer, mp_parse_input_kind_t kind, bool is_repl)
{
	qstr source_name = lexer->source_name;

	if (kind == MP_PARSE_FILE_INPUT) {
		mp_store_global(MP_QSTR___file__, MP_OBJ_NEW_QSTR(source_name));
	}
	mp_parse_tree_t tree = mp_parse(lexer, kind);
	mp_obj_t module = mp_compile(&tree, source_name, is_repl);
	if (!compile_only) {
		mp_call_function_0(module);
	}
}

struct text {
	const char *start;
	size_t len;
	mp_parse_input_kind_t kind;
	bool is_repl;
};

static void run_text(const void *what)
{
	const struct text *text = what;

	compile_and_run(mp_lexer_new_from_str_len(MP_QSTR__lt_stdin_gt_, text->start, text->len, 0),
			text->kind, text->is_repl);
}

int execute_text(const char *start, size_t len, mp_parse_input_kind_t kind, bool is_repl)
{
	const struct text text = {start, len, kind, is_repl};

	return protected_run(run_text, &text);
}

static void run_file(const void *name)
{
	compile_and_run(mp_lexer_new_from_file(qstr_from_str(name)), MP_PARSE_FILE_INPUT, false);
}

int execute_file(const char *name)
{
	return protected_run(run_file, name);
}

static void run_stdin(const void *unused)
{
	(void)unused;
	compile_and_run(mp_lexer_new_from_fd(MP_QSTR__lt_stdin_gt_, STDIN_FILENO, false),
			MP_PARSE_FILE_INPUT, false);
}

int execute_stdin(void)
{
	return protected_run(run_stdin, NULL);
}

/* With False for a from-list, import runs the named module itself as __main__. */
static mp_obj_t import_as_main(mp_obj_t name)
{
	mp_obj_t args[] = {name, mp_const_none, mp_const_none, mp_const_false};

	return mp_builtin___import__(MP_ARRAY_SIZE(args), args);
}

/* A package's program is its submodule __main__. */
static void run_module(const void *name)
{
	mp_obj_t module = import_as_main(mp_obj_new_str_from_cstr(name));
	mp_obj_t path[2];

	mp_load_method_maybe(module, MP_QSTR___path__, path);
	if (path[0] != MP_OBJ_NULL) {
		vstr_t vstr;
		vstr_init(&vstr, strlen(name) + sizeof(".__main__"));
		vstr_add_str(&vstr, name);
		vstr_add_str(&vstr, ".__main__");
		import_as_main(mp_obj_new_str_from_vstr(&vstr));
	}
}

int execute_module(const char *name)
{
	return protected_run(run_module, name);
}

static void run_call(const void *callable)
{
	mp_call_function_0(*(const mp_obj_t *)callable);
}

int execute_call(mp_obj_t callable)
{
	return protected_run(run_call, &callable);
}
