/* SPDX-License-Identifier: MIT */
/*
 * The Cortex-M part of <zephyr/arch/cpu.h>: the interrupt lock, the saved
 * context of a thread, the shape of a stack, and static interrupt connections.
 */
#ifndef ZEPHYR_ARCH_ARM_ARCH_H_
#define ZEPHYR_ARCH_ARM_ARCH_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/arch/arm/irq.h>
#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Context of a thread. struct k_thread holds these two one after the other, and a switch stores
 * and loads them as one block; debuggers know the first.
 */

/** r4 to r11, and the stack pointer: it points to the basic frame that the processor stored. */
struct _callee_saved {
	uint32_t v1;
	uint32_t v2;
	uint32_t v3;
	uint32_t v4;
	uint32_t v5;
	uint32_t v6;
	uint32_t v7;
	uint32_t v8;
	uint32_t psp;
};

/** How to return to the thread. Bit 4 is clear if s16 to s31 lie below the basic frame. */
struct _thread_arch {
	uint32_t exc_return;
};

/** Registers at an exception, for k_sys_fatal_error_handler(). */
struct arch_esf {
	/** Stored by the processor; zero if it could not. */
	struct {
		uint32_t a1;
		uint32_t a2;
		uint32_t a3;
		uint32_t a4;
		uint32_t ip;
		uint32_t lr;
		uint32_t pc;
		uint32_t xpsr;
	} basic;
	struct _callee_saved callee;
	uint32_t exc_return;
	/** The fault status registers, and the addresses if CFSR says that they are valid. */
	uint32_t cfsr;
	uint32_t hfsr;
	uint32_t mmfar;
	uint32_t bfar;
};

/*
 * Stacks: how overflow is found decides what lies below them
 */

#if defined(CONFIG_MPU_STACK_GUARD) && defined(CONFIG_FPU)
/* As large as the largest frame: the processor stores its low end first. */
#define Z_ARM_STACK_GUARD 128
#elif defined(CONFIG_MPU_STACK_GUARD)
#define Z_ARM_STACK_GUARD 32
#elif defined(CONFIG_STACK_SENTINEL)
#define Z_ARM_STACK_GUARD 8
#else
#define Z_ARM_STACK_GUARD 0
#endif

#define ARCH_STACK_ALIGN     MAX(Z_ARM_STACK_GUARD, 8)
#define ARCH_STACK_PTR_ALIGN 8
#define ARCH_STACK_RESERVED  Z_ARM_STACK_GUARD

/*
 * The interrupt lock
 */

#ifdef CONFIG_ZERO_LATENCY_IRQS

static ALWAYS_INLINE unsigned int arch_irq_lock(void)
{
	unsigned int key;

	__asm__ volatile("mrs %0, basepri\n\tmsr basepri_max, %1"
			 : "=&r"(key)
			 : "r"(Z_ARM_IRQ_LOCK_LEVEL)
			 : "memory");
	return key;
}

static ALWAYS_INLINE void arch_irq_unlock(unsigned int key)
{
	__asm__ volatile("msr basepri, %0" : : "r"(key) : "memory");
}

#else

static ALWAYS_INLINE unsigned int arch_irq_lock(void)
{
	unsigned int key;

	__asm__ volatile("mrs %0, primask\n\tcpsid i" : "=r"(key) : : "memory");
	return key;
}

/* What is pending runs now or, as there is no barrier, a few instructions later. */
static ALWAYS_INLINE void arch_irq_unlock(unsigned int key)
{
	__asm__ volatile("msr primask, %0" : : "r"(key) : "memory");
}

#endif /* CONFIG_ZERO_LATENCY_IRQS */

static ALWAYS_INLINE bool arch_irq_unlocked(unsigned int key)
{
	return key == 0U;
}

static ALWAYS_INLINE bool arch_is_in_isr(void)
{
	uint32_t exception;

	__asm__ volatile("mrs %0, ipsr" : "=r"(exception));
	return exception != 0U;
}

/*
 * Switching
 */

/* The register that pends PendSV, and the bit. */
#define Z_ARM_ICSR      0xE000ED04U
#define Z_ARM_PENDSVSET BIT(28)

#ifdef CONFIG_ZERO_LATENCY_IRQS
#define Z_ARM_UNLOCK   "movs %0, #0\n\tmsr basepri, %0"
#define Z_ARM_KEY_TEXT "basepri"
#else
#define Z_ARM_UNLOCK   "cpsie i"
#define Z_ARM_KEY_TEXT "primask"
#endif

/* PendSV comes before the isb ends, also when the caller had locked; then the lock is taken again. */
static inline void arch_switch(unsigned int key)
{
	uint32_t pend = Z_ARM_PENDSVSET;

	__asm__ volatile("str %0, [%1]\n\tdsb\n\t" Z_ARM_UNLOCK "\n\tisb"
			 : "+r"(pend)
			 : "r"(Z_ARM_ICSR)
			 : "memory");
	if (!arch_irq_unlocked(key)) {
		__asm__ volatile("msr " Z_ARM_KEY_TEXT ", %0" : : "r"(key) : "memory");
	}
}

/* PendSV has the lowest priority: it comes when the last handler ends. */
static ALWAYS_INLINE void arch_switch_at_isr_exit(void)
{
	*(volatile uint32_t *)Z_ARM_ICSR = Z_ARM_PENDSVSET;
}

#ifdef CONFIG_CORTEX_M_PENDSV_WORK

/**
 * The port's own work in the PendSV handler, which the application supplies. Called in an interrupt handler at
 * the lowest priority, unlocked, whenever PendSV was pended for any reason.
 */
void arm_pendsv_work(void);

/** Have arm_pendsv_work() called when no other handler runs. Any context. */
void arm_pendsv_pend(void);

#endif

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_ARCH_ARM_ARCH_H_ */
