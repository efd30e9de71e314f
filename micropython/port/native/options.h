/* SPDX-License-Identifier: MIT */
/* The command line. */
#ifndef PORT_NATIVE_OPTIONS_H
#define PORT_NATIVE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum source {
	SOURCE_NONE,    /* the REPL on a terminal, else a script on standard input */
	SOURCE_STDIN,   /* "-" */
	SOURCE_COMMAND, /* -c text */
	SOURCE_MODULE,  /* -m name */
	SOURCE_FILE,
};

struct options {
	enum source source;
	const char *text;   /* the command, module or file */
	char **args;        /* what becomes sys.argv, NULL at the end */
	size_t heap_size;   /* bytes */
	unsigned verbosity; /* number of -v */
	unsigned optimise;
	unsigned emitter; /* MP_EMIT_OPT_... */
	bool compile_only;
	bool inspect; /* the REPL follows the program */
	bool pty;
};

/**
 * Fills @options from the command line. Prints what --help and --version ask for. Returns -1
 * to go on, else the status to exit with; errors have been reported.
 */
int options_parse(struct options *options, int argc, char **argv);

/** The whole program: parses, runs, and returns the exit status. */
int breeze_main(int argc, char **argv);

#endif
