/* SPDX-License-Identifier: MIT */
/* The desk's part of `os`, included by extmod/modos.c: environment, processes, random. */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "native/wait.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"

static mp_obj_t mp_os_getenv(size_t n_args, const mp_obj_t *args)
{
	const char *value = getenv(mp_obj_str_get_str(args[0]));

	if (value != NULL) {
		return mp_obj_new_str_from_cstr(value);
	}
	return n_args == 2 ? args[1] : mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_os_getenv_obj, 1, 2, mp_os_getenv);

static mp_obj_t mp_os_putenv(mp_obj_t key_in, mp_obj_t value_in)
{
	if (setenv(mp_obj_str_get_str(key_in), mp_obj_str_get_str(value_in), 1) != 0) {
		mp_raise_OSError(errno);
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(mp_os_putenv_obj, mp_os_putenv);

static mp_obj_t mp_os_unsetenv(mp_obj_t key_in)
{
	if (unsetenv(mp_obj_str_get_str(key_in)) != 0) {
		mp_raise_OSError(errno);
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(mp_os_unsetenv_obj, mp_os_unsetenv);

static pid_t spawn_shell(const char *command)
{
	char *const argv[] = {(char *)"sh", (char *)"-c", (char *)command, NULL};
	pid_t pid;
	int err = posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ);

	if (err != 0) {
		mp_raise_OSError(err);
	}
	return pid;
}

/* Waits for the process through its descriptor, so that other threads go on. */
static void wait_for_exit(pid_t pid)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	int ready;

	if (pidfd < 0) {
		return; /* a kernel before 5.3: waitpid() does all the waiting */
	}
	do {
		MP_THREAD_GIL_EXIT();
		ready = port_fd_wait(pidfd, POLLIN, -1);
		MP_THREAD_GIL_ENTER();
	} while (ready < 0 && errno == EINTR);
	close(pidfd);
}

/* Like system(3): Ctrl-C is for the command while it runs, not for us. */
static mp_obj_t mp_os_system(mp_obj_t command_in)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	pid_t pid = spawn_shell(mp_obj_str_get_str(command_in));
	int status;

	sigaction(SIGINT, &ignore, &before);
	wait_for_exit(pid);
	pid_t reaped = waitpid(pid, &status, 0);
	int err = errno;
	sigaction(SIGINT, &before, NULL);
	if (reaped < 0) {
		mp_raise_OSError(err);
	}
	return MP_OBJ_NEW_SMALL_INT(status);
}
static MP_DEFINE_CONST_FUN_OBJ_1(mp_os_system_obj, mp_os_system);

static mp_obj_t mp_os_urandom(mp_obj_t count_in)
{
	mp_int_t count = mp_obj_get_int(count_in);
	vstr_t vstr;

	if (count < 0) {
		mp_raise_ValueError(MP_ERROR_TEXT("negative argument not allowed"));
	}
	vstr_init_len(&vstr, (size_t)count);
	mp_hal_get_random((size_t)count, vstr.buf);
	return mp_obj_new_bytes_from_vstr(&vstr);
}
static MP_DEFINE_CONST_FUN_OBJ_1(mp_os_urandom_obj, mp_os_urandom);

/* errno([value]): the C library's error number, for use with ffi. */
static mp_obj_t mp_os_errno(size_t n_args, const mp_obj_t *args)
{
	if (n_args == 0) {
		return MP_OBJ_NEW_SMALL_INT(errno);
	}
	errno = (int)mp_obj_get_int(args[0]);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_os_errno_obj, 0, 1, mp_os_errno);
