/* SPDX-License-Identifier: MIT */
/*
 * The vector table. Each line's entry is z_arm_isr_<line>, made by IRQ_CONNECT() and kin, or else
 * a weak label of the default.
 */
	.syntax unified
	.thumb
	.altmacro

	.macro	weak_isr line
	.weak	z_arm_isr_\line
	.type	z_arm_isr_\line, %function
	.thumb_func
z_arm_isr_\line:
	.endm

	.macro	vector line
	.word	z_arm_isr_\line
	.endm

	.section .text.z_arm_isr_unconnected, "ax", %progbits
	.balign	4
	.set	line, 0
	.rept	CONFIG_NUM_IRQS
	weak_isr %line
	.set	line, line + 1
	.endr
	.globl	z_arm_isr_unconnected
	.type	z_arm_isr_unconnected, %function
	.thumb_func
z_arm_isr_unconnected:
	b	z_arm_irq_default
	.size	z_arm_isr_unconnected, . - z_arm_isr_unconnected

	.section .vectors, "a", %progbits
	.balign	512
	.globl	z_arm_vectors
	.type	z_arm_vectors, %object
z_arm_vectors:
	.word	z_arm_isr_stack_end
	.word	z_arm_reset
	.word	z_arm_fault		/* NMI */
	.word	z_arm_fault		/* HardFault */
	.word	z_arm_fault		/* MemManage */
	.word	z_arm_fault		/* BusFault */
	.word	z_arm_fault		/* UsageFault */
	.word	z_arm_fault		/* SecureFault */
	.word	0
	.word	0
	.word	0
	.word	z_arm_svc
	.word	z_arm_fault		/* DebugMonitor */
	.word	0
	.word	z_arm_pendsv
	.word	z_arm_systick
	.set	line, 0
	.rept	CONFIG_NUM_IRQS
	vector	%line
	.set	line, line + 1
	.endr
	.size	z_arm_vectors, . - z_arm_vectors
