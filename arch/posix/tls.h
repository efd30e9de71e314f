/* SPDX-License-Identifier: MIT */
/*
 * Thread-local variables (CONFIG_THREAD_LOCAL_STORAGE). Locked, or before the kernel runs.
 */
#ifndef BREEZE_ARCH_POSIX_TLS_H_
#define BREEZE_ARCH_POSIX_TLS_H_

#include <zephyr/kernel/thread.h>

#ifdef CONFIG_THREAD_LOCAL_STORAGE

/** Give @a thread its variables, with their first values, below @a top. @return the lowest address taken. */
char *z_posix_tls_setup(struct k_thread *thread, char *top);

/** The variables of @a from, unless that is NULL, go where they are kept, and those of @a to come. */
void z_posix_tls_switch(const struct k_thread *from, const struct k_thread *to);

#else

static inline char *z_posix_tls_setup(struct k_thread *thread, char *top)
{
	(void)thread;
	return top;
}

static inline void z_posix_tls_switch(const struct k_thread *from, const struct k_thread *to)
{
	(void)from;
	(void)to;
}

#endif /* CONFIG_THREAD_LOCAL_STORAGE */

#endif /* BREEZE_ARCH_POSIX_TLS_H_ */
