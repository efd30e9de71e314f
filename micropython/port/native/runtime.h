/* SPDX-License-Identifier: MIT */
/* The interpreter's life: a heap and a fresh state per session, and a restart as its reset. */
#ifndef PORT_NATIVE_RUNTIME_H
#define PORT_NATIVE_RUNTIME_H

#include "native/options.h"
#include "py/objstr.h"

/* sys.executable, which the core declares in no header. */
extern mp_obj_str_t mp_sys_executable_obj;

/* The thread layer's part in the interpreter's life. */
#if MICROPY_PY_THREAD
#define PORT_THREADS_BEGIN() mp_thread_init()
#define PORT_THREADS_END()   mp_thread_deinit()
#else
#define PORT_THREADS_BEGIN() ((void)0)
#define PORT_THREADS_END()   ((void)0)
#endif

/** Gets the heap and remembers how to restart. Returns 0, or -1 with errno set. */
int runtime_prepare(const struct options *options, char **argv);

/** Starts a session: empty heap, modules, host file system at /, sys.path and sys.argv. */
void runtime_start(const struct options *options);

/** Ends the session: atexit function and finalisers run, threads are gone afterwards. */
void runtime_stop(const struct options *options);

/** Replaces this process by a new run of the program, which then reports @cause. */
_Noreturn void runtime_restart(int cause);

/** What led to this run: the @cause given to runtime_restart(), or 0. */
int runtime_reset_cause(void);

#endif
