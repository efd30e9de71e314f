/* SPDX-License-Identifier: MIT */
/* Session set-up in the order the core needs: thread state, collector, interpreter, files. */
#include "native/runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "extmod/vfs.h"
#include "extmod/vfs_posix.h"
#include "machine_timer.h"
#include "native/console.h"
#include "native/execute.h"
#include "py/builtin.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"

#define RESET_CAUSE_VARIABLE "BREEZE_RESET_CAUSE"
#define DEFAULT_PATH         ".frozen:~/.micropython/lib:/usr/lib/micropython"

static char *heap;
static char **restart_argv;
static char executable[PATH_MAX];
static int reset_cause;

#if MICROPY_EMIT_NATIVE
#define DEFAULT_EMITTER MP_STATE_VM(default_emit_opt)
#else
static unsigned unused_emitter;
#define DEFAULT_EMITTER unused_emitter
#endif

int runtime_prepare(const struct options *options, char **argv)
{
	const char *cause = getenv(RESET_CAUSE_VARIABLE);

	if (cause != NULL) {
		reset_cause = atoi(cause);
		unsetenv(RESET_CAUSE_VARIABLE);
	}
	restart_argv = argv;
	ssize_t len = readlink("/proc/self/exe", executable, sizeof(executable) - 1);
	executable[len < 0 ? 0 : len] = '\0';
	heap = mmap(NULL, options->heap_size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return heap == MAP_FAILED ? -1 : 0;
}

int runtime_reset_cause(void)
{
	return reset_cause;
}

_Noreturn void runtime_restart(int cause)
{
	char text[12];

	snprintf(text, sizeof(text), "%d", cause);
	setenv(RESET_CAUSE_VARIABLE, text, 1);
	console_restore();
	execv(executable, restart_argv);
	perror("breeze: cannot start again");
	_exit(1);
}

static void mount_host_files(void)
{
	mp_obj_t args[] = {
		MP_OBJ_TYPE_GET_SLOT(&mp_type_vfs_posix, make_new)(&mp_type_vfs_posix, 0, 0, NULL),
		MP_OBJ_NEW_QSTR(MP_QSTR__slash_),
	};

	mp_vfs_mount(2, args, (mp_map_t *)&mp_const_empty_map);
	/* Not chdir("/"), which would change the directory of the whole process. */
	MP_STATE_VM(vfs_cur) = MP_STATE_VM(vfs_mount_table);
}

/* One entry of MICROPYPATH; "~/" stands for the home directory. */
static void append_path(const char *entry, size_t len)
{
	const char *home = getenv("HOME");
	vstr_t vstr;

	vstr_init(&vstr, len + 1);
	if (len >= 2 && entry[0] == '~' && entry[1] == '/' && home != NULL) {
		vstr_add_str(&vstr, home);
		++entry;
		--len;
	}
	vstr_add_strn(&vstr, entry, len);
	mp_obj_list_append(mp_sys_path, mp_obj_new_str_from_vstr(&vstr));
}

static void set_sys_path(void)
{
	const char *path = getenv("MICROPYPATH");

	mp_sys_path = mp_obj_new_list(0, NULL);
	mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR_)); /* the script's directory */
	path = path == NULL ? DEFAULT_PATH : path;
	path += *path == ':'; /* an empty first entry is there already */
	while (*path != '\0') {
		size_t len = strcspn(path, ":");
		append_path(path, len);
		path += len;
		path += *path == ':';
	}
}

static void set_sys_argv(char **args)
{
	mp_obj_list_init(MP_OBJ_TO_PTR(mp_sys_argv), 0);
	for (; *args != NULL; ++args) {
		mp_obj_list_append(mp_sys_argv, mp_obj_new_str_from_cstr(*args));
	}
}

void runtime_start(const struct options *options)
{
	gc_init(heap, heap + options->heap_size);
	mp_init();
	DEFAULT_EMITTER = options->emitter;
	MP_STATE_VM(mp_optimise_value) = options->optimise;
	mp_verbose_flag = options->verbosity;
	mount_host_files();
	set_sys_path();
	set_sys_argv(options->args);
	mp_obj_str_set_data(&mp_sys_executable_obj, (const byte *)executable, strlen(executable));
	readline_init0();
}

void runtime_stop(const struct options *options)
{
	if (mp_obj_is_callable(MP_STATE_VM(sys_exitfunc))) {
		execute_call(MP_STATE_VM(sys_exitfunc));
	}
	if (options->verbosity != 0) {
		mp_micropython_mem_info(0, NULL);
	}
	machine_timer_end_session();
	PORT_THREADS_END();
	gc_sweep_all();
	mp_deinit();
}
