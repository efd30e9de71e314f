/* SPDX-License-Identifier: MIT */
/* Settings of the thread layer on Cortex-M. */
#ifndef PORT_CORTEX_M_MPCONFIGTHREADS_H
#define PORT_CORTEX_M_MPCONFIGTHREADS_H

/*
 * Stacks, in bytes: what a thread gets unless it asks for another size, what the C code between
 * two checks may need, and with what a thread can run at all.
 */
#ifndef PORT_THREAD_STACK_SIZE
#define PORT_THREAD_STACK_SIZE (4 * 1024)
#endif
#ifndef MICROPY_STACK_CHECK_MARGIN
#define MICROPY_STACK_CHECK_MARGIN (1024)
#endif
#ifndef PORT_WORKING_STACK
#define PORT_WORKING_STACK (1024)
#endif

/* While one thread waits for a device, others run. */
#define PORT_GIL_EXIT_IS_LAZY (0)

#endif
