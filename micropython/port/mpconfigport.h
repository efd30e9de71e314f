/* SPDX-License-Identifier: MIT */
/*
 * Configuration that every board of the port shares. The board's mpconfigboard.h comes
 * first and may set any of these; what is left over gets MicroPython's own defaults.
 */
#ifndef PORT_MPCONFIGPORT_H
#define PORT_MPCONFIGPORT_H

#include <stdint.h>

#include "mpconfigboard.h"

#ifndef MICROPY_CONFIG_ROM_LEVEL
#define MICROPY_CONFIG_ROM_LEVEL (MICROPY_CONFIG_ROM_LEVEL_EXTRA_FEATURES)
#endif

/* Upstream's tests shorten or skip cases on the platform names they know. */
#define MICROPY_PY_SYS_PLATFORM "breeze"

/* The interpreter. */
#define MICROPY_ENABLE_GC                      (1)
#define MICROPY_ENABLE_FINALISER               (1)
#define MICROPY_STACK_CHECK                    (1)
#define MICROPY_ENABLE_SCHEDULER               (1)
#define MICROPY_KBD_EXCEPTION                  (1)
#define MICROPY_LONGINT_IMPL                   (MICROPY_LONGINT_IMPL_MPZ)
#define MICROPY_PERSISTENT_CODE_LOAD           (1)
#define MICROPY_OPT_COMPUTED_GOTO              (1)
#define MICROPY_ENABLE_EMERGENCY_EXCEPTION_BUF (1)
#define MICROPY_EMERGENCY_EXCEPTION_BUF_SIZE   (256)
#define MICROPY_REPL_EMACS_WORDS_MOVE          (1)
#define MICROPY_REPL_EMACS_EXTRA_WORDS_MOVE    (1)

#if MICROPY_PY_THREAD
#include "threads/mpconfigthreads.h"
#endif

/* Modules. */
#define MICROPY_VFS                               (1)
#define MICROPY_READER_VFS                        (1)
#define MICROPY_PY_GC_COLLECT_RETVAL              (1)
#define MICROPY_PY_SYS_ATEXIT                     (1)
#define MICROPY_PY_SYS_EXC_INFO                   (1)
#define MICROPY_PY_TIME                           (1)
#define MICROPY_PY_TIME_TIME_TIME_NS              (1)
#define MICROPY_PY_MACHINE                        (1)
#define MICROPY_PY_MACHINE_RESET                  (1)
#define MICROPY_PY_MACHINE_BARE_METAL_FUNCS       (1)
#define MICROPY_PY_MACHINE_DISABLE_IRQ_ENABLE_IRQ (1)
#define MICROPY_PY_MACHINE_PULSE                  (1)
#define MICROPY_PY_MACHINE_PIN_BASE               (1)

typedef intptr_t mp_int_t;
typedef uintptr_t mp_uint_t;
typedef long mp_off_t;

#define MP_STATE_PORT MP_STATE_VM

#endif
