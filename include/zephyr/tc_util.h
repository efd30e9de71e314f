/* SPDX-License-Identifier: MIT */
/*
 * Printing from tests, and the lines that a run's output consists of.
 */
#ifndef ZEPHYR_INCLUDE_TC_UTIL_H_
#define ZEPHYR_INCLUDE_TC_UTIL_H_

#include <zephyr/sys/printk.h>
#include <zephyr/toolchain.h>

/** Results of a test. */
#define TC_PASS  0
#define TC_FAIL  1
#define TC_SKIP  2
#define TC_FLAKY 3

/** Print as printk() does. Any context. */
#define PRINT_DATA(fmt, ...) printk(fmt, ##__VA_ARGS__)
#define PRINT_LINE                                                                                 \
	PRINT_DATA("===================================================================\n")

/** Print as printk() does. Any context. */
#define TC_PRINT(fmt, ...) PRINT_DATA(fmt, ##__VA_ARGS__)

/** Print a complaint and where it comes from. */
#define TC_ERROR(fmt, ...) PRINT_DATA("FAIL - %s@%d. " fmt, __func__, __LINE__, ##__VA_ARGS__)

/** @return "PASS", "FAIL" or "SKIP" for TC_PASS, TC_FAIL or TC_SKIP. */
static inline const char *TC_RESULT_TO_STR(int result)
{
	return result == TC_PASS ? "PASS" : result == TC_SKIP ? "SKIP" : "FAIL";
}

/** The line before and the line after a test case. */
#define TC_START(name)                PRINT_DATA("START - %s\n", name)
#define TC_END(result, fmt, ...)      PRINT_DATA(fmt, ##__VA_ARGS__)
#define Z_TC_END_RESULT(result, func) TC_END(result, "%s - %s\n", TC_RESULT_TO_STR(result), func)
#define TC_END_RESULT(result)         Z_TC_END_RESULT((result), __func__)

/** The last line of a run: what scripts look for. */
#define TC_END_REPORT(result)                                                                      \
	do {                                                                                       \
		PRINT_LINE;                                                                        \
		PRINT_DATA("PROJECT EXECUTION %s\n",                                               \
			   (result) == TC_PASS ? "SUCCESSFUL" : "FAILED");                         \
	} while (false)

#endif /* ZEPHYR_INCLUDE_TC_UTIL_H_ */
