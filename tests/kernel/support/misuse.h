/* SPDX-License-Identifier: MIT */
/*
 * Expecting an assertion to fail, in a thread or an interrupt handler, and going
 * on after it. A suite that uses this has one file that includes misuse.c.
 */
#ifndef BREEZE_TESTS_KERNEL_SUPPORT_MISUSE_H_
#define BREEZE_TESTS_KERNEL_SUPPORT_MISUSE_H_

#include <setjmp.h>

#include <zephyr/ztest.h>

/** Where an expected assertion goes on. */
extern jmp_buf misuse_return;

/** Whether evaluating @a expression fails an assertion. The interrupt lock is as before. */
#define is_misuse(expression)                                                                      \
	({                                                                                         \
		unsigned int misuse_key = irq_lock();                                              \
		volatile bool misuse_seen = true;                                                  \
                                                                                                   \
		irq_unlock(misuse_key);                                                            \
		ztest_set_assert_valid(true);                                                      \
		if (setjmp(misuse_return) == 0) {                                                  \
			expression;                                                                \
			misuse_seen = false;                                                       \
		}                                                                                  \
		ztest_set_assert_valid(false);                                                     \
		irq_unlock(misuse_key);                                                            \
		misuse_seen;                                                                       \
	})

/** Expect @a expression to fail an assertion. */
#define expect_misuse(expression)                                                                  \
	zassert_true(is_misuse(expression), "no assertion against " #expression)

/** Define an interrupt handler for irq_offload() that reports through *(bool *)arg whether @a expression is misuse. */
#define MISUSE_IN_ISR(name, expression)                                                            \
	static void name(const void *arg)                                                          \
	{                                                                                          \
		*(bool *)(uintptr_t)arg = is_misuse(expression);                                   \
	}

/** Run a MISUSE_IN_ISR() handler and expect the assertion. */
#define expect_misuse_in_isr(handler)                                                              \
	do {                                                                                       \
		bool misuse_in_isr = false;                                                        \
                                                                                                   \
		irq_offload(handler, &misuse_in_isr);                                              \
		zassert_true(misuse_in_isr, "no assertion in " #handler);                          \
	} while (0)

#endif /* BREEZE_TESTS_KERNEL_SUPPORT_MISUSE_H_ */
