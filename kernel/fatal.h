/* SPDX-License-Identifier: MIT */
/*
 * Fatal errors, for architectures.
 */
#ifndef BREEZE_KERNEL_FATAL_H_
#define BREEZE_KERNEL_FATAL_H_

#include <zephyr/fatal.h>

/**
 * Deal with a fatal error of the current context: report it, ask the application, and if that lets
 * the system go on, end the current thread. Returns only in an interrupt handler, or for a thread
 * that is already being ended.
 * @param reason  enum k_fatal_error_reason, or the architecture's.
 * @param esf     registers at the exception, or NULL.
 */
void z_fatal_error(unsigned int reason, const struct arch_esf *esf);

/** @return what @a reason means, for a report. */
const char *z_fatal_reason_str(unsigned int reason);

#endif /* BREEZE_KERNEL_FATAL_H_ */
