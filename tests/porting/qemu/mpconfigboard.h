/* SPDX-License-Identifier: MIT */
/* What the port leaves out for want of a clock and of input that can be waited for. */
#undef MICROPY_PY_TIME
#define MICROPY_PY_TIME                         (1)
#define MICROPY_PY_TIME_INCLUDEFILE             "cortex_m/modtime.c"
#define MICROPY_EPOCH_IS_1970                   (1)
#define MICROPY_PY_TIME_GMTIME_LOCALTIME_MKTIME (1)
#define MICROPY_PY_TIME_TIME_TIME_NS            (1)
#undef MICROPY_PY_SELECT
#define MICROPY_PY_SELECT                         (1)
#define MICROPY_PY_MACHINE_BARE_METAL_FUNCS       (0)
#define MICROPY_PY_MACHINE_DISABLE_IRQ_ENABLE_IRQ (1)
#define MICROPY_STACK_CHECK                       (1)
