/* SPDX-License-Identifier: MIT */
/* Terminal modes are relative to what terminal_save() found, so COOKED restores exactly. */
#include "native/terminal.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios original;
static bool is_terminal;
static enum terminal_mode current;
static int quit_key = TERMINAL_OWN_QUIT_KEY;

void terminal_save(void)
{
	is_terminal = tcgetattr(STDIN_FILENO, &original) == 0;
}

static struct termios settings_for(enum terminal_mode mode)
{
	struct termios t = original;

	if (quit_key != TERMINAL_OWN_QUIT_KEY) {
		t.c_cc[VQUIT] = (cc_t)quit_key;
	}
	if (mode == TERMINAL_RAW) {
		cfmakeraw(&t);
	} else if (mode == TERMINAL_LINE) {
		t.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
		t.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
		t.c_cflag = (t.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
	}
	if (mode != TERMINAL_COOKED) {
		t.c_cc[VMIN] = 1;
		t.c_cc[VTIME] = 0;
	}
	return t;
}

static void apply(enum terminal_mode mode)
{
	struct termios t = settings_for(mode);

	tcsetattr(STDIN_FILENO, TCSADRAIN, &t);
}

void terminal_set_mode(enum terminal_mode mode)
{
	if (is_terminal && mode != current) {
		apply(mode);
	}
	current = mode;
}

/* In the background it would be stopped for this. */
void terminal_set_quit_key(int key)
{
	if (is_terminal && key != quit_key && tcgetpgrp(STDIN_FILENO) == getpgrp()) {
		quit_key = key;
		apply(current);
	}
}

enum terminal_mode terminal_mode(void)
{
	return current;
}

static bool is_pty_master(int fd)
{
	unsigned number;

	return ioctl(fd, TIOCGPTN, &number) == 0;
}

static int open_master(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) {
		return -1;
	}
	printf("%s\n", ptsname(master));
	fflush(stdout);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
		if (dup2(master, fd) < 0) {
			return -1;
		}
	}
	return close(master);
}

int terminal_serve_pty(void)
{
	struct termios t;

	if (!is_pty_master(STDIN_FILENO) && open_master() != 0) {
		return -1;
	}
	/* Raw from the start: an echoing slave would return our own output as input. */
	int slave = open(ptsname(STDIN_FILENO), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (slave < 0 || tcgetattr(slave, &t) != 0) {
		return -1;
	}
	cfmakeraw(&t);
	return tcsetattr(slave, TCSANOW, &t);
}
