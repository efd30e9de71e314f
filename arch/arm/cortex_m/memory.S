/* SPDX-License-Identifier: MIT */
/*
 * memcpy() and memset() of the C library. The small one that boards link copies byte by byte; these
 * move words where both ends are aligned, as kernel objects, messages and stacks are.
 *
 *   void *memcpy(void *to, const void *from, size_t bytes);
 *   void *memset(void *to, int value, size_t bytes);
 */
#include "arch/arm/cortex_m/function.h"

/* r12 moves through `to`, r1 through `from`, r2 is what is left, less the size of a step. */
function memcpy
	orr	r3, r0, r1
	mov	r12, r0
	lsls	r3, #30
	bne	4f
	subs	r2, #16
	blo	2f
	push	{r4-r6}
1:	ldmia	r1!, {r3-r6}
	stmia	r12!, {r3-r6}
	subs	r2, #16
	bhs	1b
	pop	{r4-r6}
2:	adds	r2, #16
	beq	6f
	subs	r2, #4
	blo	3f
7:	ldr	r3, [r1], #4
	str	r3, [r12], #4
	subs	r2, #4
	bhs	7b
3:	adds	r2, #4
4:	cbz	r2, 6f
5:	ldrb	r3, [r1], #1
	strb	r3, [r12], #1
	subs	r2, #1
	bne	5b
6:	bx	lr
end memcpy

/* r3 moves through `to`; r1 is the value in each of its bytes. */
function memset
	mov	r3, r0
	uxtb	r1, r1
	lsls	r12, r0, #30
	bne	4f
	orr	r1, r1, r1, lsl #8
	orr	r1, r1, r1, lsl #16
	subs	r2, #32
	blo	2f
1:	strd	r1, r1, [r3], #8
	strd	r1, r1, [r3], #8
	strd	r1, r1, [r3], #8
	strd	r1, r1, [r3], #8
	subs	r2, #32
	bhs	1b
2:	adds	r2, #28
	bcc	3f
7:	str	r1, [r3], #4
	subs	r2, #4
	bhs	7b
3:	adds	r2, #4
4:	cbz	r2, 6f
5:	strb	r1, [r3], #1
	subs	r2, #1
	bne	5b
6:	bx	lr
end memset
