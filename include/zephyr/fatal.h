/* SPDX-License-Identifier: MIT */
/*
 * Fatal errors: raising one, and what the application may do about it.
 */
#ifndef ZEPHYR_FATAL_H_
#define ZEPHYR_FATAL_H_

#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Why the kernel cannot go on. */
enum k_fatal_error_reason {
	/** The processor raised an exception. */
	K_ERR_CPU_EXCEPTION,
	/** An interrupt came that has no handler. */
	K_ERR_SPURIOUS_IRQ,
	/** A thread has overflowed its stack. */
	K_ERR_STACK_CHK_FAIL,
	/** k_oops(): the thread cannot go on. */
	K_ERR_KERNEL_OOPS,
	/** k_panic(): the system cannot go on. */
	K_ERR_KERNEL_PANIC,
	/** The first of the architecture's own reasons. */
	K_ERR_ARCH_START = 16,
};

struct arch_esf;

/** End the calling thread with a fatal error. Any context; does not return unless the handler let the system go on. */
#define k_oops() z_except_reason(K_ERR_KERNEL_OOPS)

/** Report that the system cannot go on. Any context; returns as k_oops(). */
#define k_panic() z_except_reason(K_ERR_KERNEL_PANIC)

/**
 * Called at a fatal error, in the context where it happened; weak, the default halts.
 * When it returns, the current thread is ended, unless the error came from an interrupt handler.
 * @param reason  enum k_fatal_error_reason, or the architecture's.
 * @param esf     the registers at an exception, or NULL.
 */
void k_sys_fatal_error_handler(unsigned int reason, const struct arch_esf *esf);

/** Stop the system for good. Any context. */
FUNC_NORETURN void k_fatal_halt(unsigned int reason);

void z_except_reason(unsigned int reason);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_FATAL_H_ */
