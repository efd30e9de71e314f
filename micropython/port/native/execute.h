/* SPDX-License-Identifier: MIT */
/* Running Python code. The result is what protected_run() returns. */
#ifndef PORT_NATIVE_EXECUTE_H
#define PORT_NATIVE_EXECUTE_H

#include <stdbool.h>

#include "py/obj.h"
#include "protected.h"
#include "py/parse.h"

/** Makes the code that follows compile only. */
void execute_set_compile_only(bool compile_only);

int execute_text(const char *text, size_t len, mp_parse_input_kind_t kind, bool is_repl);
int execute_file(const char *name);
int execute_stdin(void);
int execute_module(const char *name);
int execute_call(mp_obj_t callable);

#endif
