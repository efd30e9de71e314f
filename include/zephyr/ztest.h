/* SPDX-License-Identifier: MIT */
/* Writing tests: everything that a test suite includes. */
#ifndef ZEPHYR_INCLUDE_ZTEST_H_
#define ZEPHYR_INCLUDE_ZTEST_H_

#include <zephyr/kernel.h>
#include <zephyr/tc_util.h>
#include <zephyr/ztest_assert.h>
#include <zephyr/ztest_error_hook.h>
#include <zephyr/ztest_test.h>

#endif /* ZEPHYR_INCLUDE_ZTEST_H_ */
