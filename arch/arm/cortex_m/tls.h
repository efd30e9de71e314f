/* SPDX-License-Identifier: MIT */
/*
 * Thread-local variables (CONFIG_THREAD_LOCAL_STORAGE).
 */
#ifndef BREEZE_ARCH_ARM_CORTEX_M_TLS_H_
#define BREEZE_ARCH_ARM_CORTEX_M_TLS_H_

#include <zephyr/kernel/thread.h>

#ifdef CONFIG_THREAD_LOCAL_STORAGE

/** Give @a thread its variables, with their first values, below @a top. @return the lowest address taken. */
char *z_arm_tls_setup(struct k_thread *thread, char *top);

#else

static inline char *z_arm_tls_setup(struct k_thread *thread, char *top)
{
	(void)thread;
	return top;
}

#endif /* CONFIG_THREAD_LOCAL_STORAGE */

/* Placed by the linker script; the sizes and the alignment are the symbols' addresses. */
extern char z_arm_tls_image[], z_arm_tls_image_size[], z_arm_tls_size[], z_arm_tls_align[];
extern char z_arm_tls_boot[], z_arm_tls_boot_end[];

#endif /* BREEZE_ARCH_ARM_CORTEX_M_TLS_H_ */
