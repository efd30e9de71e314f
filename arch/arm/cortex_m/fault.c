/* SPDX-License-Identifier: MIT */
/*
 * Faults. All arrive as HardFault, at once and above everything. The handler
 * reports cause and registers on the console. If a thread caused it with
 * interrupts unlocked, then the kernel's state is whole: the thread goes on in
 * z_fatal_error(), on its stack from the top, since it will never return to
 * what lies there. Anything else stops the system.
 */
#include <string.h>

#include <zephyr/fatal.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"
#include "kernel/fatal.h"

#define CFSR_MSTKERR   BIT(4)
#define CFSR_MMARVALID BIT(7)
#define CFSR_STKERR    BIT(12)
#define CFSR_BFARVALID BIT(15)
#define CFSR_STKOF     BIT(20)
#define FPCCR_LSPACT   BIT(0)
#define XPSR_THUMB     BIT(24)

/** What z_fatal_error() gets, on the stack of the thread at fault. */
struct last_words {
	struct {
		uint32_t reason;
		struct arch_esf *esf;
		uint32_t unused[4];
		uint32_t pc;
		uint32_t xpsr;
	} frame;
	struct arch_esf esf;
};

BUILD_ASSERT(sizeof(struct last_words) % 8 == 0, "stacks are aligned to 8 bytes");

/** The thread that is in its last_words: a fault there can not be survived. */
static const struct k_thread *ending;

void z_arm_fault_forget(const struct k_thread *thread)
{
	if (ending == thread) {
		ending = NULL;
	}
}

static const char *cause_of(uint32_t cfsr)
{
	static const struct {
		uint32_t bit;
		const char *text;
	} causes[] = {
		{BIT(0), "instruction fetch not allowed"},
		{BIT(1), "data access not allowed"},
		{BIT(3), "unstacking not allowed"},
		{CFSR_MSTKERR, "stacking not allowed"},
		{BIT(5), "floating-point stacking not allowed"},
		{BIT(8), "bus error at instruction fetch"},
		{BIT(9), "bus error at data access"},
		{BIT(10), "imprecise bus error"},
		{BIT(11), "bus error at unstacking"},
		{CFSR_STKERR, "bus error at stacking"},
		{BIT(13), "bus error at floating-point stacking"},
		{BIT(16), "undefined instruction"},
		{BIT(17), "invalid state"},
		{BIT(18), "invalid exception return"},
		{BIT(19), "no coprocessor"},
		{CFSR_STKOF, "stack limit reached"},
		{BIT(24), "unaligned access"},
		{BIT(25), "division by zero"},
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(causes); i++) {
		if ((cfsr & causes[i].bit) != 0U) {
			return causes[i].text;
		}
	}
	return "no cause known";
}

static bool is_from_thread(const struct arch_esf *esf)
{
	uint32_t wanted = EXC_RETURN_THREAD | EXC_RETURN_SPSEL;

	return (esf->exc_return & wanted) == wanted;
}

static unsigned int reason_of(const struct arch_esf *esf)
{
	bool stacking = (esf->cfsr & (CFSR_MSTKERR | CFSR_STKERR)) != 0U;
	uint32_t address = (esf->cfsr & CFSR_MMARVALID) != 0U ? esf->mmfar : esf->callee.psp;

	if ((esf->cfsr & CFSR_STKOF) != 0U) {
		return K_ERR_STACK_CHK_FAIL;
	}
	if (is_from_thread(esf) && ((esf->cfsr & CFSR_MMARVALID) != 0U || stacking) &&
	    z_arm_stack_guard_hit(_current, address)) {
		return K_ERR_STACK_CHK_FAIL;
	}
	return K_ERR_CPU_EXCEPTION;
}

static void report(const struct arch_esf *esf)
{
	printk("*** fault: %s\n", cause_of(esf->cfsr));
	printk("r0 %08x r1 %08x r2  %08x r3  %08x r12 %08x lr %08x\n", esf->basic.a1, esf->basic.a2,
	       esf->basic.a3, esf->basic.a4, esf->basic.ip, esf->basic.lr);
	printk("r4 %08x r5 %08x r6  %08x r7  %08x r8  %08x r9 %08x\n", esf->callee.v1,
	       esf->callee.v2, esf->callee.v3, esf->callee.v4, esf->callee.v5, esf->callee.v6);
	printk("r10 %08x r11 %08x sp %08x pc %08x xpsr %08x\n", esf->callee.v7, esf->callee.v8,
	       esf->callee.psp, esf->basic.pc, esf->basic.xpsr);
	printk("exc_return %08x cfsr %08x hfsr %08x", esf->exc_return, esf->cfsr, esf->hfsr);
	if ((esf->cfsr & CFSR_MMARVALID) != 0U) {
		printk(" mmfar %08x", esf->mmfar);
	}
	if ((esf->cfsr & CFSR_BFARVALID) != 0U) {
		printk(" bfar %08x", esf->bfar);
	}
	printk("\n");
}

/** Read and clear the fault status. The frame is there unless storing it was the fault. */
static void collect(struct arch_esf *esf, const void *frame, const uint32_t *saved)
{
	uint32_t no_frame = CFSR_MSTKERR | CFSR_STKERR | CFSR_STKOF;

	esf->cfsr = REG32(CFSR_ADDR);
	esf->hfsr = REG32(HFSR_ADDR);
	esf->mmfar = REG32(MMFAR_ADDR);
	esf->bfar = REG32(BFAR_ADDR);
	REG32(CFSR_ADDR) = esf->cfsr;
	REG32(HFSR_ADDR) = esf->hfsr;
	memcpy(&esf->callee, saved, 8 * sizeof(uint32_t));
	esf->callee.psp = (uint32_t)frame;
	if ((esf->cfsr & no_frame) == 0U) {
		memcpy(&esf->basic, frame, sizeof(esf->basic));
	}
}

static bool is_locked(void)
{
	uint32_t primask, basepri;

	__asm__ volatile("mrs %0, primask\n\tmrs %1, basepri" : "=r"(primask), "=r"(basepri));
	return primask != 0U || basepri != 0U;
}

static void end_thread(unsigned int reason, struct arch_esf *esf)
{
	z_fatal_error(reason, esf);
	k_fatal_halt(reason);
}

/** Let the current thread go on in end_thread(). Live floating-point registers are forgotten. */
static void redirect(unsigned int reason, const struct arch_esf *esf)
{
	uintptr_t top = _current->stack_info.start + _current->stack_info.size;
	struct last_words *last = (struct last_words *)ROUND_DOWN(top - sizeof(*last), 8);

	last->esf = *esf;
	memset(&last->frame, 0, sizeof(last->frame));
	last->frame.reason = reason;
	last->frame.esf = &last->esf;
	last->frame.pc = (uint32_t)end_thread & ~1U;
	last->frame.xpsr = XPSR_THUMB;
	if (IS_ENABLED(CONFIG_FPU)) {
		REG32(FPCCR_ADDR) &= ~FPCCR_LSPACT;
	}
	__asm__ volatile("msr psp, %0" : : "r"(last));
}

uint32_t z_arm_fault_handle(uint32_t msp, uint32_t psp, uint32_t exc_return, const uint32_t *saved)
{
	uint32_t *frame = (uint32_t *)((exc_return & EXC_RETURN_SPSEL) != 0U ? psp : msp);
	struct arch_esf esf = {.exc_return = exc_return};
	unsigned int reason;

	collect(&esf, frame, saved);
	if (z_arm_semihost_skip(&esf, frame)) {
		return exc_return;
	}
	reason = reason_of(&esf);
	report(&esf);
	if (!is_from_thread(&esf) || is_locked() || ending == _current) {
		z_fatal_error(reason, &esf);
		k_fatal_halt(reason);
	}
	ending = _current;
	redirect(reason, &esf);
	return EXC_RETURN_TO_NEW_THREAD;
}
