/* SPDX-License-Identifier: MIT */
/*
 * What all Cortex-M boards share of the configuration. The board's mpconfigboard.h comes first and may
 * set any of it.
 */
#ifndef PORT_CORTEX_M_MPCONFIGCPU_H
#define PORT_CORTEX_M_MPCONFIGCPU_H

#include <alloca.h>
#include <stddef.h>
#include <stdint.h>

#define MP_SSIZE_MAX (0x7fffffff)

/* Native code. */
#define MICROPY_EMIT_THUMB               (1)
#define MICROPY_EMIT_INLINE_THUMB        (1)
#define MICROPY_MAKE_POINTER_CALLABLE(p) ((void *)((uintptr_t)(p) | 1))

#define MICROPY_FLOAT_IMPL (MICROPY_FLOAT_IMPL_FLOAT)
/* newlib's tgamma(-inf) is no error. */
#define MICROPY_PY_MATH_GAMMA_FIX_NEGINF   (1)
#define MICROPY_WARNINGS                   (1)
#define MICROPY_MALLOC_USES_ALLOCATED_SIZE (1)
#define MICROPY_MEM_STATS                  (1)

/*
 * The heap begins with a part of the free RAM and grows into what stacks leave of it (heap.c). Where gc.c asks
 * for more, @size is its variable, which it reads again, and `needed` is the least that would do.
 */
#define MICROPY_GC_SPLIT_HEAP      (1)
#define MICROPY_GC_SPLIT_HEAP_AUTO (1)
#define MP_PLAT_ALLOC_HEAP(size)   port_heap_grow(&(size), needed)
#define MP_PLAT_FREE_HEAP(area)    port_heap_shrink(area)
void *port_heap_grow(size_t *size, size_t needed);
void port_heap_shrink(void *area);

/*
 * What the collector has yet to look into, 8 bytes each. A list with more than fits makes it search the whole heap, again
 * and again: 1000 lists in one took it 35 ms, of which nobody can use any for Ctrl-C.
 */
#define MICROPY_ALLOC_GC_STACK_SIZE (CONFIG_SRAM_SIZE >= 1024 ? 1024 : 64)

#include "cortex_m/mpconfigthreads.h"

/* How much of the RAM files may take where they have no flash, in bytes; each takes what it needs of it. */
#ifndef PORT_RAM_DISK_SIZE
#define PORT_RAM_DISK_SIZE (32 * 1024)
#endif

/* What a chip adds to the module machine, and what of it ends with a session. */
#ifndef PORT_MACHINE_GLOBALS
#define PORT_MACHINE_GLOBALS
#endif
#ifndef PORT_SESSION_END
#define PORT_SESSION_END() ((void)0)
#endif

/* Bytes that a host may send ahead in raw paste mode; the console's ring holds more. */
#define MICROPY_REPL_STDIN_BUFFER_MAX (256)
#define MICROPY_HELPER_REPL           (1)

/* Modules. */
#define MICROPY_PY_TIME_INCLUDEFILE             "cortex_m/modtime.c"
#define MICROPY_PY_MACHINE_INCLUDEFILE          "cortex_m/modmachine.c"
#define MICROPY_EPOCH_IS_1970                   (1)
#define MICROPY_PY_TIME_GMTIME_LOCALTIME_MKTIME (1)

#endif
