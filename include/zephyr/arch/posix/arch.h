/* SPDX-License-Identifier: MIT */
/*
 * The host's part of <zephyr/arch/cpu.h>: the interrupt lock, which is a flag
 * in memory that signal handlers obey, the saved context of a thread, and the
 * shape of a stack. The state of the simulated interrupt controller is written
 * by the one OS thread of the process and by signal handlers on top of it.
 */
#ifndef ZEPHYR_ARCH_POSIX_ARCH_H_
#define ZEPHYR_ARCH_POSIX_ARCH_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Context of a thread
 */

/** What a switched-out thread leaves outside its stack. */
struct _callee_saved {
	/** Stack pointer; the registers lie on the stack above it, or in a ucontext there. */
	void *sp;
};

/** Bookkeeping of the architecture for a thread. */
struct _thread_arch {
	/** Where the sanitizer keeps the thread's fake frames while it is switched out. */
	void *fake_stack;
	/** Lowest page of the stack object while it is mapped without access, else NULL. */
	void *guard;
	/** native_poll() of this thread shall return -EINTR; cleared when it does. */
	bool poll_wake;
	/** The waiting native_poll() of this thread, or NULL. */
	struct native_poll_wait *poll;
};

/*
 * Stacks: a page without access at the low end, then room for what runs on a
 * thread's stack uninvited (signal frame, interrupt handlers, libc).
 */

#if defined(__SANITIZE_ADDRESS__)
#define Z_POSIX_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define Z_POSIX_SANITIZED 1
#endif
#endif

#ifdef Z_POSIX_SANITIZED
#define Z_POSIX_STACK_ROOM 131072
#else
#define Z_POSIX_STACK_ROOM 16384
#endif

#define ARCH_STACK_PTR_ALIGN 16
#define ARCH_STACK_ALIGN     CONFIG_NATIVE_PAGE_SIZE
#define ARCH_STACK_RESERVED  (CONFIG_NATIVE_PAGE_SIZE + Z_POSIX_STACK_ROOM)

/*
 * Exceptions
 */

/** What is known of a fault of the processor. */
struct arch_esf {
	/** The signal, SIGSEGV for example, and its si_code. */
	int signo;
	int code;
	/** The address that could not be reached, where the signal tells. */
	uintptr_t address;
	uintptr_t pc;
	uintptr_t sp;
	/** The interrupted context, a ucontext_t. */
	const void *context;
};

/*
 * Interrupt lock
 */

/** Set in z_posix_irq::attention on the virtual clock: every outermost unlock counts as work. */
#define Z_POSIX_ATTENTION_COUNT (1U << 31)

/** The simulated interrupt controller. */
struct z_posix_irq {
	/** 1 while interrupts are masked. */
	unsigned int locked;
	/** 1 while interrupt handlers run; masks further ones. */
	unsigned int nested;
	/** Bit n: line n is enabled and raised. Non-zero: the unlock has something to do. */
	uint32_t attention;
};

extern struct z_posix_irq z_posix_irq;

/** Interrupts are unlocked and z_posix_irq::attention is not 0: deal with it. */
void z_posix_irq_attend(void);

static inline unsigned int arch_irq_lock(void)
{
	unsigned int key = __atomic_load_n(&z_posix_irq.locked, __ATOMIC_RELAXED);

	__atomic_store_n(&z_posix_irq.locked, 1U, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	return key;
}

static inline void arch_irq_unlock(unsigned int key)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&z_posix_irq.locked, key, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	if (key == 0U && __atomic_load_n(&z_posix_irq.attention, __ATOMIC_RELAXED) != 0U) {
		z_posix_irq_attend();
	}
}

static inline bool arch_irq_unlocked(unsigned int key)
{
	return key == 0U;
}

static inline bool arch_is_in_isr(void)
{
	return __atomic_load_n(&z_posix_irq.nested, __ATOMIC_RELAXED) != 0U;
}

/*
 * Connecting handlers; <zephyr/irq.h> has the contracts
 */

/** As arch_irq_connect_dynamic(), for a handler without a parameter. */
int z_posix_irq_connect_direct(unsigned int irq, void (*handler)(void));

#define ARCH_IRQ_CONNECT(irq, priority, isr, param, flags)                                         \
	((void)arch_irq_connect_dynamic((irq), (priority), (isr), (param), (flags)))

#define ARCH_IRQ_DIRECT_CONNECT(irq, priority, isr, flags)                                         \
	((void)z_posix_irq_connect_direct((irq), (isr)))

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_ARCH_POSIX_ARCH_H_ */
