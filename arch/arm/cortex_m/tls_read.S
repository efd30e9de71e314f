/* SPDX-License-Identifier: MIT */
/*
 * Where the thread-local variables of the current thread are: the compiler's code calls this for each access.
 *
 *   void *__aeabi_read_tp(void);    may change r0 only
 *
 * In an interrupt handler they are those of the interrupted thread. A switch in the middle does no
 * harm: who goes on here is current again.
 */
#include <offsets.h>

#include "arch/arm/cortex_m/function.h"

function __aeabi_read_tp
	ldr	r0, =_kernel
	ldr	r0, [r0, #KERNEL_CURRENT]
	ldr	r0, [r0, #THREAD_TLS]
	bx	lr
	.ltorg
end __aeabi_read_tp
