/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_SECTIONS_ORDER_H_
#define TESTS_UNIT_SECTIONS_ORDER_H_

#include <zephyr/kernel.h>

/** An element of the list that another file defines. */
extern struct k_condvar other_files;

#endif /* TESTS_UNIT_SECTIONS_ORDER_H_ */
