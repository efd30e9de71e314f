/* SPDX-License-Identifier: MIT */
/*
 * Assertions on the caller's and the kernel's own discipline. A failed one prints where and what
 * and calls assert_post_action(), which does not return to the code that failed.
 *
 * CONFIG_ASSERT switches them on, unless CONFIG_ASSERT_LEVEL is 0; level 1 adds a note to each
 * compilation. The CONFIG_ASSERT_NO_{FILE_INFO,COND_INFO,MSG_INFO} settings shorten the text, and
 * without CONFIG_ASSERT_VERBOSE there is none. When off, the condition is compiled but not
 * evaluated.
 */
#ifndef ZEPHYR_INCLUDE_SYS___ASSERT_H_
#define ZEPHYR_INCLUDE_SYS___ASSERT_H_

#include <stdbool.h>
#include <zephyr/toolchain.h>
#include <zephyr/sys/printk.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef CONFIG_ASSERT
#define __ASSERT_ON CONFIG_ASSERT_LEVEL
#else
#define __ASSERT_ON 0
#endif

#if __ASSERT_ON == 1
#pragma message("assertions are on, as CONFIG_ASSERT_LEVEL=1 is to remind you")
#endif

/** Print one part of the message. Any context; does not block. */
__printf_like(1, 2) void assert_print(const char *fmt, ...);

/**
 * End what failed: k_panic() unless the program overrides this weak function. An override that
 * returns lets the failing code go on. Any context.
 */
#ifdef CONFIG_ASSERT_NO_FILE_INFO
void assert_post_action(void);
#define __ASSERT_POST_ACTION() assert_post_action()
#define __ASSERT_FILE_INFO     ""
#else
void assert_post_action(const char *file, unsigned int line);
#define __ASSERT_POST_ACTION() assert_post_action(__FILE__, __LINE__)
#define __ASSERT_FILE_INFO     __FILE__
#endif

#ifdef CONFIG_ASSERT_VERBOSE
#define __ASSERT_PRINT(fmt, ...) assert_print(fmt, ##__VA_ARGS__)
#else
#define __ASSERT_PRINT(fmt, ...) ((void)0)
#endif

#ifdef CONFIG_ASSERT_NO_COND_INFO
#define __ASSERT_COND_INFO(text) ""
#else
#define __ASSERT_COND_INFO(text) "[" text "]"
#endif

#ifdef CONFIG_ASSERT_NO_MSG_INFO
#define __ASSERT_MSG_INFO(fmt, ...) ((void)0)
#else
#define __ASSERT_MSG_INFO(fmt, ...) __ASSERT_PRINT("\t" fmt "\n", ##__VA_ARGS__)
#endif

/* text: the condition as written, before macros in it are expanded. */
#define __ASSERT_LOC(text)                                                                         \
	__ASSERT_PRINT("ASSERTION FAIL %s @ %s:%d\n", __ASSERT_COND_INFO(text),                    \
		       __ASSERT_FILE_INFO, __LINE__)

#if __ASSERT_ON > 0

#define __ASSERT_NO_MSG(test)                                                                      \
	do {                                                                                       \
		if (unlikely(!(test))) {                                                           \
			__ASSERT_LOC(#test);                                                       \
			__ASSERT_POST_ACTION();                                                    \
		}                                                                                  \
	} while (false)

/** Assert @a test; the message is printf-like. */
#define __ASSERT(test, fmt, ...)                                                                   \
	do {                                                                                       \
		if (unlikely(!(test))) {                                                           \
			__ASSERT_LOC(#test);                                                       \
			__ASSERT_MSG_INFO(fmt, ##__VA_ARGS__);                                     \
			__ASSERT_POST_ACTION();                                                    \
		}                                                                                  \
	} while (false)

/** Run @a expr1 without assertions; with them run @a expr2 and then assert @a test. */
#define __ASSERT_EVAL(expr1, expr2, test, fmt, ...)                                                \
	do {                                                                                       \
		expr2;                                                                             \
		__ASSERT(test, fmt, ##__VA_ARGS__);                                                \
	} while (false)

#else

#define __ASSERT(test, fmt, ...)                                                                   \
	do {                                                                                       \
		if (false) {                                                                       \
			(void)(test);                                                              \
		}                                                                                  \
	} while (false)
#define __ASSERT_NO_MSG(test)                       __ASSERT(test, "")
#define __ASSERT_EVAL(expr1, expr2, test, fmt, ...) expr1

#endif /* __ASSERT_ON > 0 */

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS___ASSERT_H_ */
