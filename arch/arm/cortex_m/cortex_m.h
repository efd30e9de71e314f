/* SPDX-License-Identifier: MIT */
/*
 * What the files of this port share with each other and with the SoCs.
 */
#ifndef BREEZE_ARCH_ARM_CORTEX_M_CORTEX_M_H_
#define BREEZE_ARCH_ARM_CORTEX_M_CORTEX_M_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#include "arch/arm/cortex_m/scs.h"

/* Placed by the linker script. */
extern uint32_t z_arm_isr_stack[], z_arm_isr_stack_end[];
extern void (*const z_arm_vectors[])(void);
extern char z_arm_ram_free[], z_arm_ram_end[];
extern char z_arm_data[], z_arm_data_end[], z_arm_data_load[], z_arm_bss[], z_arm_bss_end[];

/** In the vector table for lines that have no static connection; goes on to the next. */
void z_arm_isr_unconnected(void);
void z_arm_irq_default(void);

/** Set the priorities of the kernel's own exceptions. */
void z_arm_exceptions_init(void);

/** Keep the processor off what lies below @a thread's stack, or mark it. For arch_new_thread(). */
void z_arm_stack_guard_init(struct k_thread *thread);

/** @return whether @a thread's stack pointer or an access at @a address is below its stack. */
bool z_arm_stack_guard_hit(const struct k_thread *thread, uint32_t address);

/** Called by PendSV when the word below the current thread's stack has changed: ends the thread. */
void z_arm_stack_overflowed(void);

/** Called by every fault; see fault_entry.S. */
uint32_t z_arm_fault_handle(uint32_t msp, uint32_t psp, uint32_t exc_return, const uint32_t *saved);

/** A thread with a fatal error can be ended as far as the processor is concerned: forget that it is. */
void z_arm_fault_forget(const struct k_thread *thread);

/**
 * If the fault is a semihosting call that nobody took, let it return -1 to the code that @a frame belongs to.
 * @return whether it is one.
 */
#ifdef CONFIG_SEMIHOST
bool z_arm_semihost_skip(const struct arch_esf *esf, uint32_t *frame);
#else
static inline bool z_arm_semihost_skip(const struct arch_esf *esf, uint32_t *frame)
{
	ARG_UNUSED(esf);
	ARG_UNUSED(frame);
	return false;
}
#endif

/** The system clock's interrupt. */
void z_arm_systick(void);

/*
 * Supplied by the SoC
 */

/** Set up clocks and memories; called first after variables have their values, before any SYS_INIT. Locked. */
void soc_early_init(void);

/** @return frequency of the processor's clock in Hz, which SysTick counts; set by soc_early_init(). */
uint32_t soc_cpu_hz(void);

/** Send what is buffered for the console without the help of interrupts. Any context, also in a fault. */
#ifdef CONFIG_CONSOLE
void soc_console_flush(void);
#else
static inline void soc_console_flush(void)
{
}
#endif

#endif /* BREEZE_ARCH_ARM_CORTEX_M_CORTEX_M_H_ */
