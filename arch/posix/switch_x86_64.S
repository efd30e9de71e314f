/* SPDX-License-Identifier: MIT */
/*
 * Contexts on x86-64: what the System V ABI has a function preserve lies on the
 * thread's own stack, and the stack pointer in its control block.
 *
 *   void z_posix_context_swap(void **save, void *sp);
 *   void *z_posix_context_make(char *top, k_thread_entry_t entry, void *p1, void *p2, void *p3);
 *
 * From low to high addresses a saved context is: with CONFIG_NATIVE_FP_CONTROL
 * MXCSR and the x87 control word (8 bytes), r15, r14, r13, r12, rbx, rbp, where to go on.
 */

#ifdef CONFIG_NATIVE_FP_CONTROL

	.macro SAVE_FP_CONTROL
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	stmxcsr	(%rsp)
	fnstcw	4(%rsp)
	.endm

	.macro RESTORE_FP_CONTROL
	ldmxcsr	(%rsp)
	fldcw	4(%rsp)
	addq	$8, %rsp
	.cfi_adjust_cfa_offset -8
	.endm

	.macro FIRST_FP_CONTROL
	stmxcsr	(%rax)
	fnstcw	4(%rax)
	.endm

#define FP_CONTROL_SIZE 8

#else

	.macro SAVE_FP_CONTROL
	.endm

	.macro RESTORE_FP_CONTROL
	.endm

	.macro FIRST_FP_CONTROL
	.endm

#define FP_CONTROL_SIZE 0

#endif

	.text

	.globl	z_posix_context_swap
	.type	z_posix_context_swap, @function
	.p2align 4
z_posix_context_swap:
	.cfi_startproc
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbp, 0
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbx, 0
	pushq	%r12
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %r12, 0
	pushq	%r13
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %r13, 0
	pushq	%r14
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %r14, 0
	pushq	%r15
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %r15, 0
	SAVE_FP_CONTROL
	movq	%rsp, (%rdi)
	movq	%rsi, %rsp
	RESTORE_FP_CONTROL
	popq	%r15
	.cfi_adjust_cfa_offset -8
	.cfi_restore %r15
	popq	%r14
	.cfi_adjust_cfa_offset -8
	.cfi_restore %r14
	popq	%r13
	.cfi_adjust_cfa_offset -8
	.cfi_restore %r13
	popq	%r12
	.cfi_adjust_cfa_offset -8
	.cfi_restore %r12
	popq	%rbx
	.cfi_adjust_cfa_offset -8
	.cfi_restore %rbx
	popq	%rbp
	.cfi_adjust_cfa_offset -8
	.cfi_restore %rbp
	/* A jump, because the processor would predict a return to the caller of this call. */
	popq	%rcx
	.cfi_adjust_cfa_offset -8
	.cfi_register %rip, %rcx
	jmpq	*%rcx
	.cfi_endproc
	.size	z_posix_context_swap, . - z_posix_context_swap

	.globl	z_posix_context_make
	.type	z_posix_context_make, @function
	.p2align 4
z_posix_context_make:
	.cfi_startproc
	movq	%rdi, %rax
	andq	$-16, %rax
	subq	$72, %rax
	leaq	start(%rip), %r9
	movq	%r8, 0(%rax)
	movq	%rcx, 8(%rax)
	movq	%rdx, 16(%rax)
	movq	%rsi, 24(%rax)
	movq	$0, 32(%rax)
	movq	$0, 40(%rax)
	movq	%r9, 48(%rax)
	movq	$0, 56(%rax)
	subq	$FP_CONTROL_SIZE, %rax
	FIRST_FP_CONTROL
	ret
	.cfi_endproc
	.size	z_posix_context_make, . - z_posix_context_make

	/* The outermost frame of a thread: unwinding ends here. */
	.type	start, @function
	.p2align 4
start:
	.cfi_startproc
	.cfi_undefined %rip
	movq	%r12, %rdi
	movq	%r13, %rsi
	movq	%r14, %rdx
	movq	%r15, %rcx
	call	z_posix_thread_main
	ud2
	.cfi_endproc
	.size	start, . - start

	.section .note.GNU-stack,"",@progbits
