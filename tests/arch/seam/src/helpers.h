/* SPDX-License-Identifier: MIT */
/*
 * Threads and child processes for the tests of this suite.
 */
#ifndef TESTS_ARCH_SEAM_HELPERS_H_
#define TESTS_ARCH_SEAM_HELPERS_H_

#include <stddef.h>

#include <zephyr/kernel.h>

#define STACK_SIZE (4096 + CONFIG_TEST_EXTRA_STACK_SIZE)
#define HELPERS    3

/**
 * Start helper thread @a i, named "helper", at priority @a prio; @a entry gets @a arg as its first
 * argument.
 */
k_tid_t start_helper(unsigned int i, k_thread_entry_t entry, void *arg, int prio);

/** Wait for the helper threads started since the last call. */
void join_helpers(void);

/**
 * Run @a body in a copy of the process whose output goes to @a out, a string of at most @a size
 * bytes. The copy ends with status 0 when @a body returns. @return its wait status.
 */
int run_in_child(void (*body)(void), char *out, size_t size);

#endif /* TESTS_ARCH_SEAM_HELPERS_H_ */
