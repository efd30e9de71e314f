/* SPDX-License-Identifier: MIT */
/*
 * Switching threads.
 *
 *   void z_arm_start_first(void);
 *   void arch_irq_offload(void (*routine)(const void *parameter), const void *parameter);
 *   void z_arm_pendsv(void);    exception handlers
 *   void z_arm_svc(void);
 *
 * A switch is always PendSV, at the lowest priority: so it happens at the outermost exit of
 * nested handlers. The processor stores r0-r3, r12, lr, pc and xpsr on the thread's stack; the
 * rest goes to its control block as one block: r4-r11, psp, EXC_RETURN. Where EXC_RETURN says
 * that the thread has live floating-point registers, s16-s31 go below the frame.
 */
#include <offsets.h>

#include "arch/arm/cortex_m/function.h"
#include "arch/arm/cortex_m/scs.h"

#ifdef CONFIG_ZERO_LATENCY_IRQS
	.macro	unlock scratch
	movs	\scratch, #0
	msr	basepri, \scratch
	.endm
#else
	.macro	unlock scratch
	cpsie	i
	.endm
#endif

/*
 * Thread mode goes over to the process stack, still in the memory of start-up, so that the frame
 * that PendSV leaves behind is not in the way of interrupt handlers, which get their stack from the top.
 */
function z_arm_start_first
	mrs	r0, msp
	msr	psp, r0
	movs	r0, #2
	msr	control, r0
	isb
	ldr	r0, =z_arm_isr_stack_end
	msr	msp, r0
	ldr	r1, =ICSR_ADDR
	mov	r2, #ICSR_PENDSVSET
	str	r2, [r1]
	dsb
	unlock	r2
	/* Start-up masked everything, whatever the lock is. */
	cpsie	i
	isb
1:	b	1b
	.ltorg
end z_arm_start_first

function arch_irq_offload
	svc	#0
	bx	lr
end arch_irq_offload

/* Arguments come from the frame: another handler may have run since the svc. Returns by EXC_RETURN. */
function z_arm_svc
	mrs	r2, psp
	ldrd	r3, r0, [r2]
	bx	r3
end z_arm_svc

/*
 * What the stack guard needs, when the thread in r3 comes in (may change r0 and r1),
 * and when the thread in r1 goes out (may change r0 and r3; psp is in r12).
 */
#if defined(CONFIG_BUILTIN_STACK_GUARD)
	.macro	guard_in
	ldr	r0, [r3, #THREAD_STACK_START]
	msr	psplim, r0
	.endm
#elif defined(CONFIG_MPU_STACK_GUARD)
	.macro	guard_in
	ldr	r0, [r3, #THREAD_STACK_START]
	ldr	r1, =MPU_RBAR_ADDR
	subs	r0, #(STACK_GUARD_SIZE - (MPU_RBAR_VALID | MPU_GUARD_REGION))
	str	r0, [r1]
	.endm
#else
	.macro	guard_in
	.endm
#endif

#ifdef CONFIG_STACK_SENTINEL
	.macro	guard_out
	ldr	r3, [r1, #THREAD_STACK_START]
	ldr	r0, =STACK_SENTINEL_VALUE
	cmp	r12, r3
	blo	overflowed
	ldr	r3, [r3, #-4]
	cmp	r0, r3
	bne	overflowed
	.endm
#else
	.macro	guard_out
	.endm
#endif

#ifdef CONFIG_CORTEX_M_PENDSV_WORK
	.macro	other_work
	push	{r0, lr}
	bl	arm_pendsv_work
	pop	{r0, lr}
	.endm
#else
	.macro	other_work
	.endm
#endif

#ifdef CONFIG_SCHED_THREAD_USAGE
	.macro	account
	push	{r0, lr}
	bl	z_usage_account
	pop	{r0, lr}
	.endm
#else
	.macro	account
	.endm
#endif

function z_arm_pendsv
	other_work
	account
go_on:
	ldr	r2, =_kernel
	mrs	r12, psp
	ldr	r1, [r2, #KERNEL_CURRENT]
	guard_out
	add	r0, r1, #THREAD_CONTEXT
	stmia	r0, {r4-r12, lr}
#ifdef CONFIG_FPU
	tst	lr, #EXC_RETURN_NO_FP
	beq	save_fp
saved:
#endif
	/* A handler that compares next to current may not come in between. */
	cpsid	i
	ldr	r3, [r2, #KERNEL_NEXT]
	str	r3, [r2, #KERNEL_CURRENT]
	cpsie	i

	guard_in
	add	r0, r3, #THREAD_CONTEXT
	ldmia	r0, {r4-r12, lr}
#ifdef CONFIG_FPU
	tst	lr, #EXC_RETURN_NO_FP
	beq	load_fp
#endif
	msr	psp, r12
	bx	lr

#ifdef CONFIG_FPU
save_fp:
	mov	r0, r12
	vstmdb	r0!, {s16-s31}
	b	saved
load_fp:
	mov	r0, r12
	vldmdb	r0!, {s16-s31}
	msr	psp, r12
	bx	lr
#endif

#ifdef CONFIG_STACK_SENTINEL
overflowed:
	push	{r0, lr}
	bl	z_arm_stack_overflowed
	pop	{r0, lr}
	b	go_on
#endif
	.ltorg
end z_arm_pendsv
