/* SPDX-License-Identifier: MIT */
/* A suite without a test. */
#include <zephyr/ztest.h>

ZTEST_SUITE(nothing, NULL, NULL, NULL, NULL, NULL);
