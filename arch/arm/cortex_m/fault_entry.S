/* SPDX-License-Identifier: MIT */
/*
 * Every fault: pass on both stack pointers, EXC_RETURN and r4-r11, and return as the C function says.
 *
 *   void z_arm_fault(void);    exception handler
 */
#include "arch/arm/cortex_m/function.h"

function z_arm_fault
	mrs	r0, msp
	mrs	r1, psp
	mov	r2, lr
	push	{r4-r11}
	mov	r3, sp
	bl	z_arm_fault_handle
	pop	{r4-r11}
	bx	r0
end z_arm_fault
