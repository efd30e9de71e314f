/* SPDX-License-Identifier: MIT */
/*
 * The one semihosting call that the kernel uses, exit; and what becomes of any call when nobody
 * listens. Then the processor takes the breakpoint for a fault of no known cause, and the fault handler
 * lets the call return -1. So one image runs in an emulator and on a board.
 */
#include <zephyr/arch/arm/semihost.h>

#include "arch/arm/cortex_m/cortex_m.h"

#define SYS_EXIT_EXTENDED        0x20U
#define STOPPED_APPLICATION_EXIT 0x20026U

/** The instruction of a call, bkpt 0xab, and its size. */
#define CALL      0xBEABU
#define CALL_SIZE 2U

#define HFSR_VECTTBL BIT(1)

/** Words of a frame. */
#define FRAME_R0 0
#define FRAME_PC 6

static void call(uint32_t operation, const void *parameter)
{
	__asm__ volatile("mov r0, %0\n\tmov r1, %1\n\tbkpt 0xab"
			 :
			 : "r"(operation), "r"(parameter)
			 : "r0", "r1", "memory");
}

void semihost_exit(int status)
{
	const uint32_t block[] = {STOPPED_APPLICATION_EXIT, (uint32_t)status};

	soc_console_flush();
	for (;;) {
		call(SYS_EXIT_EXTENDED, block);
	}
}

/* A fetch that failed would have set a bit of CFSR, so there is an instruction at pc. */
bool z_arm_semihost_skip(const struct arch_esf *esf, uint32_t *frame)
{
	if (esf->cfsr != 0U || (esf->hfsr & HFSR_VECTTBL) != 0U ||
	    *(const uint16_t *)esf->basic.pc != CALL) {
		return false;
	}
	frame[FRAME_R0] = UINT32_MAX;
	frame[FRAME_PC] += CALL_SIZE;
	return true;
}
