/* SPDX-License-Identifier: MIT */
/*
 * For assembly only: a function in a section of its own, so that the linker can leave it out.
 */
#ifndef BREEZE_ARCH_ARM_CORTEX_M_FUNCTION_H_
#define BREEZE_ARCH_ARM_CORTEX_M_FUNCTION_H_

#ifdef __ASSEMBLER__

/* clang-format off */
	.syntax unified
	.thumb

	.macro	function name
	.section .text.\name, "ax", %progbits
	.globl	\name
	.type	\name, %function
	.thumb_func
	.balign	4
\name:
	.endm

	.macro	end name
	.size	\name, . - \name
	.endm
/* clang-format on */

#endif /* __ASSEMBLER__ */

#endif /* BREEZE_ARCH_ARM_CORTEX_M_FUNCTION_H_ */
