/* SPDX-License-Identifier: MIT */
/*
 * Running Python code. A result is the exit status the program would have, with EXECUTE_EXIT
 * set when SystemExit asked for it; other exceptions are printed and give 1.
 */
#ifndef PORT_NATIVE_EXECUTE_H
#define PORT_NATIVE_EXECUTE_H

#include <stdbool.h>

#include "py/obj.h"
#include "py/parse.h"

#define EXECUTE_EXIT 0x100

/** Makes the code that follows compile only. */
void execute_set_compile_only(bool compile_only);

int execute_text(const char *text, size_t len, mp_parse_input_kind_t kind, bool is_repl);
int execute_file(const char *name);
int execute_stdin(void);
int execute_module(const char *name);
int execute_call(mp_obj_t callable);

#endif
