/* SPDX-License-Identifier: MIT */
/*
 *   bool spin_core_registers(uint32_t pattern, uint32_t rounds);
 *   bool spin_fp_registers(uint32_t pattern, uint32_t rounds);
 *
 * Keep values derived from the pattern in all registers that a C function preserves, and check
 * them again and again for that many rounds. Return whether they stayed.
 */
	.syntax unified
	.thumb
	.text

	.globl	spin_core_registers
	.type	spin_core_registers, %function
	.thumb_func
spin_core_registers:
	push	{r4-r11}
	add	r4, r0, #4
	add	r5, r0, #5
	add	r6, r0, #6
	add	r7, r0, #7
	add	r8, r0, #8
	add	r9, r0, #9
	add	r10, r0, #10
	add	r11, r0, #11
	add	r12, r0, #12
	mov	r2, #0
1:	eor	r3, r4, r0
	cmp	r3, #4
	bne	2f
	sub	r3, r12, r11
	cmp	r3, #1
	bne	2f
	sub	r3, r10, r9
	cmp	r3, #1
	bne	2f
	sub	r3, r8, r7
	cmp	r3, #1
	bne	2f
	sub	r3, r6, r5
	cmp	r3, #1
	bne	2f
	sub	r3, r11, r4
	cmp	r3, #7
	bne	2f
	sub	r3, r9, r5
	cmp	r3, #4
	bne	2f
	sub	r3, r7, r4
	cmp	r3, #3
	bne	2f
	sub	r3, r6, r4
	cmp	r3, #2
	bne	2f
	subs	r1, #1
	bne	1b
	mov	r2, #1
2:	mov	r0, r2
	pop	{r4-r11}
	bx	lr

	.globl	spin_fp_registers
	.type	spin_fp_registers, %function
	.thumb_func
spin_fp_registers:
#ifdef CONFIG_FPU
	vpush	{s16-s31}
	.irp	n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	add	r2, r0, #\n
	vmov	s\n, r2
	.endr
1:	mov	r2, #0
	.irp	n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	vmov	r3, s\n
	sub	r3, r0
	cmp	r3, #\n
	it	ne
	movne	r2, #1
	.endr
	cmp	r2, #0
	bne	2f
	subs	r1, #1
	bne	1b
2:	eor	r0, r2, #1
	vpop	{s16-s31}
#else
	mov	r0, #0
#endif
	bx	lr
