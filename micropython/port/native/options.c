/* SPDX-License-Identifier: MIT */
/* Parsing stops at the first argument that is no option, and after -c and -m. */
#include "native/options.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "genhdr/mpversion.h"
#include "py/emitglue.h"
#include "py/mpstate.h"

#define DEFAULT_HEAP ((size_t)8 << 20)
#define MIN_HEAP     ((size_t)16 << 10)

enum {
	GO_ON = -1,
	BAD_USAGE = 1
};

#if MICROPY_PY_THREAD
#define CLOCK_HELP                                                                                 \
	"  --clock=virtual time moves when every thread waits, and with counted work: a run\n"     \
	"                  repeats exactly; --clock=real is the default\n"
#else
#define CLOCK_HELP ""
#endif

static const char help[] =
	"usage: breeze [options] [-c command | -m module | script | -] [arguments]\n"
	"\n"
	"  -c command      run the command\n"
	"  -m module       run a module as the program\n"
	"  -i              continue in the REPL afterwards\n"
	"  -O, -O<n>       optimisation level: -O1 drops assertions, -O3 also line numbers\n"
	"  -v              show memory use at the end; twice: the bytecode, too\n"
	"  --pty           serve the REPL on a pseudo-terminal, as a board does on its\n"
	"                  serial line; the first line printed names the device\n" CLOCK_HELP
	"  -X heapsize=<n>[k|m]                size of the Python heap (default 8m)\n"
	"  -X emit={bytecode,native,viper}     how functions are compiled by default\n"
	"  -X compile-only                     check the program without running it\n"
	"  -h, --help      this text\n"
	"  --version       version of the program\n"
	"\n"
	"Without a program, a REPL on a terminal; else the program is read from standard\n"
	"input. MICROPYPATH lists directories to import from, separated by colons.\n";

static int bad_usage(const char *what, const char *argument)
{
	fprintf(stderr, "breeze: %s '%s' (try: breeze --help)\n", what, argument);
	return BAD_USAGE;
}

static int parse_heap_size(struct options *options, const char *text)
{
	char *end;
	size_t unit = 1;

	errno = 0;
	unsigned long long number = strtoull(text, &end, 0);
	bool plain = isdigit((unsigned char)text[0]);
	if (*end == 'w' || *end == 'W') { /* sizes are for 32-bit words; ours may be larger */
		unit = sizeof(void *) / 4;
		++end;
	}
	if (*end == 'k' || *end == 'K') {
		unit <<= 10;
		++end;
	} else if (*end == 'm' || *end == 'M') {
		unit <<= 20;
		++end;
	}
	if (!plain || *end != '\0') {
		return bad_usage("heap size must be a number, perhaps with k or m behind it, not",
				 text);
	}
	if (errno != 0 || number > SIZE_MAX / 2 / unit) {
		return bad_usage("no address space for a heap size of", text);
	}
	options->heap_size = (size_t)number * unit;
	if (options->heap_size < MIN_HEAP) {
		return bad_usage("heap size must be at least 16k, not", text);
	}
	return GO_ON;
}

static const struct {
	const char *name;
	unsigned emitter;
} emitters[] = {
	{"bytecode", MP_EMIT_OPT_BYTECODE},
#if MICROPY_EMIT_NATIVE
	{"native", MP_EMIT_OPT_NATIVE_PYTHON},
	{"viper", MP_EMIT_OPT_VIPER},
#endif
};

static int parse_emitter(struct options *options, const char *text)
{
	for (size_t i = 0; i < sizeof(emitters) / sizeof(emitters[0]); ++i) {
		if (strcmp(text, emitters[i].name) == 0) {
			options->emitter = emitters[i].emitter;
			return GO_ON;
		}
	}
	return bad_usage("this build has no emitter", text);
}

static int parse_x_option(struct options *options, const char *text)
{
	if (text == NULL) {
		return bad_usage("a setting must follow", "-X");
	}
	if (strncmp(text, "heapsize=", 9) == 0) {
		return parse_heap_size(options, text + 9);
	}
	if (strncmp(text, "emit=", 5) == 0) {
		return parse_emitter(options, text + 5);
	}
	if (strcmp(text, "compile-only") == 0) {
		options->compile_only = true;
		return GO_ON;
	}
	return bad_usage("unknown -X setting", text);
}

/* -O, -OO and so on count; -O<digit> says it. */
static int parse_optimise(struct options *options, const char *text)
{
	size_t count = strspn(text + 1, "O");
	const char *rest = text + 1 + count;

	if (*rest == '\0') {
		options->optimise = (unsigned)count;
	} else if (count == 1 && isdigit((unsigned char)rest[0]) && rest[1] == '\0') {
		options->optimise = (unsigned)(rest[0] - '0');
	} else {
		return bad_usage("optimisation level must be one digit, not", text);
	}
	return GO_ON;
}

static int print_version(void)
{
	puts(MICROPY_BANNER_NAME_AND_VERSION "; " MICROPY_BANNER_MACHINE);
	return 0;
}

static int parse_flag(struct options *options, const char *flag)
{
	if (strcmp(flag, "-i") == 0) {
		options->inspect = true;
	} else if (strcmp(flag, "-v") == 0) {
		++options->verbosity;
	} else if (strncmp(flag, "-O", 2) == 0) {
		return parse_optimise(options, flag);
	} else if (strcmp(flag, "--pty") == 0) {
		options->pty = true;
	} else if (strcmp(flag, "-h") == 0 || strcmp(flag, "--help") == 0) {
		fputs(help, stdout);
		return 0;
	} else if (strcmp(flag, "--version") == 0) {
		return print_version();
	} else {
		return bad_usage("unknown option", flag);
	}
	return GO_ON;
}

/* sys.argv begins with "-c" for a command, and with the name for a module or a script. */
static int set_source(struct options *options, enum source source, char **args)
{
	options->source = source;
	options->args = args;
	options->text = args[0];
	return GO_ON;
}

static int set_command(struct options *options, char **args)
{
	if (args[1] == NULL) {
		return bad_usage("something to run must follow", args[0]);
	}
	if (args[0][1] == 'm') {
		return set_source(options, SOURCE_MODULE, args + 1);
	}
	options->source = SOURCE_COMMAND;
	options->text = args[1];
	args[1] = args[0];
	options->args = args + 1;
	return GO_ON;
}

int options_parse(struct options *options, int argc, char **argv)
{
	*options = (struct options){.heap_size = DEFAULT_HEAP, .args = argv + argc};

	for (char **arg = argv + 1; *arg != NULL; ++arg) {
		int status;
		if (strcmp(*arg, "-") == 0) {
			return set_source(options, SOURCE_STDIN, arg);
		}
		if ((*arg)[0] != '-') {
			return set_source(options, SOURCE_FILE, arg);
		}
		if (strcmp(*arg, "-c") == 0 || strcmp(*arg, "-m") == 0) {
			return set_command(options, arg);
		}
		if (strcmp(*arg, "-X") == 0) {
			status = parse_x_option(options, arg[1]);
			++arg;
		} else {
			status = parse_flag(options, *arg);
		}
		if (status != GO_ON) {
			return status;
		}
	}
	return GO_ON;
}
