/* SPDX-License-Identifier: MIT */
/*
 * Tests that expect a fatal error or a failed assertion. An unexpected one ends the whole run as
 * failed, because the kernel cannot be trusted after it.
 */
#ifndef ZEPHYR_INCLUDE_ZTEST_ERROR_HOOK_H_
#define ZEPHYR_INCLUDE_ZTEST_ERROR_HOOK_H_

#include <stdbool.h>
#include <zephyr/fatal.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Expect one fatal error: it ends the thread that raised it (not an interrupt handler), and the run
 * goes on. Taken back when it has come and at the end of the test. Any context.
 */
void ztest_set_fault_valid(bool valid);

/** Expect one failed assertion, which calls ztest_post_assert_fail_hook(); otherwise as above. */
void ztest_set_assert_valid(bool valid);

/** Weak; called at an expected fatal error, in its context. The default does nothing. */
void ztest_post_fatal_error_hook(unsigned int reason, const struct arch_esf *esf);

/**
 * Weak; called at an expected failed assertion, in its context. The default aborts the current
 * thread; after one that returns, the code that failed goes on.
 */
void ztest_post_assert_fail_hook(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_ZTEST_ERROR_HOOK_H_ */
