/* SPDX-License-Identifier: MIT */
/*
 * Functions that run at start-up, by level and then by priority.
 */
#ifndef ZEPHYR_INIT_H_
#define ZEPHYR_INIT_H_

#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One function to run. */
struct init_entry {
	int (*init_fn)(void);
	const void *dev;
};

/**
 * Run @a fn at @a level with priority @a prio (0 to 99, a number or a macro that is one), under the name @a name.
 *
 * Levels: EARLY, PRE_KERNEL_1, PRE_KERNEL_2 (no threads yet: nothing may block), POST_KERNEL, APPLICATION (in the main thread: may block).
 */
#define SYS_INIT_NAMED(name, fn, level, prio)                                                      \
	static const struct init_entry __used __no_redzone __aligned(                              \
		__alignof__(struct init_entry))                                                    \
		__attribute__((__section__(".z_init_" #level "_P_" STRINGIFY(prio) "_")))          \
			      Z_INIT_ENTRY_NAME(name) = {.init_fn = (fn)}

/** SYS_INIT_NAMED() under the name of @a fn. */
#define SYS_INIT(fn, level, prio) SYS_INIT_NAMED(fn, fn, level, prio)

#define Z_INIT_ENTRY_NAME(name) CONCAT(__init_, name)

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INIT_H_ */
