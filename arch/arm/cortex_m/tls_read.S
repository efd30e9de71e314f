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

	.syntax unified
	.thumb

	.section .text.__aeabi_read_tp, "ax", %progbits
	.globl	__aeabi_read_tp
	.type	__aeabi_read_tp, %function
	.thumb_func
	.balign	4
__aeabi_read_tp:
	ldr	r0, =_kernel
	ldr	r0, [r0, #KERNEL_CURRENT]
	ldr	r0, [r0, #THREAD_TLS]
	bx	lr
	.ltorg
	.size	__aeabi_read_tp, . - __aeabi_read_tp
