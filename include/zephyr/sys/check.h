/* SPDX-License-Identifier: MIT */
/*
 * CHECKIF(expr): the test of an argument that guards an error return.
 *
 *	CHECKIF(limit == 0) {
 *		return -EINVAL;
 *	}
 *
 * CONFIG_RUNTIME_ERROR_CHECKS (default) makes it an if; CONFIG_ASSERT_ON_ERRORS asserts that expr
 * is false instead; CONFIG_NO_RUNTIME_CHECKS drops the test.
 */
#ifndef ZEPHYR_INCLUDE_SYS_CHECK_H_
#define ZEPHYR_INCLUDE_SYS_CHECK_H_

#include <stdbool.h>
#include <zephyr/sys/__assert.h>

#if defined(CONFIG_ASSERT_ON_ERRORS)
#define CHECKIF(...)                                                                               \
	__ASSERT_NO_MSG(!(__VA_ARGS__));                                                           \
	if (false)
#elif defined(CONFIG_NO_RUNTIME_CHECKS)
#define CHECKIF(...) if (false && (__VA_ARGS__))
#else
/** The block after it runs if the argument is wrong; see above. */
#define CHECKIF(expr) if (expr)
#endif

#endif /* ZEPHYR_INCLUDE_SYS_CHECK_H_ */
