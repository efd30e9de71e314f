/* SPDX-License-Identifier: MIT */
/*
 * The whole seam between the kernel and a processor.
 *
 * An architecture provides these functions, the types struct _callee_saved
 * and struct _thread_arch, and the ARCH_STACK_* macros; the last two and the
 * functions marked "inline" live in <zephyr/arch/cpu.h>, because public
 * headers need them.  The clock is a driver with Zephyr's own seam, in
 * <zephyr/drivers/timer/system_timer.h>.  arch/template is an empty port.
 *
 * "Locked" below means: between arch_irq_lock() and arch_irq_unlock().
 */
#ifndef BREEZE_ARCH_ARCH_H_
#define BREEZE_ARCH_ARCH_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/arch/cpu.h>
#include <zephyr/kernel/thread.h>

/*
 * Interrupts (inline)
 */

/** Mask every maskable interrupt. Nests. @return the previous state, below 2^24, for arch_irq_unlock(). */
static inline unsigned int arch_irq_lock(void);

/**
 * Restore the state @a key; interrupts that became pending meanwhile run then, at the latest after the few instructions
 * that a processor may have under way.
 */
static inline void arch_irq_unlock(unsigned int key);

/** @return true if @a key, from arch_irq_lock(), says that interrupts were not masked. */
static inline bool arch_irq_unlocked(unsigned int key);

/** @return true while an interrupt handler runs, also one started by arch_irq_offload(). */
static inline bool arch_is_in_isr(void);

/*
 * Interrupt lines
 */

/** Let line @a irq interrupt the processor. */
void arch_irq_enable(unsigned int irq);

/** Stop line @a irq from interrupting; an interrupt raised meanwhile stays pending. */
void arch_irq_disable(unsigned int irq);

/** @return non-zero if line @a irq is enabled. */
int arch_irq_is_enabled(unsigned int irq);

/**
 * Make @a handler, called with @a param, the handler of line @a irq.
 * @return the line, or -EINVAL for a line or a priority that does not exist.
 */
int arch_irq_connect_dynamic(unsigned int irq, unsigned int priority,
			     void (*handler)(const void *param), const void *param, uint32_t flags);

/**
 * Run @a routine(@a parameter) in interrupt context, now.
 * Called from a thread, unlocked. Returns after the outermost interrupt exit, so a switch
 * that the routine asked for has happened by then.
 */
void arch_irq_offload(void (*routine)(const void *parameter), const void *parameter);

/*
 * Threads
 */

/**
 * Prepare the context of @a thread so that its first switch-in calls
 * z_thread_entry(@a entry, @a p1, @a p2, @a p3) with interrupts unlocked.
 * thread->stack_info is complete; @a stack_top is the first address above the stack.
 * Called from a thread, an interrupt handler or before the kernel runs; never blocks.
 */
void arch_new_thread(struct k_thread *thread, char *stack_top, k_thread_entry_t entry, void *p1,
		     void *p2, void *p3);

/**
 * @a thread has ended: forget what arch_new_thread() set up for it. Locked. If it is the current
 * thread, it runs on its stack until the switch that follows.
 */
void arch_thread_release(struct k_thread *thread);

/**
 * Switch from _kernel.cpus[0].current to _kernel.next, which differ; sets current.
 * Called from a thread, locked by @a key. Returns when the caller is switched in again, with
 * the interrupt state @a key restored; never for a dead thread. Each switch, here and at interrupt
 * exits, begins with z_usage_account() (kernel/sched/usage.h).
 */
void arch_switch(unsigned int key);

/**
 * Called in an interrupt handler, locked: at the outermost interrupt exit, and not before, switch
 * to _kernel.next if it still differs from current. Harmless when called more than once.
 */
void arch_switch_at_isr_exit(void);

/**
 * Leave the start-up context for good and run _kernel.next as the first thread, unlocked.
 * Called once, locked, on the start-up stack.
 */
FUNC_NORETURN void arch_start_threads(void);

/*
 * Idling and the end
 */

/** Unlock interrupts and sleep until one has been handled. Called from the idle thread, locked. */
void arch_cpu_idle(void);

/**
 * Sleep until an interrupt is pending, without losing one that came after arch_irq_lock()
 * returned @a key; then restore @a key.
 */
void arch_cpu_atomic_idle(unsigned int key);

/** Stop everything for good after a fatal error; @a reason is an enum k_fatal_error_reason. */
FUNC_NORETURN void arch_system_halt(unsigned int reason);

#endif /* BREEZE_ARCH_ARCH_H_ */
