/* SPDX-License-Identifier: MIT */
/*
 * SysTick's registers, one function for each way in which the driver uses them, so that a test can
 * put a model in their place.
 */
#ifndef BREEZE_ARCH_ARM_CORTEX_M_SYSTICK_HW_H_
#define BREEZE_ARCH_ARM_CORTEX_M_SYSTICK_HW_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/scs.h"

#define SYST_CSR_ENABLE    BIT(0)
#define SYST_CSR_TICKINT   BIT(1)
#define SYST_CSR_CLKSOURCE BIT(2)
#define SYST_CSR_COUNTFLAG BIT(16)

/** @return what is left of the period, 0 to the reload value. */
static inline uint32_t systick_read(void)
{
	return REG32(SYST_CVR_ADDR);
}

/** @return whether the count has reached 0 since the last call, or start. */
static inline bool systick_has_wrapped(void)
{
	return (REG32(SYST_CSR_ADDR) & SYST_CSR_COUNTFLAG) != 0U;
}

/** Let the next period, not the one that runs, have @a cycles. */
static inline void systick_set_reload(uint32_t cycles)
{
	REG32(SYST_RVR_ADDR) = cycles - 1U;
}

/** Between the two not even an interrupt of zero latency comes. With the interrupt lock held. */
#ifdef CONFIG_ZERO_LATENCY_IRQS
static inline void systick_mask(void)
{
	__asm__ volatile("cpsid i" : : : "memory");
}

static inline void systick_unmask(void)
{
	__asm__ volatile("cpsie i" : : : "memory");
}
#else
static inline void systick_mask(void)
{
}

static inline void systick_unmask(void)
{
}
#endif

/** Start a period now. Masked. @return what was left of the one before, right before. */
static inline uint32_t systick_restart(void)
{
	uint32_t left;

	/* Any value written means 0. Nothing may come between the two. */
	__asm__ volatile("ldr %0, [%1]\n\tstr %1, [%1]"
			 : "=&r"(left)
			 : "r"(SYST_CVR_ADDR)
			 : "memory");
	return left;
}

/** @return cycles between two reads that follow each other as the two accesses of systick_restart() do. */
static inline uint32_t systick_read_distance(void)
{
	uint32_t first, second;

	__asm__ volatile("ldr %0, [%2]\n\tldr %1, [%2]"
			 : "=&r"(first), "=&r"(second)
			 : "r"(SYST_CVR_ADDR)
			 : "memory");
	return first - second;
}

/** Have the interrupt come now. */
static inline void systick_pend(void)
{
	REG32(ICSR_ADDR) = ICSR_PENDSTSET;
}

/** Start counting the processor's clock, with the interrupt on. */
static inline void systick_enable(void)
{
	REG32(SYST_CVR_ADDR) = 0;
	REG32(SYST_CSR_ADDR) = SYST_CSR_ENABLE | SYST_CSR_TICKINT | SYST_CSR_CLKSOURCE;
}

#endif /* BREEZE_ARCH_ARM_CORTEX_M_SYSTICK_HW_H_ */
