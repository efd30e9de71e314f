/* SPDX-License-Identifier: MIT */
/*
 * Every fault: pass on both stack pointers, EXC_RETURN and r4-r11, and return as the C function says.
 *
 *   void z_arm_fault(void);    exception handler
 */
	.syntax unified
	.thumb

	.section .text.z_arm_fault, "ax", %progbits
	.globl	z_arm_fault
	.type	z_arm_fault, %function
	.thumb_func
z_arm_fault:
	mrs	r0, msp
	mrs	r1, psp
	mov	r2, lr
	push	{r4-r11}
	mov	r3, sp
	bl	z_arm_fault_handle
	pop	{r4-r11}
	bx	r0
	.size	z_arm_fault, . - z_arm_fault
