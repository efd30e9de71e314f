/* SPDX-License-Identifier: MIT */
/*
 * The process: its main() reads the command line, checks the machine, sets up
 * the host and starts the kernel on the start-up stack; the main() of the
 * application, compiled under another name, runs in the kernel's main thread.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/personality.h>
#include <unistd.h>

#include <zephyr/fatal.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"
#include "kernel/init.h"

#define QUERY_PERSONALITY 0xffffffffUL

/** What a handler and libc may need on top of the frame of a signal. */
#define HANDLER_ROOM 8192U

static struct {
	int argc;
	char **argv;
} args;

bool native_option(const char *arg)
{
	static const char name[] = "--clock=";

	if (strncmp(arg, name, sizeof(name) - 1) != 0) {
		return false;
	}

	const char *value = arg + sizeof(name) - 1;

	if (strcmp(value, "virtual") != 0 && strcmp(value, "real") != 0) {
		z_posix_die(NATIVE_STATUS_USAGE, "'%s': --clock= takes real or virtual", arg);
	}
	native_clock_set_virtual(*value == 'v');
	return true;
}

__weak int native_args_filter(int argc, char **argv)
{
	int kept = 1;
	int i = 1;

	for (; i < argc && argv[i][0] == '-' && strcmp(argv[i], "--") != 0; i++) {
		if (!native_option(argv[i])) {
			argv[kept++] = argv[i];
		}
	}
	while (i < argc) {
		argv[kept++] = argv[i++];
	}
	argv[kept] = NULL;
	return kept;
}

int native_args_get(char ***argv)
{
	*argv = args.argv;
	return args.argc;
}

static void check_machine(void)
{
	unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
	unsigned long frame = getauxval(AT_MINSIGSTKSZ);

	if (CONFIG_NATIVE_PAGE_SIZE % page != 0) {
		z_posix_die(NATIVE_STATUS_USAGE,
			    "pages are %lu bytes here, but the program was built for %d: "
			    "set CONFIG_NATIVE_PAGE_SIZE=%lu",
			    page, CONFIG_NATIVE_PAGE_SIZE, page);
	}
	if (frame + HANDLER_ROOM > Z_POSIX_STACK_ROOM) {
		z_posix_die(NATIVE_STATUS_USAGE,
			    "a signal takes %lu bytes of stack here, but stacks have only %d spare",
			    frame, Z_POSIX_STACK_ROOM);
	}
}

/** Interrupts stay locked: no other thread may run while the process takes itself apart. */
void native_exit(int status)
{
	(void)arch_irq_lock();
	z_posix_console_flush();
	exit(status);
}

void arch_system_halt(unsigned int reason)
{
	(void)arch_irq_lock();
	z_posix_console_flush();
	z_posix_die(NATIVE_STATUS_FATAL, "fatal error %u stopped the kernel", reason);
}

/**
 * Virtual time repeats itself, and so do addresses, which programs print and sort by, when the system does not
 * choose them at random: that takes a fresh start. Where it is not allowed, addresses differ from run to run.
 */
static void fix_addresses(char **argv)
{
	int persona = personality(QUERY_PERSONALITY);
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (persona < 0 || (persona & ADDR_NO_RANDOMIZE) != 0 || len < 0 ||
	    personality((unsigned long)persona | ADDR_NO_RANDOMIZE) < 0) {
		return;
	}
	program[len] = '\0';
	(void)execv(program, argv);
}

int main(int argc, char **argv)
{
	char *original[argc + 1];

	memcpy(original, argv, sizeof(original));
	args.argc = native_args_filter(argc, argv);
	args.argv = argv;
	if (native_clock_is_virtual()) {
		fix_addresses(original);
	}
	check_machine();
	(void)atexit(z_posix_guards_drop);
	z_posix_fault_init();
	z_posix_clock_init();
	z_posix_poll_init();
	z_cstart();
}
