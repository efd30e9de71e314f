/* SPDX-License-Identifier: MIT */
/*
 * What the files of arch/posix share. "Signal-safe" functions may be called
 * from a handler of a signal at any moment, also while interrupts are locked.
 */
#ifndef BREEZE_ARCH_POSIX_POSIX_H_
#define BREEZE_ARCH_POSIX_POSIX_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/kernel/thread.h>

#include "arch/arch.h"

/*
 * irq.c
 */

/** Signal-safe: note that @a line is raised; run nothing. */
void z_posix_irq_latch(unsigned int line);

/** @return whether an enabled line is raised. */
bool z_posix_irq_pending(void);

/** @return whether native_irq_expect() holds for any line. */
bool z_posix_irq_expected(void);

/*
 * clock.c
 */

/** Read and start the clock, before any thread runs. */
void z_posix_clock_init(void);

/** The virtual clock: an outermost unlock is work; may raise lines. */
void z_posix_clock_count_unlock(void);

/** The virtual clock: all sleep, so jump to the tick that the kernel asked for. */
void z_posix_clock_jump(void);

/*
 * descriptors.c
 */

/** How often descriptors are looked at while threads compute, in nanoseconds. */
#define Z_POSIX_POLL_INTERVAL 1000000U

/** Threads that wait for descriptors. */
extern unsigned int z_posix_poll_waiters;

void z_posix_poll_init(void);

/** Locked, descriptors are waited for, and @a thread is about to run. */
void z_posix_poll_on_switch(const struct k_thread *thread);

/** The virtual clock: time to look at the descriptors that threads wait for. */
void z_posix_poll_look(void);

/**
 * Locked: sleep until a signal comes or a descriptor that is waited for is ready; raises
 * NATIVE_IRQ_IO for the latter.
 */
void z_posix_poll_sleep(void);

/** Locked: the thread, which has ended, waits no more. */
void z_posix_poll_forget(struct k_thread *thread);

/*
 * Contexts: switch_*.S or switch_ucontext.c
 */

/**
 * Save the caller's context on its stack, leave its place in *@a save, and go on with the context
 * at @a sp.
 */
void z_posix_context_swap(void **save, void *sp);

/**
 * Make a context below @a top that starts in z_posix_thread_main() with these arguments.
 * @return what z_posix_context_swap() takes as sp.
 */
void *z_posix_context_make(char *top, k_thread_entry_t entry, void *p1, void *p2, void *p3);

/*
 * thread.c
 */

/** Switch to _kernel.next and come back when the caller is next. Locked, interrupts stay so. */
void z_posix_thread_swap(void);

/** Where a new thread begins, on its own stack, locked. */
FUNC_NORETURN void z_posix_thread_main(k_thread_entry_t entry, void *p1, void *p2, void *p3);

/*
 * guard.c
 */

/** The ends of the program's data; set by the linker. */
extern char __executable_start[], _end[];

/** @return the stack object of @a thread: guard and room, then the part it may use. */
static inline char *z_posix_stack_object(const struct k_thread *thread)
{
	return (char *)thread->stack_info.start - ARCH_STACK_RESERVED;
}

/** Give the stack of a new thread its guard, unless it has one. */
void z_posix_guard_set(struct k_thread *thread);

/**
 * Make the page at @a guard, in a mapping of its own kind, a guard for ever, as long as the system
 * has room.
 */
void z_posix_guard_map(char *guard);

/** At the end of the process: make all of the program's data readable again, for a leak check. */
void z_posix_guards_drop(void);

/** Take the guard away, if the stack's memory may be something else from now on. */
void z_posix_guard_clear(struct k_thread *thread);

/*
 * fault.c
 */

void z_posix_fault_init(void);

/*
 * console.c
 */

/** Signal-safe: write all of @a text to descriptor @a fd, whatever interrupts it. */
void z_posix_write(int fd, const char *text, size_t len);

/**
 * Print a message to standard error and end the process; before the kernel runs or when it can not
 * go on.
 */
FUNC_NORETURN void z_posix_die(int status, const char *format, ...) __printf_like(2, 3);

/** Write out the unfinished line of printk(). */
void z_posix_console_flush(void);

/*
 * deadlock.c
 */

/** All threads wait and nothing can wake any: say so and end the process. */
FUNC_NORETURN void z_posix_deadlock(void);

#endif /* BREEZE_ARCH_POSIX_POSIX_H_ */
