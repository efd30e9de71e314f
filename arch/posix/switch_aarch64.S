/* SPDX-License-Identifier: MIT */
/*
 * Contexts on AArch64: what the procedure call standard has a function preserve
 * lies on the thread's own stack, and the stack pointer in its control block.
 *
 *   void z_posix_context_swap(void **save, void *sp);
 *   void *z_posix_context_make(char *top, k_thread_entry_t entry, void *p1, void *p2, void *p3);
 *
 * From low to high addresses a saved context is: x29, x30, x19 to x28, d8 to
 * d15, 16 bytes for FPCR with CONFIG_NATIVE_FP_CONTROL.
 */
#define CONTEXT_SIZE 176

#ifdef CONFIG_NATIVE_FP_CONTROL

	.macro SAVE_FP_CONTROL
	mrs	x9, fpcr
	str	x9, [sp, #160]
	.endm

	.macro RESTORE_FP_CONTROL
	ldr	x9, [sp, #160]
	msr	fpcr, x9
	.endm

	.macro FIRST_FP_CONTROL
	mrs	x9, fpcr
	str	x9, [x0, #160]
	.endm

#else

	.macro SAVE_FP_CONTROL
	.endm

	.macro RESTORE_FP_CONTROL
	.endm

	.macro FIRST_FP_CONTROL
	.endm

#endif

	.text

	.globl	z_posix_context_swap
	.type	z_posix_context_swap, %function
	.p2align 4
z_posix_context_swap:
	.cfi_startproc
	stp	x29, x30, [sp, #-CONTEXT_SIZE]!
	.cfi_def_cfa_offset CONTEXT_SIZE
	.cfi_offset x29, -176
	.cfi_offset x30, -168
	stp	x19, x20, [sp, #16]
	.cfi_offset x19, -160
	.cfi_offset x20, -152
	stp	x21, x22, [sp, #32]
	.cfi_offset x21, -144
	.cfi_offset x22, -136
	stp	x23, x24, [sp, #48]
	.cfi_offset x23, -128
	.cfi_offset x24, -120
	stp	x25, x26, [sp, #64]
	.cfi_offset x25, -112
	.cfi_offset x26, -104
	stp	x27, x28, [sp, #80]
	.cfi_offset x27, -96
	.cfi_offset x28, -88
	stp	d8, d9, [sp, #96]
	stp	d10, d11, [sp, #112]
	stp	d12, d13, [sp, #128]
	stp	d14, d15, [sp, #144]
	SAVE_FP_CONTROL
	mov	x10, sp
	str	x10, [x0]
	mov	sp, x1
	RESTORE_FP_CONTROL
	ldp	d8, d9, [sp, #96]
	ldp	d10, d11, [sp, #112]
	ldp	d12, d13, [sp, #128]
	ldp	d14, d15, [sp, #144]
	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	ldp	x29, x30, [sp], #CONTEXT_SIZE
	.cfi_restore x29
	.cfi_restore x30
	.cfi_restore x19
	.cfi_restore x20
	.cfi_restore x21
	.cfi_restore x22
	.cfi_restore x23
	.cfi_restore x24
	.cfi_restore x25
	.cfi_restore x26
	.cfi_restore x27
	.cfi_restore x28
	.cfi_def_cfa_offset 0
	/* A jump, because the processor would predict a return to the caller of this call. */
	br	x30
	.cfi_endproc
	.size	z_posix_context_swap, . - z_posix_context_swap

	.globl	z_posix_context_make
	.type	z_posix_context_make, %function
	.p2align 4
z_posix_context_make:
	.cfi_startproc
	and	x0, x0, #-16
	sub	x0, x0, #CONTEXT_SIZE
	adr	x9, start
	stp	xzr, x9, [x0]
	stp	x1, x2, [x0, #16]
	stp	x3, x4, [x0, #32]
	stp	xzr, xzr, [x0, #48]
	stp	xzr, xzr, [x0, #64]
	stp	xzr, xzr, [x0, #80]
	stp	xzr, xzr, [x0, #96]
	stp	xzr, xzr, [x0, #112]
	stp	xzr, xzr, [x0, #128]
	stp	xzr, xzr, [x0, #144]
	FIRST_FP_CONTROL
	ret
	.cfi_endproc
	.size	z_posix_context_make, . - z_posix_context_make

	/* The outermost frame of a thread: unwinding ends here. */
	.type	start, %function
	.p2align 4
start:
	.cfi_startproc
	.cfi_undefined x30
	mov	x0, x19
	mov	x1, x20
	mov	x2, x21
	mov	x3, x22
	bl	z_posix_thread_main
	brk	#1
	.cfi_endproc
	.size	start, . - start

	.section .note.GNU-stack,"",%progbits
