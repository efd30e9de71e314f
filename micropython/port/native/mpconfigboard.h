/* SPDX-License-Identifier: MIT */
/*
 * The Linux desk: the features of MicroPython's own desk program, plus what lets it be
 * driven like a board (raw REPL, machine).
 */
#ifndef PORT_NATIVE_MPCONFIGBOARD_H
#define PORT_NATIVE_MPCONFIGBOARD_H

#include <alloca.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* sys.implementation._machine. Upstream's REPL tests expect the banner to end in "version". */
#if defined(__clang__)
#define PORT_COMPILER __VERSION__
#else
#define PORT_COMPILER "GCC " __VERSION__
#endif
#if defined(__x86_64__)
#define PORT_PROCESSOR "x86_64"
#elif defined(__aarch64__)
#define PORT_PROCESSOR "aarch64"
#else
#define PORT_PROCESSOR "other processor"
#endif
#define MICROPY_BANNER_MACHINE "breeze native on " PORT_PROCESSOR " [" PORT_COMPILER "] version"

/* Native code, where the core has an emitter for this processor. */
#if defined(__x86_64__)
#define MICROPY_EMIT_X64 (1)
#elif defined(__i386__)
#define MICROPY_EMIT_X86 (1)
#elif defined(__arm__)
#define MICROPY_EMIT_ARM (1)
#endif
void port_exec_alloc(size_t min_size, void **ptr, size_t *size);
void port_exec_free(void *ptr, size_t size);
#define MP_PLAT_ALLOC_EXEC(min_size, ptr, size) port_exec_alloc(min_size, ptr, size)
#define MP_PLAT_FREE_EXEC(ptr, size)            port_exec_free(ptr, size)
#if !defined(__x86_64__) && !defined(__i386__) && !defined(__arm__) && !defined(__aarch64__)
#define MICROPY_GCREGS_SETJMP (1)
#endif

/* Numbers, errors, introspection. */
#define MICROPY_FLOAT_IMPL                 (MICROPY_FLOAT_IMPL_DOUBLE)
#define MICROPY_FLOAT_USE_NATIVE_FLT16     (0)
#define MICROPY_ERROR_REPORTING            (MICROPY_ERROR_REPORTING_DETAILED)
#define MICROPY_WARNINGS                   (1)
#define MICROPY_PY_STR_BYTES_CMP_WARN      (1)
#define MICROPY_DEBUG_PRINTERS             (1)
#define MICROPY_MALLOC_USES_ALLOCATED_SIZE (1)
#define MICROPY_MEM_STATS                  (1)
/* What the collector has yet to look into: a list with more than fits makes it search the whole heap, again and again. */
#define MICROPY_ALLOC_GC_STACK_SIZE (4096)
extern const struct _mp_print_t mp_stderr_print;
#define MICROPY_DEBUG_PRINTER (&mp_stderr_print)
#define MICROPY_ERROR_PRINTER (&mp_stderr_print)

/* Main's stack limit, in bytes; instrumented frames are several times larger. */
#ifdef PORT_SANITIZED
#define PORT_MAIN_STACK_SIZE       (512 * 1024)
#define MICROPY_STACK_CHECK_MARGIN (32 * 1024)
#else
#define PORT_MAIN_STACK_SIZE (40000 * (sizeof(void *) / 4))
#endif

/* A thread's stack unless it asks for another, in bytes: address space, memory only as used. */
#define PORT_THREAD_STACK_SIZE (128 * 1024)
#define PORT_STACK_MULTIPLE    CONFIG_NATIVE_PAGE_SIZE

/*
 * What Python code of a hard interrupt handler may use of the reserve below a thread's stack (docs/host.md), with the
 * usual margin.
 */
#ifdef PORT_SANITIZED
#define PORT_ISR_PYTHON_STACK (96 * 1024)
#else
#define PORT_ISR_PYTHON_STACK (8 * 1024)
#endif

/* A system call of one thread stops all of them, whoever has the interpreter lock. */
#ifndef PORT_GIL_EXIT_IS_LAZY
#define PORT_GIL_EXIT_IS_LAZY (1)
#endif

/* Start-up: the program sets sys.path and sys.argv itself, and -m runs a module as main. */
#define MICROPY_PY_SYS_PATH_ARGV_DEFAULTS   (0)
#define MICROPY_PY_SYS_EXECUTABLE           (1)
#define MICROPY_MODULE_OVERRIDE_MAIN_IMPORT (1)
#define MICROPY_USE_READLINE_HISTORY        (1)
#define MICROPY_READLINE_HISTORY_SIZE       (50)

/* Bytes that a host may send ahead in raw paste mode; the console's ring holds more. */
#define MICROPY_REPL_STDIN_BUFFER_MAX (1024)

/* Files. */
#define MICROPY_VFS_POSIX           (1)
#define MICROPY_VFS_ROM             (1)
#define MICROPY_VFS_ROM_IOCTL       (0)
#define MICROPY_READER_POSIX        (1)
#define MICROPY_HELPER_LEXER_UNIX   (1)
#define MICROPY_ALLOC_PATH_MAX      (PATH_MAX)
#define MICROPY_EPOCH_IS_1970       (1)
#define MICROPY_STREAMS_POSIX_API   (1)
#define _DIRENT_HAVE_D_INO          (1)
#define MICROPY_FATFS_ENABLE_LFN    (1)
#define MICROPY_FATFS_RPATH         (2)
#define MICROPY_FATFS_MAX_SS        (4096)
#define MICROPY_FATFS_LFN_CODE_PAGE 437

/* Modules of the desk. */
#define MICROPY_PY_OS_INCLUDEFILE                "native/modos.c"
#define MICROPY_PY_OS_ERRNO                      (1)
#define MICROPY_PY_OS_GETENV_PUTENV_UNSETENV     (1)
#define MICROPY_PY_OS_SYSTEM                     (1)
#define MICROPY_PY_OS_URANDOM                    (1)
#define MICROPY_PY_TIME_INCLUDEFILE              "native/modtime.c"
#define MICROPY_PY_TIME_CUSTOM_SLEEP             (1)
#define MICROPY_PY_MACHINE_INCLUDEFILE           "native/modmachine.c"
#define MICROPY_PY_SELECT_POSIX_OPTIMISATIONS    (1)
#define MICROPY_PY_SELECT_SELECT                 (0)
#define MICROPY_PY_WEBSOCKET                     (1)
#define MICROPY_PY_SOCKET_LISTEN_BACKLOG_DEFAULT (SOMAXCONN < 128 ? SOMAXCONN : 128)
#define MICROPY_TRACKED_ALLOC                    (MICROPY_PY_FFI)

unsigned long port_random_seed(void);
#define MICROPY_PY_RANDOM_SEED_INIT_FUNC (port_random_seed())

#endif
