/* SPDX-License-Identifier: MIT */
/*
 * CMSDK timer 0 of MPS2 as a second clock: 32 bits that count down at the processor's clock.
 */
#ifndef BREEZE_TESTS_ARCH_ARM_CLOCK_MPS2_TIMER_H_
#define BREEZE_TESTS_ARCH_ARM_CLOCK_MPS2_TIMER_H_

#include <stdint.h>

#include "arch/arm/cortex_m/scs.h"

/** The same in all images. */
#define MPS2_TIMER0_BASE 0x40000000U

static uint32_t reference_last;
static uint64_t reference_total;

/** @return cycles since reference_start(); to be called every minute at least. */
static inline uint64_t reference_cycles(void)
{
	uint32_t now = REG32(MPS2_TIMER0_BASE + 4);

	reference_total += reference_last - now;
	reference_last = now;
	return reference_total;
}

static inline void reference_start(void)
{
	REG32(MPS2_TIMER0_BASE + 8) = UINT32_MAX;
	REG32(MPS2_TIMER0_BASE + 4) = UINT32_MAX;
	REG32(MPS2_TIMER0_BASE + 0) = 1;
	reference_last = REG32(MPS2_TIMER0_BASE + 4);
	reference_total = 0;
}

#endif /* BREEZE_TESTS_ARCH_ARM_CLOCK_MPS2_TIMER_H_ */
